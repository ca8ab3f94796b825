"""Answer everything that Flask answers: pages, canned answers, descriptions of things.

Place in the house: on the event loop, in front of the bridge.
"""

from __future__ import annotations

from server.edge import sending
from server.edge.desk import Exchange

__all__ = ["answer"]


async def answer(exchange: Exchange) -> None:
    """Have the application answer, and send what it says."""
    desk, incoming = exchange.desk, exchange.incoming
    edition = desk.serving.edition
    page = await desk.bridge.call(incoming, exchange.body)
    if page.rest is not None:
        try:
            seconds = desk.settings.send_seconds
            await sending.stream(incoming, exchange.sender, page, desk.bridge, seconds=seconds)
        finally:
            page.close()
            exchange.tell("page", page.status, size=len(page.body))
        return
    page = sending.finished(incoming, page, desk.settings.max_age)
    names = {name.lower(): value for name, value in page.headers}
    keeps = incoming.method == "GET" and edition is desk.serving.edition and sending.may_be_kept(incoming, page)
    if keeps and exchange.key is not None:
        exchange.keep(page.headers, page.body, names.get("etag", ""))
    await exchange.deliver(page.status, page.headers, page.body, kind="page")

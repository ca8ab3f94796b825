"""Answer everything that Flask answers: pages, canned answers, descriptions of things.

Place in the house: on the event loop, in front of the bridge.
"""

from __future__ import annotations

from server.edge import sending
from server.edge.bridge import Page
from server.edge.desk import Exchange

__all__ = ["answer"]


async def answer(exchange: Exchange) -> None:
    """Have the application answer, and send what it says."""
    desk, incoming = exchange.desk, exchange.incoming
    edition = desk.serving.edition
    page = await desk.bridge.call(incoming)
    if page.rest is not None:
        await _stream(exchange, page)
        return
    page = sending.finished(incoming, page, desk.settings.max_age)
    keeps = edition is desk.serving.edition and sending.may_be_kept(incoming, page)
    exchange.send_page(page, keeps=keeps)


async def _stream(exchange: Exchange, page: Page) -> None:
    """Send a page whose body is made while it is sent."""
    client, is_whole = exchange.client, False
    try:
        client.begin(page.status, page.headers)
        piece: bytes | None = page.body if exchange.incoming.method != "HEAD" else None
        while piece is not None:
            await client.piece(piece)
            piece = await exchange.desk.bridge.next_piece(page)
        is_whole = True
    finally:
        page.close()
        exchange.tell("page", page.status, size=len(page.body))
        client.end(is_whole=is_whole)

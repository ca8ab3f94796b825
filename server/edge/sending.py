"""Receive bodies and send answers, with the patience that the settings give to slow clients.

Place in the house: the small work around a request on the event loop.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
from functools import lru_cache
from hashlib import blake2b

from server import compression, negotiation, protocol
from server.config import Settings
from server.edge.bridge import Bridge, Page
from server.edge.scope import Incoming, Sender, Stopped
from server.problems import ProblemError, said

__all__ = ["Stopped", "body", "check", "client", "finished", "may_be_kept", "send", "stream", "without_body"]

PIECE = 256 << 10  # bytes sent at once of a large body
LARGE = 256 << 10  # bytes above which an answer is sent in pieces, as the client takes them
COMPRESSIBLE = (
    "application/graphml",
    "application/javascript",
    "application/json",
    "application/ld+json",
    "application/n-",
    "application/rdf+xml",
    "application/sparql",
    "application/trig",
    "application/vnd.oai",
    "application/xml",
    "image/svg",
    "text/",
)
METHODS = frozenset({*protocol.METHODS, "PUT", "PATCH", "DELETE", "TRACE", "CONNECT"})
Headers = list[tuple[str, str]]
# A name or an address, and a port (RFC 3986, section 3.2.2).
_HOST = re.compile(r"(?:\[[0-9A-Za-z:.%~_-]+\]|[A-Za-z0-9._~%!$&'()*+,;=-]*)(?::[0-9]*)?")


def check(incoming: Incoming) -> None:
    """Refuse what RFC 9112 says must be refused: no valid Host, or several (section 3.2); a path that is not UTF-8."""
    hosts = incoming.hosts()
    if (incoming.http_version.startswith("1.1") and len(hosts) != 1) or not all(map(_HOST.fullmatch, hosts)):
        raise said(400, "bad_request", "A request names one host.", "请求应当带有一个 Host。")
    if incoming.method not in METHODS:
        raise said(
            405 if incoming.path == "/sparql" else 501,
            "method",
            f"There is no method {incoming.method[:40]!r} here; methods are written in capitals.",
            f"这里没有 {incoming.method[:40]!r} 方法；方法名区分大小写。",
            headers={"Allow": ", ".join(protocol.METHODS)},
        )
    if incoming.header("content-encoding") not in (None, "", "identity"):
        raise said(
            415,
            "unsupported",
            "A request's body must not be coded; send it as it is.",
            "请求体不能压缩，请直接发送。",
            headers={"Accept-Encoding": "identity"},
        )
    if "\ufffd" in incoming.path or "\x00" in incoming.path:
        raise said(400, "bad_request", "The path is not UTF-8.", "路径不是 UTF-8 编码。")


async def body(incoming: Incoming, sender: Sender, settings: Settings) -> bytes:
    """Gather the body of a request; raises `ProblemError` when it is too large or comes too slowly."""
    announced = incoming.header("content-length") or "0"
    if announced.isdigit() and int(announced) > settings.request_bytes:
        raise _too_large(settings.request_bytes)
    try:
        return await asyncio.wait_for(_gathered(sender, settings.request_bytes), settings.body_seconds)
    except TimeoutError:
        raise _too_slow(settings.body_seconds) from None


async def _gathered(sender: Sender, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    async for piece in sender:
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise _too_large(limit)
    return b"".join(pieces)


def _too_large(limit: int) -> ProblemError:
    return said(
        413,
        "too_large",
        f"A request's body may have {limit} bytes (setting KECHUANG_REQUEST_BYTES).",
        f"请求体最多 {limit} 字节（设置项 KECHUANG_REQUEST_BYTES）。",
        limit="KECHUANG_REQUEST_BYTES",
        headers={"Connection": "close"},
    )


def _too_slow(seconds: float) -> ProblemError:
    return said(
        408,
        "timeout_request",
        f"The body did not come within {seconds:g} seconds (setting KECHUANG_BODY_SECONDS).",
        f"请求体未在 {seconds:g} 秒内发送完毕（设置项 KECHUANG_BODY_SECONDS）。",
        limit="KECHUANG_BODY_SECONDS",
        headers={"Connection": "close"},
    )


def client(incoming: Incoming, proxies: int) -> str:
    """Name the client for taking turns; behind proxies, as they name it."""
    address = incoming.client
    if proxies:
        named = [part.strip() for part in (incoming.header("x-forwarded-for") or "").split(",") if part.strip()]
        address = named[-proxies] if len(named) >= proxies else address
    return _network(address)


@lru_cache(maxsize=4096)
def _network(address: str) -> str:
    """Give an address as it is, or its network for IPv6: one client has many of those."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


async def send(
    incoming: Incoming, sender: Sender, status: int, headers: Headers, content: bytes | memoryview, *, seconds: float
) -> None:
    """Send an answer; a large one piece by piece, and no longer than the client goes on taking it."""
    if status in (204, 304) or (incoming.method == "HEAD" and len(content) > LARGE):
        length = [("Content-Length", str(len(content)))] if content else []
        sender.response_empty(status, headers + length)
    elif len(content) <= LARGE:
        sender.response_bytes(status, headers, bytes(content))
    else:
        transport = sender.response_stream(status, [*headers, ("Content-Length", str(len(content)))])
        view = memoryview(content)
        for start in range(0, len(content), PIECE):
            await asyncio.wait_for(transport.send_bytes(bytes(view[start : start + PIECE])), seconds)


async def stream(incoming: Incoming, sender: Sender, page: Page, bridge: Bridge, *, seconds: float) -> None:
    """Send a page whose body is made while it is sent."""
    if incoming.method == "HEAD":
        sender.response_empty(page.status, page.headers)
        return
    transport = sender.response_stream(page.status, page.headers)
    piece: bytes | None = page.body
    while piece is not None:
        await asyncio.wait_for(transport.send_bytes(piece), seconds)
        piece = await bridge.next_piece(page)


def finished(incoming: Incoming, page: Page, max_age: int) -> Page:
    """Give a page its validator, its coding and its age where the application gave none."""
    names = {name.lower(): value for name, value in page.headers}
    if page.status != 200 or incoming.method not in ("GET", "HEAD"):
        return page
    headers = list(page.headers)
    if "cache-control" not in names:
        headers.append(("Cache-Control", f"public, max-age={max_age}" if _is_public(incoming) else "no-store"))
    coding = negotiation.encoding(incoming.header("accept-encoding"))
    content = page.body
    if "content-encoding" not in names and names.get("content-type", "").startswith(COMPRESSIBLE):
        content, coding = compression.encode(content, coding)
        headers = _replaced(headers, "Vary", _with_coding(names.get("vary", "")))
        if coding:
            headers = [*_without(headers, "content-length"), ("Content-Encoding", coding)]
    if "etag" not in names and page.body:
        headers.append(("ETag", f'W/"{blake2b(page.body, digest_size=12).hexdigest()}"'))
    elif content is not page.body and not names["etag"].startswith("W/"):
        # A strong validator names bytes; coded, they are others.
        headers = _replaced(headers, "ETag", f"W/{names['etag']}")
    return Page(page.status, headers, content)


def may_be_kept(incoming: Incoming, page: Page) -> bool:
    """Say whether a page is the same for everybody until the edition changes."""
    names = {name.lower(): value for name, value in page.headers}
    control = names.get("cache-control", "")
    return page.status == 200 and "public" in control and "set-cookie" not in names and not incoming.header("range")


def without_body(headers: Headers) -> Headers:
    """Give the headers of a 304 (RFC 9110, section 15.4.5)."""
    return [(name, value) for name, value in headers if not name.lower().startswith("content-")]


def _is_public(incoming: Incoming) -> bool:
    return not incoming.path.startswith("/-/")


def _with_coding(vary: str) -> str:
    return vary if "accept-encoding" in vary.lower() else ", ".join(part for part in (vary, "Accept-Encoding") if part)


def _without(headers: Headers, name: str) -> Headers:
    return [pair for pair in headers if pair[0].lower() != name]


def _replaced(headers: Headers, name: str, value: str) -> Headers:
    return [*_without(headers, name.lower()), (name, value)]

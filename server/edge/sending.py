"""See that a request may be answered, and finish the headers of pages.

Place in the house: the small work around a request on the event loop.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from hashlib import blake2b

from server import compression, negotiation, protocol
from server.edge.bridge import Page
from server.edge.incoming import Incoming
from server.edge.reading import unknown_method
from server.problems import said

__all__ = ["SAFE", "check", "client", "finished", "may_be_kept"]

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
SAFE = frozenset({"GET", "HEAD"})
METHODS = frozenset({*protocol.METHODS, "PUT", "PATCH", "DELETE", "TRACE", "CONNECT"})
Headers = list[tuple[str, str]]
# A name or an address, and a port (RFC 3986, section 3.2.2).
_HOST = re.compile(r"(?:\[[0-9A-Za-z:.%~_-]+\]|[A-Za-z0-9._~%!$&'()*+,;=-]*)(?::[0-9]*)?")


def check(incoming: Incoming) -> None:
    """Refuse what RFC 9112 says must be refused: no valid Host, or several (section 3.2); a path that is not UTF-8."""
    host = incoming.header("host")
    if not _is_host(host) and (host is not None or incoming.http_version == "1.1"):
        raise said(400, "bad_request", "A request names one host.", "请求应当带有一个 Host。")
    if incoming.method not in METHODS:
        raise unknown_method(incoming.method, path=incoming.path)
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


@lru_cache(maxsize=1024)
def _is_host(host: str | None) -> bool:
    return host is not None and _HOST.fullmatch(host) is not None  # several stand joined by ", ", which is none


def client(incoming: Incoming, proxies: int) -> str:
    """Name the client for taking turns: by its address, or behind proxies as they name it."""
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


def finished(incoming: Incoming, page: Page, max_age: int) -> Page:
    """Give a page its validator, its coding and its age where the application gave none."""
    names = {name.lower(): value for name, value in page.headers}
    if page.status != 200 or incoming.method not in SAFE:
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
    is_asked_again = incoming.method in SAFE and not incoming.header("range")
    return is_asked_again and page.status == 200 and "public" in control and "set-cookie" not in names


def _is_public(incoming: Incoming) -> bool:
    return not incoming.path.startswith("/-/")


def _with_coding(vary: str) -> str:
    return vary if "accept-encoding" in vary.lower() else ", ".join(part for part in (vary, "Accept-Encoding") if part)


def _without(headers: Headers, name: str) -> Headers:
    return [pair for pair in headers if pair[0].lower() != name]


def _replaced(headers: Headers, name: str, value: str) -> Headers:
    return [*_without(headers, name.lower()), (name, value)]

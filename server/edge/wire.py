"""Write the head of an answer as bytes (RFC 9112).

Place in the house: under `client`, which sends it, and the cache, which keeps it. The first line and the date change
with every second, so they are made once a second and stand apart from the rest.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from email.utils import formatdate
from http import HTTPStatus

__all__ = ["CLOSE", "CONTINUE", "KEEP", "fields", "stamp"]

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
# What ends a head: the connection stays, or it does not.
KEEP, CLOSE = b"\r\n", b"Connection: close\r\n\r\n"
_stamps: dict[int, tuple[int, bytes]] = {}


def stamp(status: int) -> bytes:
    """Give the status line and the date of an answer."""
    now = int(time.time())
    made, line = _stamps.get(status, (0, b""))
    if made != now:
        reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
        line = f"HTTP/1.1 {status} {reason}\r\nDate: {formatdate(now, usegmt=True)}\r\n".encode("ascii")
        _stamps[status] = now, line
    return line


def fields(headers: Sequence[tuple[str, str]], length: int | None) -> bytes:
    """Write the header fields; `length` is that of the body, None when none is to be told. Raises `ValueError`."""
    written = "".join([f"{name}: {value}\r\n" for name, value in headers])
    if not written.count("\r") == written.count("\n") == len(headers):
        raise ValueError("a header holds the end of a line")
    if length is not None:
        written += f"Content-Length: {length}\r\n"
    return written.encode("latin-1")

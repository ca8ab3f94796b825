"""Write the head of an answer as bytes (RFC 9112).

Place in the house: under `client`, which sends it, and the cache, which keeps it. The first line and the date change
with every second, so they are made once a second and stand apart from the rest.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from email.utils import formatdate
from functools import lru_cache
from http.client import responses

__all__ = ["CLOSE", "CONTINUE", "KEEP", "fields", "shared", "stamp", "unchanged"]

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
# What ends a head: the connection stays, or it does not.
KEEP, CLOSE = b"\r\n", b"Connection: close\r\n\r\n"
_stamps: dict[int, tuple[int, bytes]] = {}


def stamp(status: int) -> bytes:
    """Give the status line and the date of an answer."""
    now = int(time.time())
    made, line = _stamps.get(status, (0, b""))
    if made != now:
        line = f"HTTP/1.1 {status} {responses.get(status, '')}\r\nDate: {formatdate(now, usegmt=True)}\r\n".encode(
            "ascii"
        )
        _stamps[status] = now, line
    return line


@lru_cache(maxsize=1024)
def shared(headers: tuple[tuple[str, str], ...]) -> bytes:
    """Write header fields that many answers have."""
    return fields(headers, None)


def unchanged(ready: bytes) -> bytes:
    """Give the fields of a 304 for those of the answer that it stands for (RFC 9110, section 15.4.5)."""
    lines = ready.split(b"\r\n")[:-1]
    return b"".join(line + b"\r\n" for line in lines if not line.lower().startswith(b"content-"))


def fields(headers: Sequence[tuple[str, str]], length: int | None) -> bytes:
    """Write the header fields; `length` is that of the body, None when none is to be told. Raises `ValueError`."""
    written = "".join([f"{name}: {value}\r\n" for name, value in headers])
    if not written.count("\r") == written.count("\n") == len(headers):
        raise ValueError("a header holds the end of a line")
    if length is not None:
        written += f"Content-Length: {length}\r\n"
    return written.encode("latin-1")

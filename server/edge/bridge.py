"""Call the WSGI application from the event loop, in threads.

Place in the house: between the loop and Flask. Pages and canned answers are made here; their bodies are gathered while
they are small and sent piece by piece when they are not.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from server.edge.incoming import Incoming

__all__ = ["Bridge", "Page"]

GATHERED = 4 << 20  # bytes up to which a body is held as a whole
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass
class Page:
    """What the application answered; `rest` gives the pieces that were not gathered."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    rest: Iterator[bytes] | None = field(default=None)
    close: Callable[[], None] = lambda: None


class Bridge:
    """The threads in which the application runs."""

    def __init__(self, application: Application, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def call(self, incoming: Incoming) -> Page:
        """Answer a request."""
        environ = _environ(incoming)
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._call, environ)

    async def warm(self, paths: Iterable[str], host: str) -> None:
        """Ask for pages before anybody does, one after the other, so that what they gather once is there."""
        for path in paths:
            asked = {"PATH_INFO": path, "HTTP_HOST": host, "HTTP_ACCEPT": "text/html"}
            await asyncio.get_running_loop().run_in_executor(self._threads, self._call, _BARE | asked)

    async def next_piece(self, page: Page) -> bytes | None:
        """Give the next piece of a body that was too large to gather; None at its end."""
        if page.rest is None:
            return None
        return await asyncio.get_running_loop().run_in_executor(self._threads, next, page.rest, None)

    def _call(self, environ: Environ) -> Page:
        said: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[..., Any]:
            del exc_info
            said[:] = [int(status[:3]), headers]
            return lambda _: None

        pieces = self._application(environ, start_response)
        close = getattr(pieces, "close", lambda: None)
        iterator = iter(pieces)
        gathered, size = [], 0
        for piece in iterator:
            gathered.append(piece)
            size += len(piece)
            if size > GATHERED:
                return Page(said[0], said[1], b"".join(gathered), iterator, close)
        close()
        return Page(said[0], said[1], b"".join(gathered))

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False, cancel_futures=True)


_BARE: Environ = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "QUERY_STRING": "",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.input": io.BytesIO(),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}


def _environ(incoming: Incoming) -> Environ:
    """Write a request as PEP 3333 wants it."""
    body = incoming.body
    host, _, port = incoming.host.rpartition(":")
    environ: Environ = {
        # HEAD is GET whose body is not sent: only so do all its headers come out the same (RFC 9110, section 9.3.2).
        "REQUEST_METHOD": "GET" if incoming.method == "HEAD" else incoming.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": incoming.path.encode("utf-8").decode("latin-1"),
        "QUERY_STRING": incoming.query_string.encode("utf-8", "replace").decode("latin-1"),  # PEP 3333
        "SERVER_NAME": host or incoming.host,
        "SERVER_PORT": port if host else "80",
        "SERVER_PROTOCOL": f"HTTP/{incoming.http_version}",
        "REMOTE_ADDR": incoming.client,
        "CONTENT_LENGTH": str(len(body)) if body else "",
        "CONTENT_TYPE": incoming.header("content-type") or "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": incoming.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in incoming.header_items():
        key = f"HTTP_{name.upper().replace('-', '_')}"
        if key not in ("HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH"):
            environ[key] = f"{environ[key]}, {value}" if key in environ else value
    return environ

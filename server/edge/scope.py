"""Read what the web server says of a request (RSGI), in our words.

Place in the house: the border to granian; nobody else knows its objects.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, Protocol

from granian.rsgi import ProtocolClosed as Stopped  # type: ignore[attr-defined]  # granian marks no exports

__all__ = ["Incoming", "Sender", "Stopped", "Stream"]


class Stream(Protocol):
    """A body that is sent piece by piece."""

    def send_bytes(self, data: bytes) -> Awaitable[None]:
        """Send a piece, and wait until there is room for the next."""
        ...


class Sender(Protocol):
    """The web server's side of one request."""

    def __aiter__(self) -> Any:
        """Go through the pieces of the request's body."""
        ...

    def client_disconnect(self) -> Awaitable[None]:
        """Wait until the client has gone."""
        ...

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        """Answer without a body."""
        ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer with a body."""
        ...

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Stream:
        """Answer with a body in pieces."""
        ...


class Incoming:
    """One request, read from the server's scope as it is needed."""

    __slots__ = ("_headers", "_scope", "client", "host", "method", "path", "query_string")

    def __init__(self, scope: Any) -> None:
        self._scope = scope
        self._headers = scope.headers
        self.method: str = scope.method
        self.path: str = scope.path
        self.query_string: str = scope.query_string
        # An absolute request target wins over Host (RFC 9112, section 3.2.2).
        self.host: str = scope.authority or self._headers.get("host") or ""
        self.client: str = scope.client.rpartition(":")[0]

    @property
    def scheme(self) -> str:
        """Give http or https."""
        scheme: str = self._scope.scheme
        return scheme

    @property
    def http_version(self) -> str:
        """Give the version: 1.0, 1.1 or 2."""
        version: str = self._scope.http_version
        return version

    def header(self, name: str) -> str | None:
        """Give a header's value, several joined by commas; None when it is not there."""
        value: str | None = self._headers.get(name)
        if value is None:
            return None
        values: list[str] = self._headers.get_all(name)
        return ", ".join(values) if len(values) > 1 else value

    def hosts(self) -> list[str]:
        """Give every Host header."""
        hosts: list[str] = self._headers.get_all("host")
        return hosts

    def header_items(self) -> list[tuple[str, str]]:
        """Give every header that can be read, in order."""
        items: list[tuple[str, str]] = self._headers.items()
        return items

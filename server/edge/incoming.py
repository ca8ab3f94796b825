"""Read what a client sent, in our words: one request whose head and body are whole.

Place in the house: made by `client`, read by everything that answers.
"""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

__all__ = ["Incoming"]


class Incoming:
    """One request; its headers are decoded as they are needed."""

    __slots__ = (
        "_headers",
        "authority",
        "body",
        "client",
        "http_version",
        "keeps_alive",
        "method",
        "path",
        "query_string",
        "target",
    )
    scheme = "http"  # TLS is the business of a proxy in front

    def __init__(self, method: bytes, target: bytes, headers: dict[bytes, bytes], *, client: str) -> None:
        self.method = method.decode("ascii")
        self.target = target
        self._headers = headers  # names in lower case; several of one name stand joined by commas
        self.client = client
        self.body = b""
        self.http_version = "1.1"
        self.keeps_alive = True
        self.authority = b""
        if not target.startswith(b"/"):
            self.authority, target = _relative(target)
        path, _, query = target.partition(b"#")[0].partition(b"?")
        self.path = path.decode("ascii") if b"%" not in path else unquote_to_bytes(path).decode("utf-8", "replace")
        self.query_string = query.decode("ascii")

    @property
    def host(self) -> str:
        """Give the host that is asked; an absolute request target wins over Host (RFC 9112, section 3.2.2)."""
        return (self.authority or self._headers.get(b"host", b"")).decode("latin-1")

    def spelled(self) -> tuple[bytes | None, ...]:
        """Give what an answer to GET may depend on."""
        sent = self._headers.get
        return self.target, sent(b"accept"), sent(b"accept-encoding"), sent(b"accept-language"), sent(b"host")

    def raw(self, name: bytes) -> bytes | None:
        """Give a header's value as it came."""
        return self._headers.get(name)

    def header(self, name: str) -> str | None:
        """Give a header's value, several joined by commas; None when it is not there."""
        value = self._headers.get(name.encode("ascii"))
        return None if value is None else value.decode("latin-1")

    def header_items(self) -> list[tuple[str, str]]:
        """Give every header, in order."""
        return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in self._headers.items()]


def _relative(target: bytes) -> tuple[bytes, bytes]:
    """Cut an absolute target into the host it names and the rest; `*` and the target of CONNECT stay as they are."""
    _, absolute, rest = target.partition(b"://")
    if not absolute:
        return b"", target
    authority, slash, path = rest.partition(b"/")
    return authority, slash + path or b"/"

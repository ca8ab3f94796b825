"""Hold what answering takes, and one request while it is answered.

Place in the house: shared by `queries` and `pages`, made by `service`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from server import answering, negotiation, problems
from server.config import Settings
from server.edge import sending, wire
from server.edge.bridge import Bridge
from server.edge.cache import LARGEST, Cache, Entry, Key
from server.edge.client import WITHOUT_BODY, Client
from server.edge.incoming import Incoming
from server.edge.journal import Journal, described
from server.replies import Reply
from server.serving import Serving

__all__ = ["Desk", "Exchange"]

CONDITIONAL = frozenset({"GET", "HEAD", "QUERY"})


@dataclass
class Desk:
    """The settings, the edition, the application in its threads, the cache and the log."""

    settings: Settings
    serving: Serving
    bridge: Bridge
    cache: Cache
    journal: Journal


@dataclass(slots=True)
class Exchange:
    """One request, and how it is answered. All of its methods raise `Stopped` when the client has gone."""

    desk: Desk
    client: Client
    incoming: Incoming
    key: Key | None = None  # under which its answer may be kept
    raw: bytes | None = None  # the request as it came, when its answer may be given to the same bytes
    began: float = field(default_factory=time.perf_counter)

    @property
    def if_none_match(self) -> str | None:
        """Give the validators that the client has; 304 is for methods that only ask (RFC 9110, section 13.1.2)."""
        return self.incoming.header("if-none-match") if self.incoming.method in CONDITIONAL else None

    def from_cache(self, entry: Entry) -> None:
        """Send an answer that is ready, or say that the client has it."""
        wanted = self.if_none_match
        if wanted is not None and entry.etag and answering.matches(wanted, entry.etag):
            self.client.respond(304, wire.fields(sending.without_body(entry.headers), None))
            self._record("cached", 304, entry.logged, 0)
            return
        self._spell()
        self.client.respond(200, entry.ready, entry.body)
        self._record("cached", 200, entry.logged, len(entry.body))

    def send(self, reply: Reply, kind: str, *, query: str = "", rows: int | None = None, etag: str = "") -> None:
        """Send an answer and tell the log; with an ETag it is kept for whoever asks the same."""
        headers = list(reply.headers.items())
        ready = self._fields(reply.status, headers, len(reply.body))
        if etag and len(reply.body) <= LARGEST:
            self.keep(headers, ready, bytes(reply.body), etag, query=query, rows=rows)
        what = described(self.incoming, outcome=kind, size=len(reply.body), query=query, rows=rows)
        self._deliver(reply.status, ready, reply.body, kind=kind, what=what)

    def send_page(self, status: int, headers: list[tuple[str, str]], body: bytes, *, etag: str | None) -> None:
        """Send a page; with an ETag, an empty one too, it is kept."""
        ready = self._fields(status, headers, len(body))
        if etag is not None:
            self.keep(headers, ready, body, etag)
        self._deliver(status, ready, body, kind="page", what=described(self.incoming, outcome="page", size=len(body)))

    def keep(
        self,
        headers: list[tuple[str, str]],
        ready: bytes,
        body: bytes,
        etag: str,
        *,
        query: str = "",
        rows: int | None = None,
    ) -> None:
        """Keep an answer for whoever asks the same."""
        if self.key is not None:
            logged = described(self.incoming, outcome="cached", size=len(body), query=query, rows=rows)
            self.desk.cache.put(self.key, Entry(headers, ready, body, etag, logged))
            self._spell()

    def refuse(self, error: Exception, *, query: str = "") -> None:
        """Answer with an error."""
        language = negotiation.language(self.incoming.query_string, self.incoming.header("accept-language"))
        problem = problems.of(error)
        kind = str(getattr(error, "limit", "") or getattr(error, "reason", "") or problem.kind)
        self.send(problem.reply(self.incoming.header("accept"), language), kind, query=query)

    def tell(self, kind: str, status: int, *, query: str = "", size: int = 0) -> None:
        """Tell the log of a request that was answered in another way, or by nobody."""
        self._record(kind, status, described(self.incoming, outcome=kind, size=size, query=query), size)

    def _spell(self) -> None:
        if self.raw is not None and self.key is not None:
            self.desk.cache.spell(self.raw, self.key)

    @staticmethod
    def _fields(status: int, headers: list[tuple[str, str]], length: int) -> bytes:
        told = status in WITHOUT_BODY or any(name.lower() == "content-length" for name, _ in headers)
        return wire.fields(headers, None if told else length)

    def _deliver(self, status: int, ready: bytes, body: bytes | memoryview, *, kind: str, what: str) -> None:
        self.client.respond(status, ready, b"" if status in WITHOUT_BODY else body)
        self._record(kind, status, what, len(body))

    def _record(self, kind: str, status: int, what: str, size: int) -> None:
        self.desk.serving.meters.count(kind, status, time.perf_counter() - self.began, size)
        self.desk.journal.write(self.incoming.client, status, self.began, what)

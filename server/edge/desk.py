"""Hold what answering takes, and one request while it is answered.

Place in the house: shared by `queries` and `pages`, made by `service`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from server import answering, negotiation, problems
from server.config import Settings
from server.edge import sending
from server.edge.bridge import Bridge
from server.edge.cache import LARGEST, Cache, Entry, Key
from server.edge.journal import Journal, described
from server.edge.scope import Incoming, Sender
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
    """One request, and how it is answered."""

    desk: Desk
    incoming: Incoming
    sender: Sender
    key: Key | None  # under which its answer may be kept
    began: float = field(default_factory=time.perf_counter)
    body: bytes = b""

    @property
    def if_none_match(self) -> str | None:
        """Give the validators that the client has; 304 is for methods that only ask (RFC 9110, section 13.1.2)."""
        return self.incoming.header("if-none-match") if self.incoming.method in CONDITIONAL else None

    def from_cache(self, entry: Entry) -> None:
        """Send an answer that is ready, or say that the client has it."""
        wanted = self.if_none_match
        if wanted is not None and entry.etag and answering.matches(wanted, entry.etag):
            self.sender.response_empty(304, sending.without_body(entry.headers))
            self._record("cached", 304, entry.logged, 0)
            return
        self.sender.response_bytes(200, entry.headers, entry.body)
        self._record("cached", 200, entry.logged, len(entry.body))

    async def send(self, reply: Reply, kind: str, *, query: str = "", rows: int | None = None, etag: str = "") -> None:
        """Send an answer and tell the log; with an ETag it is kept for whoever asks the same."""
        headers = list(reply.headers.items())
        size = len(reply.body)
        if etag and size <= LARGEST:
            self.keep(headers, bytes(reply.body), etag, query=query, rows=rows)
        what = described(self.incoming, outcome=kind, size=size, query=query, rows=rows)
        await self.deliver(reply.status, headers, reply.body, kind=kind, what=what)

    async def deliver(
        self, status: int, headers: list[tuple[str, str]], body: bytes | memoryview, *, kind: str, what: str = ""
    ) -> None:
        """Send an answer as it is, and tell the log."""
        seconds = self.desk.settings.send_seconds
        try:
            await sending.send(self.incoming, self.sender, status, headers, body, seconds=seconds)
        finally:
            self._record(kind, status, what or described(self.incoming, outcome=kind, size=len(body)), len(body))

    def keep(
        self,
        headers: list[tuple[str, str]],
        body: bytes,
        etag: str,
        *,
        query: str = "",
        rows: int | None = None,
    ) -> None:
        """Keep an answer for whoever asks the same."""
        if self.key is not None:
            logged = described(self.incoming, outcome="cached", size=len(body), query=query, rows=rows)
            self.desk.cache.put(self.key, Entry(headers, body, etag, logged))

    async def refuse(self, error: Exception, *, query: str = "") -> None:
        """Answer with an error."""
        language = negotiation.language(self.incoming.query_string, self.incoming.header("accept-language"))
        problem = problems.of(error)
        kind = str(getattr(error, "limit", "") or getattr(error, "reason", "") or problem.kind)
        await self.send(problem.reply(self.incoming.header("accept"), language), kind, query=query)

    def tell(self, kind: str, status: int, *, query: str = "", size: int = 0) -> None:
        """Tell the log of a request that was answered in another way, or by nobody."""
        self._record(kind, status, described(self.incoming, outcome=kind, size=size, query=query), size)

    def _record(self, kind: str, status: int, what: str, size: int) -> None:
        self.desk.serving.meters.count(kind, status, time.perf_counter() - self.began, size)
        self.desk.journal.write(self.incoming.client, status, self.began, what)

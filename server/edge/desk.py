"""Hold what answering takes, and one request while it is answered.

Place in the house: shared by `queries` and `pages`, made by `service`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from server import answering, negotiation, problems
from server.config import Settings
from server.edge import wire
from server.edge.bridge import Bridge, Page
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
            self.client.respond(304, wire.unchanged(entry.ready))
            self._record("cached", 304, entry.logged, 0)
            return
        self._spell()
        self.client.respond(200, entry.ready, entry.body)
        self._record("cached", 200, entry.logged, len(entry.body))

    def send(
        self, reply: Reply, kind: str, *, known_as: str = "", rows: int | None = None, keeps: bool = False
    ) -> None:
        """Send an answer and tell the log; it may be kept for whoever asks the same."""
        size = len(reply.body)
        length = None if reply.status in WITHOUT_BODY else size
        ready = wire.shared(reply.shared) + wire.fields(list(reply.own.items()), length)
        what = described(self.incoming, size=size, known_as=known_as, rows=rows)
        if keeps and size <= LARGEST:
            self._keep(Entry(ready, bytes(reply.body), reply.own["ETag"], what))
        self.client.respond(reply.status, ready, b"" if length is None else reply.body)
        self._record(kind, reply.status, what, size)

    def send_page(self, page: Page, *, keeps: bool) -> None:
        """Send a page and tell the log; it may be kept."""
        names = {name.lower(): value for name, value in page.headers}
        told = page.status in WITHOUT_BODY or "content-length" in names
        ready = wire.fields(page.headers, None if told else len(page.body))
        what = described(self.incoming, size=len(page.body))
        if keeps:
            self._keep(Entry(ready, page.body, names.get("etag", ""), what))
        self.client.respond(page.status, ready, b"" if page.status in WITHOUT_BODY else page.body)
        self._record("page", page.status, what, len(page.body))

    def refuse(self, error: Exception, *, known_as: str = "") -> None:
        """Answer with an error."""
        language = negotiation.language(self.incoming.query_string, self.incoming.header("accept-language"))
        problem = problems.of(error)
        kind = str(getattr(error, "limit", "") or getattr(error, "reason", "") or problem.kind)
        self.send(problem.reply(self.incoming.header("accept"), language), kind, known_as=known_as)

    def tell(self, kind: str, status: int, *, known_as: str = "", size: int = 0) -> None:
        """Tell the log of a request that was answered in another way, or by nobody."""
        self._record(kind, status, described(self.incoming, size=size, known_as=known_as), size)

    def _keep(self, entry: Entry) -> None:
        if self.key is not None:
            self.desk.cache.put(self.key, entry)
            self._spell()

    def _spell(self) -> None:
        if self.raw is not None and self.key is not None:
            self.desk.cache.spell(self.raw, self.key)

    def _record(self, kind: str, status: int, what: str, size: int) -> None:
        self.desk.serving.meters.count(kind, status, time.perf_counter() - self.began, size)
        self.desk.journal.write(self.incoming.client, status, self.began, what, kind)

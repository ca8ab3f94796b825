"""Answer requests on the event loop: from the cache, from the workers, or from the pages.

Place in the house: the outermost of `server`, called by granian (RSGI). Nothing here waits for a query: an answer that
is ready goes out at once whatever else is running, and a client that goes away frees the worker that worked for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import time
from typing import Any

from kg.errors import KechuangError
from server import answering, negotiation, problems, protocol
from server.app import create_app
from server.config import Settings
from server.edge import sending
from server.edge.bridge import Bridge, Page
from server.edge.cache import LARGEST, Cache, Entry, Key
from server.edge.journal import Journal, described
from server.edge.scope import Incoming, Sender
from server.evaluation import addressed
from server.problems import ProblemError
from server.protocol import Asked
from server.replies import Reply
from server.serving import Edition, Serving
from server.switching import Switch, open_with_workers
from server.workers import Pool

__all__ = ["Service"]

logger = logging.getLogger("kechuang")
SAFE = frozenset({"GET", "HEAD"})
WITH_BODY = frozenset({"POST", "QUERY", "PUT", "PATCH", "DELETE"})
ENDPOINTS = frozenset({"/sparql", "/sparql/", "*"})  # OPTIONS may ask for everything: *
FLUSH_SECONDS = 0.5
WARMED = ("/", "/queries", "/search", "/ontology", "/overview")
GONE = 499  # in the log only: the client went away


class Service:
    """The service, as granian calls it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.cache = Cache(settings.cache_bytes)
        self.journal = Journal(settings.log)
        self.serving: Serving
        self.bridge: Bridge
        self.switch: Switch
        self._tasks: set[asyncio.Task[Any]] = set()

    # life --------------------------------------------------------------------

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Open the edition before the first request."""
        loop.run_until_complete(self.start())
        loop.add_signal_handler(signal.SIGHUP, lambda: self._keep(self.switch.look(again=True)))
        self._keep(self.switch.watch(), loop)
        self._keep(self._flush(), loop)
        self._keep(self._warm(), loop)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the workers and the log."""
        for task in self._tasks:
            task.cancel()
        loop.run_until_complete(self.stop())

    async def start(self) -> None:
        """Open the edition, start the workers, make the application; raises `StoreError`."""
        edition = await open_with_workers(self.settings)
        self.serving = Serving(self.settings, edition)
        self.serving.cache = self.cache
        self._watch_over(edition)
        self.bridge = Bridge(create_app(self.settings, serving=self.serving), threads=2 * self.settings.cores + 2)
        self.switch = Switch(self.serving, self._switched)
        # What is here now stays: the collector need not go through it again and again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)

    async def stop(self) -> None:
        """End the workers, the threads and the log."""
        pool = self.serving.edition.pool
        if isinstance(pool, Pool):
            pool.close()
        self.bridge.close()
        self.journal.flush()

    async def _warm(self) -> None:
        try:
            await self.bridge.warm(WARMED, f"{self.settings.host}:{self.settings.port}")
        except RuntimeError:  # the service ends while it begins
            return

    def _switched(self) -> None:
        self.cache.clear()
        self._keep(self._warm())
        self._watch_over(self.serving.edition)

    def _watch_over(self, edition: Edition) -> None:
        """Open the edition anew should its nursery ever be lost."""
        if isinstance(edition.pool, Pool):
            edition.pool.on_lost = lambda: self._keep(self.switch.look(again=True))

    def _keep(self, coroutine: Any, loop: asyncio.AbstractEventLoop | None = None) -> None:
        task = (loop or asyncio.get_running_loop()).create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _flush(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            self.journal.flush()

    # requests ----------------------------------------------------------------

    async def __rsgi__(self, scope: Any, sender: Sender) -> None:
        """Answer one request."""
        began = time.perf_counter()
        incoming = Incoming(scope)
        key: Key | None = None
        if incoming.method in SAFE:
            key = (
                incoming.path,
                incoming.query_string,
                incoming.header("accept"),
                incoming.header("accept-encoding"),
                incoming.header("accept-language"),
                incoming.host,
            )
            entry = self.cache.get(key)
            if entry is not None:
                self._send_entry(incoming, sender, entry, began)
                return
        try:
            await self._answer(incoming, sender, key, began)
        except Exception:
            logger.exception("an error of ours at %s", incoming.path)
            await self._send(incoming, sender, self._problem(incoming, RuntimeError()), began, "error")

    def _send_entry(self, incoming: Incoming, sender: Sender, entry: Entry, began: float) -> None:
        wanted = incoming.header("if-none-match")
        status, size = 200, len(entry.body)
        if wanted is not None and entry.etag and answering.matches(wanted, entry.etag):
            status, size = 304, 0
            sender.response_empty(304, sending.without_body(entry.headers))
        else:
            sender.response_bytes(200, entry.headers, entry.body)
        self.serving.meters.count("cached", status, time.perf_counter() - began, size)
        self.journal.write(incoming.client, status, began, entry.logged)

    async def _answer(self, incoming: Incoming, sender: Sender, key: Key | None, began: float) -> None:
        try:
            sending.check(incoming)
            body = await self._body(incoming, sender) if incoming.method in WITH_BODY else b""
            if incoming.path in ENDPOINTS and await self._sparql(incoming, sender, key, body, began=began):
                return
        except (KechuangError, ProblemError) as error:
            await self._send(incoming, sender, self._problem(incoming, error), began, "refused")
            return
        await self._page(incoming, sender, key, body, began=began)

    async def _body(self, incoming: Incoming, sender: Sender) -> bytes:
        try:
            return await asyncio.wait_for(
                sending.body(incoming, sender, self.settings.request_bytes), self.settings.body_seconds
            )
        except TimeoutError:
            raise sending.too_slow(self.settings.body_seconds) from None

    async def _sparql(self, incoming: Incoming, sender: Sender, key: Key | None, body: bytes, *, began: float) -> bool:
        """Answer a query of a program; say False to leave it to the pages."""
        if incoming.method == "OPTIONS":
            await self._send(incoming, sender, answering.options(), began, "options")
            return True
        if incoming.method not in protocol.METHODS:
            return False
        request = protocol.Request(
            incoming.method,
            incoming.query_string,
            incoming.header("content-type") or "",
            body,
            incoming.header("accept"),
            incoming.header("accept-encoding"),
            addressed(self.settings, incoming.scheme, incoming.host),
        )
        if negotiation.prefers_page(request.accept) and body:
            return False  # a person's form, or an error of it, is a page
        asked = protocol.read(request)
        if asked is None or asked.page:
            return False
        await self._query(incoming, sender, key or ("POST", *_parts(request)), asked, began=began)
        return True

    async def _query(self, incoming: Incoming, sender: Sender, key: Key, asked: Asked, *, began: float) -> None:
        edition = self.serving.edition
        etag = answering.validator(edition.name, asked) if answering.is_steady(asked) else ""
        entry = self.cache.get(key) if key[0] == "POST" else None
        if entry is not None:
            self._send_entry(incoming, sender, entry, began)
            return
        known = answering.unchanged(incoming.header("if-none-match"), etag, self.settings.max_age) if etag else None
        if known is not None:
            await self._send(incoming, sender, known, began, "unchanged")
            return
        outcome = await self._evaluate(incoming, sender, edition, asked, began=began)
        if outcome is None:
            return
        reply = answering.reply(
            outcome, version=edition.name, etag=etag, max_age=self.settings.max_age, bounds=self.settings.bounds
        )
        what = described(
            incoming,
            outcome="cut" if outcome.cut else "answered",
            size=len(reply.body),
            query=asked.question.sparql,
            rows=outcome.rows,
        )
        headers = list(reply.headers.items())
        if etag and edition is self.serving.edition and len(reply.body) <= LARGEST:
            self.cache.put(key, Entry(headers, bytes(reply.body), etag, what.replace('"answered"', '"cached"')))
        await sending.send(incoming, sender, reply.status, headers, reply.body, seconds=self.settings.send_seconds)
        self._record(incoming, "query", reply.status, began, what, len(reply.body))

    async def _evaluate(
        self, incoming: Incoming, sender: Sender, edition: Edition, asked: Asked, *, began: float
    ) -> answering.Outcome | None:
        """Evaluate a question; None when its client has gone."""
        pool = edition.pool
        if not isinstance(pool, Pool):
            return answering.evaluate(edition.store, asked, self.settings.bounds)
        job = pool.submit(asked, client=sending.client(incoming, self.settings.proxies))
        watcher: list[asyncio.Task[None]] = []

        async def gone() -> None:
            await sender.client_disconnect()
            pool.abandon(job)

        job.on_wait = lambda: watcher.append(asyncio.get_running_loop().create_task(gone()))
        try:
            return await job.future
        except KechuangError as error:
            if watcher and watcher[0].done():
                what = described(incoming, outcome="gone", size=0, query=asked.question.sparql)
                self._record(incoming, "query", GONE, began, what, 0)
                return None
            raise answering.reworded(error, asked) from error
        finally:
            for task in watcher:
                task.cancel()

    async def _page(self, incoming: Incoming, sender: Sender, key: Key | None, body: bytes, *, began: float) -> None:
        edition = self.serving.edition
        page = await self.bridge.call(incoming, body)
        what = described(incoming, outcome="page", size=len(page.body))
        if page.rest is not None:
            await self._stream(incoming, sender, page)
        else:
            page = sending.finished(incoming, page, self.settings.max_age)
            kept = key is not None and incoming.method == "GET" and edition is self.serving.edition
            if kept and key is not None and sending.may_be_kept(incoming, page):
                etag = {name.lower(): value for name, value in page.headers}.get("etag", "")
                self.cache.put(key, Entry(page.headers, page.body, etag, what.replace('"page"', '"cached"')))
            await sending.send(
                incoming, sender, page.status, page.headers, page.body, seconds=self.settings.send_seconds
            )
        self._record(incoming, "page", page.status, began, what, len(page.body))

    async def _stream(self, incoming: Incoming, sender: Sender, page: Page) -> None:
        try:
            await sending.stream(incoming, sender, page, self.bridge, seconds=self.settings.send_seconds)
        finally:
            page.close()

    def _problem(self, incoming: Incoming, error: Exception) -> Reply:
        language = negotiation.language(incoming.query_string, incoming.header("accept-language"))
        return problems.of(error).reply(incoming.header("accept"), language)

    async def _send(self, incoming: Incoming, sender: Sender, reply: Reply, began: float, outcome: str) -> None:
        headers = list(reply.headers.items())
        with contextlib.suppress(Exception):
            await sending.send(incoming, sender, reply.status, headers, reply.body, seconds=self.settings.send_seconds)
        what = described(incoming, outcome=outcome, size=len(reply.body))
        self._record(incoming, outcome, reply.status, began, what, len(reply.body))

    def _record(self, incoming: Incoming, kind: str, status: int, began: float, what: str, size: int) -> None:
        self.serving.meters.count(kind, status, time.perf_counter() - began, size)
        self.journal.write(incoming.client, status, began, what)


def _parts(request: protocol.Request) -> tuple[str | None, ...]:
    body = request.body.decode("latin-1")
    return (request.query_string, request.content_type, body, request.accept, request.accept_encoding, request.endpoint)

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
import sys
from typing import Any

from kg.errors import KechuangError
from server.app import create_app
from server.config import Settings
from server.edge import pages, queries, sending
from server.edge.bridge import Bridge
from server.edge.cache import Cache, Key
from server.edge.desk import Desk, Exchange
from server.edge.journal import Journal
from server.edge.scope import Incoming, Sender
from server.problems import ProblemError
from server.serving import Edition, Serving, keeps_in_memory
from server.switching import Switch, open_with_workers
from server.workers.pool import WAITING_PAGES, Pool

__all__ = ["Service"]

logger = logging.getLogger("kechuang")
SAFE = frozenset({"GET", "HEAD"})
WITH_BODY = frozenset({"POST", "QUERY", "PUT", "PATCH", "DELETE"})
ENDPOINTS = frozenset({"/sparql", "/sparql/", "*"})  # OPTIONS may ask for everything: *
WARMED = ("/", "/queries", "/search", "/ontology", "/overview")
FLUSH_SECONDS = 0.5
SWITCH_SECONDS = 0.0005  # a page that is rendered gives way to the loop ten times sooner than Python's habit


class Service:
    """The service, as granian calls it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.desk: Desk
        self.switch: Switch
        self._tasks: set[asyncio.Task[Any]] = set()

    # life --------------------------------------------------------------------

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Open the edition before the first request."""
        loop.run_until_complete(self.start())
        loop.add_signal_handler(signal.SIGHUP, lambda: self._keep(self.switch.look(again=True)))
        for work in (self.switch.watch(), self._flush(), self._warm()):
            self._keep(work, loop)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the workers and the log."""
        for task in self._tasks:
            task.cancel()
        loop.run_until_complete(self.stop())

    async def start(self) -> None:
        """Open the edition, start the workers, make the application; raises `StoreError`."""
        cache = Cache(self.settings.cache_bytes)
        serving = Serving(self.settings, await open_with_workers(self.settings), cache=cache)
        bridge = Bridge(create_app(self.settings, serving=serving), threads=WAITING_PAGES + 2 * self.settings.cores + 2)
        self.desk = Desk(self.settings, serving, bridge, cache, Journal(self.settings.log))
        self.switch = Switch(serving, self._switched)
        self._watch_over(serving.edition)
        # What is here now stays: the collector need not go through it again and again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        sys.setswitchinterval(SWITCH_SECONDS)

    async def stop(self) -> None:
        """End the workers, the threads and the log."""
        pool = self.desk.serving.edition.pool
        if isinstance(pool, Pool):
            pool.close()
        self.desk.bridge.close()
        self.desk.journal.flush()

    async def _warm(self) -> None:
        version = self.desk.serving.edition.version
        if version is None or not keeps_in_memory(self.settings, version):
            return  # pages over a large graph cost more than a first reader's patience
        with contextlib.suppress(RuntimeError):  # the service ends while it begins
            await self.desk.bridge.warm(WARMED, f"{self.settings.host}:{self.settings.port}")

    def _switched(self) -> None:
        self.desk.cache.clear()
        self._watch_over(self.desk.serving.edition)
        self._keep(self._warm())

    def _watch_over(self, edition: Edition) -> None:
        """Give the edition new workers should its nursery ever be lost."""
        if isinstance(edition.pool, Pool):
            edition.pool.on_lost = lambda: self._keep(self.switch.revive(edition))

    def _keep(self, coroutine: Any, loop: asyncio.AbstractEventLoop | None = None) -> None:
        task = (loop or asyncio.get_running_loop()).create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _flush(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            self.desk.journal.flush()

    # requests ----------------------------------------------------------------

    async def __rsgi__(self, scope: Any, sender: Sender) -> None:
        """Answer one request."""
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
        exchange = Exchange(self.desk, incoming, sender, key)
        entry = self.desk.cache.get(key) if key is not None else None
        if entry is not None:
            exchange.from_cache(entry)
            return
        try:
            await self._answer(exchange)
        except (sending.Stopped, TimeoutError):
            exchange.tell("stopped", queries.GONE)
        except Exception as error:
            logger.exception("an error of ours at %s", incoming.path)
            await exchange.refuse(error)

    async def _answer(self, exchange: Exchange) -> None:
        incoming = exchange.incoming
        try:
            sending.check(incoming)
            if incoming.method in WITH_BODY:
                exchange.body = await sending.body(incoming, exchange.sender, self.settings)
            answered = incoming.path in ENDPOINTS and await queries.answer(exchange)
        except (KechuangError, ProblemError) as error:
            await exchange.refuse(error)
            return
        if not answered:
            await pages.answer(exchange)

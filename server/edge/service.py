"""Answer requests on the event loop: from the cache, from the workers, or from the pages.

Place in the house: the outermost of `server`, what every connection speaks for. Nothing here waits for a query: an
answer that is ready goes out at once whatever else is running, and a client that goes away frees the worker that worked
for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any

from kg.errors import KechuangError
from server.app import create_app
from server.config import Settings
from server.edge import pages, queries, sending
from server.edge.bridge import Bridge
from server.edge.cache import Cache
from server.edge.client import Client, Stopped
from server.edge.desk import Desk, Exchange
from server.edge.incoming import Incoming
from server.edge.journal import Journal
from server.problems import ProblemError
from server.serving import Edition, Serving, keeps_in_memory
from server.switching import Switch, open_with_workers
from server.workers.pool import WAITING_PAGES, Pool

__all__ = ["Service"]

logger = logging.getLogger("kechuang")
ENDPOINTS = frozenset({"/sparql", "/sparql/", "*"})  # OPTIONS may ask for everything: *
WARMED = ("/", "/queries", "/search", "/ontology", "/overview")
BACKLOG = 2048  # connections that may wait to be accepted
LOOK_SECONDS = 0.25
FLUSH_SECONDS = 0.5
END_SECONDS = 10.0  # in which requests on their way may finish when the service ends
SWITCH_SECONDS = 0.0005  # a page that is rendered gives way to the loop ten times sooner than Python's habit


class Service:
    """The service: its connections, and what answers them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clients: dict[Client, None] = {}
        self.now = 0.0
        self.is_ending = False
        self.desk: Desk
        self.switch: Switch
        self._tasks: set[asyncio.Task[Any]] = set()

    # life --------------------------------------------------------------------

    async def run(self, listener: socket.socket, ready: Callable[[], None]) -> None:
        """Serve until told to end; `ready` is called once requests are answered. Raises `StoreError`."""
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        self.now = loop.time()
        await self.start()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, told.set)
        loop.add_signal_handler(signal.SIGHUP, lambda: self._keep(self.switch.look(again=True)))
        server = await loop.create_server(lambda: Client(self), sock=listener, backlog=BACKLOG)
        ready()
        for work in (self.switch.watch(), self._flush(), self._look(), self._warm()):
            self._keep(work)
        await told.wait()
        server.close()
        await self._finish()

    async def _finish(self) -> None:
        """Let requests on their way finish, and end."""
        self.is_ending, until = True, self.now + END_SECONDS
        for client in [client for client in self.clients if not client.is_busy]:
            client.close()
        while self.clients and self.now < until:
            await asyncio.sleep(LOOK_SECONDS / 5)
        for task in self._tasks:
            task.cancel()
        await self.stop()

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

    def _keep(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _flush(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            self.desk.journal.flush()

    async def _look(self) -> None:
        """Look after slow clients."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self.now = loop.time()
            for client in list(self.clients):
                client.look(self.now)

    # requests ----------------------------------------------------------------

    def came(self, client: Client) -> None:
        """Note a new connection; one too many ends the one that has been idle longest."""
        self.clients[client] = None
        if len(self.clients) > self.settings.connections:
            min((each for each in self.clients if not each.is_busy), key=lambda each: each.since).close()

    def hit(self, client: Client, data: bytes) -> bool:
        """Answer a request of exactly these bytes if its answer is ready; say whether it was."""
        began = time.perf_counter()
        entry = self.desk.cache.known(data)
        if entry is None:
            return False
        client.respond_ready(entry)
        size = len(entry.body)
        self.desk.serving.meters.count("cached", 200, time.perf_counter() - began, size)
        self.desk.journal.write(client.address, 200, began, entry.logged, "cached")
        return True

    def take(self, client: Client, incoming: Incoming, raw: bytes | None) -> None:
        """Begin to answer a request."""
        exchange = Exchange(self.desk, client, incoming)
        if incoming.method in sending.SAFE:
            exchange.key = incoming.spelled()
            if incoming.method == "GET" and incoming.raw(b"if-none-match") is None:
                exchange.raw = raw
        self._guard(exchange, self._answer, exchange)

    def refuse(self, client: Client, incoming: Incoming, error: ProblemError) -> None:
        """Answer what is no request."""
        exchange = Exchange(self.desk, client, incoming)
        self._guard(exchange, exchange.refuse, error)

    def _answer(self, exchange: Exchange) -> None:
        entry = self.desk.cache.get(exchange.key) if exchange.key is not None else None
        if entry is not None:
            exchange.from_cache(entry)
            return
        incoming = exchange.incoming
        sending.check(incoming)
        if incoming.path not in ENDPOINTS or not queries.answer(exchange, self._guard):
            self._keep(self._answer_page(exchange))

    async def _answer_page(self, exchange: Exchange) -> None:
        try:
            await pages.answer(exchange)
        except Exception as error:
            self._failed(exchange, error)

    def _guard(self, exchange: Exchange, work: Callable[..., None], *given: Any) -> None:
        """Do a part of answering; whatever goes wrong in it is answered, and told to the log."""
        try:
            work(*given)
        except Exception as error:
            self._failed(exchange, error)

    def _failed(self, exchange: Exchange, error: Exception) -> None:
        if isinstance(error, Stopped):
            exchange.tell("stopped", queries.GONE)
            return
        if not isinstance(error, KechuangError | ProblemError):
            logger.error("an error of ours at %s", exchange.incoming.path, exc_info=error)
        with contextlib.suppress(Stopped):
            exchange.refuse(error)

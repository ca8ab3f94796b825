"""Evaluate questions in worker processes: quick ones at once, long ones beside them, none for longer than it may.

Place in the house: the only way from the web to the engine for a stranger's query. A question starts in a quick place.
If it is not done after a moment it moves, with its worker, to a long place, is made less urgent, and a fresh worker
takes the quick place: so cheap questions never wait behind dear ones. When no long place is free it is stopped and
waits for one. Whoever is overdue is killed; whoever dies is replaced.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.errors import QueryLimit
from kg.store import wording
from kg.store.refusing import refusal
from server.answering import Outcome
from server.config import Settings
from server.protocol import Asked
from server.workers import frames
from server.workers.connections import Connection
from server.workers.jobs import Job
from server.workers.lanes import Lanes
from server.workers.nest import Nest

__all__ = ["Pool"]

QUICK = 0.02  # seconds of computing after which a question is long
HURRIED = 0.012  # the same while others wait
PATIENCE = 0.1  # the same for who holds no long place, when none is free and others wait
NOTICE = 0.05  # seconds after which it is worth watching whether its client is still there
TICK = 0.004
SPARE = 4  # workers ready beyond the quick places
LOW_PRIORITY = 15
HATCHING_SECONDS = 60.0


class Pool:
    """The workers of one edition. All methods but `evaluate_from_thread` belong to the event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.quick_places = settings.quick_places
        self.long_places = settings.long_places
        self.client_places = settings.client_places
        self.nest = Nest(self._hatched, self._buried)
        self.nest.on_lost = self._lost
        self.quick: Lanes[Job] = Lanes()
        self.long: Lanes[Job] = Lanes()
        self.running: set[Job] = set()
        self.counts: Counter[str] = Counter()
        self.is_draining = False
        self.is_lost = False
        self.on_lost: Callable[[], None] = lambda: None
        self._idle: list[Connection] = []
        self._connections: dict[int, Connection] = {}
        self._statuses: dict[int, int] = {}
        self._ordered = 0  # workers asked for and not here yet
        self._quick_running = 0
        self._ticking = False
        self._hatched_one = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._last_look = 0.0

    async def start(self, folder: Path, *, in_memory: bool) -> None:
        """Open the edition, fork the first workers and wait for one of them; raises `StoreError`."""
        self._loop = asyncio.get_running_loop()
        await self.nest.start(folder, in_memory=in_memory, settings=self.settings)
        self._refill()
        await asyncio.wait_for(self._hatched_one.wait(), HATCHING_SECONDS)

    # asking ------------------------------------------------------------------

    async def evaluate(self, asked: Asked, *, client: str) -> Outcome:
        """Evaluate a question and wait; raises `QueryError`."""
        job = self.submit(asked, client=client)
        try:
            return await job.future
        except asyncio.CancelledError:
            self.abandon(job)
            raise

    def evaluate_from_thread(self, asked: Asked, *, client: str) -> Outcome:
        """Evaluate a question from a thread that is not the event loop's; raises `QueryError`."""
        if self._loop is None:
            raise _limit("stopping")
        return asyncio.run_coroutine_threadsafe(self.evaluate(asked, client=client), self._loop).result()

    def submit(self, asked: Asked, *, client: str) -> Job:
        """Let a question wait for its turn; raises `QueryLimit` when too many wait."""
        if self._loop is None or self.is_lost:
            raise _limit("stopping")
        waiting = len(self.quick) + len(self.long)
        if waiting and (waiting >= self.settings.queue or self.quick.of(client) >= max(1, self.settings.queue // 2)):
            self.counts["queue"] += 1
            raise _limit("queue", limit=self.settings.queue)
        seconds = min(asked.timeout or self.settings.timeout, self.settings.timeout)
        job = Job(asked, frames.request(asked), client, self._loop.create_future(), seconds)
        if self._idle and self._quick_running < self.quick_places and not self.quick:
            self._run(job)
        else:
            self.quick.put(job)
            self._dispatch()
        return job

    def abandon(self, job: Job) -> None:
        """Stop a question nobody waits for any more, and free its worker."""
        if job in self.running:
            self.counts["abandoned"] += 1
            self._end(job, _limit("stopping"))
        elif self.quick.remove(job) or self.long.remove(job):
            self.counts["abandoned"] += 1
        job.finish(_limit("stopping"))

    def drain(self) -> None:
        """Take no new question and end once the running ones are done."""
        self.is_draining = True
        self._close_if_drained()

    def close(self) -> None:
        """End at once."""
        for job in [*self.running, *self.quick, *self.long]:
            job.finish(_limit("stopping"))
        self.nest.close()

    # telling -----------------------------------------------------------------

    @property
    def is_ready(self) -> bool:
        """Say whether there is anybody to evaluate a query."""
        return self.nest.pid > 0 and bool(self._connections)

    def sizes(self) -> dict[str, float]:
        """Count the workers and the queries now."""
        return {
            "workers": len(self._connections),
            "workers_idle": len(self._idle),
            "queries_running_quick": self._quick_running,
            "queries_running_long": self._long_running,
            "queries_waiting_quick": len(self.quick),
            "queries_waiting_long": len(self.long),
        }

    def running_now(self) -> list[dict[str, Any]]:
        """Describe the queries that run or wait now."""
        now = time.monotonic()
        return [job.described(now) for job in sorted([*self.running, *self.quick, *self.long], key=_number)]

    # running -----------------------------------------------------------------

    def _dispatch(self) -> None:
        while self._idle and self._quick_running < self.quick_places:
            job = self.quick.take()
            if job is None:
                break
            self._run(job)
        while self._idle and len(self.long) and self._long_running < self.long_places:
            job = self.long.take(self._may_run_long)
            if job is None:
                break
            self._run(job)
        self._refill()

    def _run(self, job: Job) -> None:
        connection = self._idle.pop()
        job.connection = connection
        job.started = time.monotonic()
        self.running.add(job)
        if job.is_long:
            self._slow_down(connection)
        else:
            self._quick_running += 1
        connection.start(job)
        if not self._ticking and self._loop is not None:
            self._ticking = True
            self._loop.call_later(TICK, self._tick)

    @property
    def _long_running(self) -> int:
        return len(self.running) - self._quick_running

    def _may_run_long(self, client: str) -> bool:
        return self._holds(client) < self.client_places

    def _holds(self, client: str) -> int:
        """Count the long places that a client holds."""
        return sum(job.is_long and job.client == client for job in self.running)

    def _slow_down(self, connection: Connection) -> None:
        connection.is_slowed = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PGRP, connection.pid, LOW_PRIORITY)

    def _answered(self, connection: Connection, outcome: Outcome | Exception) -> None:
        job = connection.job
        connection.job = None
        if job is None:
            return
        self._leave(job)
        self.counts["answered" if isinstance(outcome, Outcome) else "failed"] += 1
        job.finish(outcome)
        if connection.is_slowed or self.is_draining:
            connection.close()
        else:
            self._idle.append(connection)
        if self.quick or self.long or connection.is_slowed:
            self._dispatch()
        self._close_if_drained()

    def _leave(self, job: Job) -> None:
        if job in self.running:
            self.running.discard(job)
            self._quick_running -= not job.is_long
        job.connection = None

    # time --------------------------------------------------------------------

    def _tick(self) -> None:
        now = time.monotonic()
        quick = HURRIED if len(self.quick) else QUICK
        for job in list(self.running):
            if job.ended_by is not None:
                continue
            if now - job.submitted >= job.seconds:
                self.counts["timeout"] += 1
                self._end(job, _limit("timeout", limit=job.seconds))
            elif not job.is_long and now - job.started > quick:
                self._consider(job, quick)
        if now - self._last_look > NOTICE:
            self._last_look = now
            self._look_at_waiting(now)
        self._ticking = bool(self.running or self.quick or self.long)
        if self._ticking and self._loop is not None:
            self._loop.call_later(TICK, self._tick)

    def _consider(self, job: Job, quick: float) -> None:
        """Give a running question a long place if it has computed for a while; waiting for a core does not count."""
        if job.connection is None:
            return
        computed = job.connection.computed()
        if computed <= quick:
            return
        if self._long_running < self.long_places and self._may_run_long(job.client):
            job.is_long = True
            self._quick_running -= 1
            self._slow_down(job.connection)
            self._dispatch()
        elif len(self.quick) and computed > (PATIENCE if self._holds(job.client) == 0 else quick):
            self._park(job)

    def _park(self, job: Job) -> None:
        """Stop a question that fills a quick place; it begins again when a long one is free."""
        if self.long.of(job.client) >= self.client_places:
            self.counts["client"] += 1
            self._end(job, _limit("client_queries", limit=self.client_places))
            return
        self.counts["parked"] += 1
        connection = job.connection
        self._leave(job)
        if connection is not None:
            connection.job = None
            self.nest.kill(connection.pid)
        job.is_long = True
        self.long.put(job)
        self._dispatch()

    def _look_at_waiting(self, now: float) -> None:
        for job in [*self.running, *self.quick, *self.long]:
            if job.on_wait is not None and now - job.submitted > NOTICE:
                watch, job.on_wait = job.on_wait, None
                watch()
        for lanes in (self.quick, self.long):
            for job in [job for job in lanes if now - job.submitted > min(self.settings.queue_seconds, job.seconds)]:
                lanes.remove(job)
                self.counts["queue_seconds"] += 1
                job.finish(_limit("queue_seconds", limit=min(self.settings.queue_seconds, job.seconds)))

    def _end(self, job: Job, reason: Exception) -> None:
        job.ended_by = reason
        if job.connection is not None:
            self.nest.kill(job.connection.pid)

    # workers -----------------------------------------------------------------

    def _refill(self) -> None:
        """Ask for as many workers as the next questions may need."""
        if self.is_draining or self.is_lost:
            return
        wanted = self.quick_places - self._quick_running + SPARE
        wanted += min(len(self.long), max(0, self.long_places - self._long_running))
        for _ in range(wanted - len(self._idle) - self._ordered):
            self._ordered += 1
            self.nest.fork()

    def _hatched(self, pid: int, connection: socket.socket) -> None:
        if self._loop is not None:
            self._loop.create_task(self._adopt(pid, connection))

    async def _adopt(self, pid: int, connection: socket.socket) -> None:
        worker = Connection(pid, self._answered, self._ended)
        await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=connection)
        self._ordered -= 1
        self._connections[pid] = worker
        self._hatched_one.set()
        self._idle.append(worker)
        self._dispatch()

    def _ended(self, connection: Connection) -> None:
        """Tell whoever waited for a worker that has ended why it did."""
        self._connections.pop(connection.pid, None)
        if connection in self._idle:
            self._idle.remove(connection)
        job, connection.job = connection.job, None
        if job is not None:
            self._leave(job)
            if job.ended_by is not None:
                job.finish(job.ended_by)
            elif self._loop is not None:
                # The nursery tells in a moment how the worker ended.
                self._loop.call_later(0.03, self._explain, job, connection.pid)
        self._dispatch()
        self._close_if_drained()

    def _explain(self, job: Job, pid: int) -> None:
        status = self._statuses.pop(pid, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGSEGV, signal.SIGBUS, signal.SIGILL):
            self.counts["crashed"] += 1
            job.finish(refusal("engine"))
        else:
            self.counts["memory"] += 1
            job.finish(_limit("memory"))

    def _buried(self, pid: int, status: int) -> None:
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL:
            self._statuses[pid] = status

    def _lost(self) -> None:
        """End with the nursery: whoever waits is told, and the service opens the edition anew."""
        self.counts["lost"] += 1
        self.is_lost = True
        self._idle.clear()
        for job in [*self.running, *self.quick, *self.long]:
            job.finish(_limit("stopping"))
        self.quick, self.long = Lanes(), Lanes()
        self.on_lost()

    def _close_if_drained(self) -> None:
        if self.is_draining and not self.running and not self.quick and not self.long:
            self.close()


def _number(job: Job) -> int:
    return job.number


def _limit(name: str, /, **values: object) -> QueryLimit:
    said = wording.say(f"limit.{name}", **values)
    return QueryLimit(said.en, limit=name, zh=said.zh)

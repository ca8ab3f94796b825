"""Evaluate questions in worker processes: quick ones at once, long ones beside them, none for longer than it may.

Place in the house: the only way from the web to the engine for a stranger's query. A question starts in a quick place.
If it is not done after a moment it moves, with its worker, to a long place, is made less urgent, and a fresh worker
takes the quick place: so cheap questions never wait behind dear ones. When no long place is free it is stopped and
waits for one, and a question that was long before waits for one at once. Whoever is overdue is killed; whoever dies is
replaced.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.store.refusing import refusal
from server.answering import Outcome
from server.config import Settings
from server.protocol import Asked
from server.workers import frames, report
from server.workers.connections import Connection
from server.workers.jobs import Job, limit
from server.workers.places import Places
from server.workers.reputation import Reputation
from server.workers.staff import Staff
from server.workers.waiting import Waiting

__all__ = ["WAITING_PAGES", "Pool"]

QUICK = 0.02  # seconds of computing after which a question is long
HURRIED = 0.012  # the same while others wait
PATIENCE = 0.1  # the same for who holds no long place, when none is free and others wait
NOTICE = 0.05  # seconds after which it is worth watching whether its client is still there
TICK = 0.004
SPARE = 4  # workers ready beyond the quick places
WAITING_PAGES = 24  # pages that may wait for a query at once
TELLING = 0.03  # seconds in which the nursery tells how a worker ended


class Pool:
    """The questions asked of one edition. All methods but `evaluate_from_thread` belong to the event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.places = Places(settings)
        self.staff = Staff()
        self.staff.on_idle, self.staff.on_result = self._dispatch, self._answered
        self.staff.on_end, self.staff.on_lost = self._ended, self._lost
        self.on_lost: Callable[[], None] = lambda: None
        self.waiting = Waiting(settings)
        self.reputation = Reputation()
        self.counts: Counter[str] = Counter()
        self.is_draining = False
        self._ticking = False
        self._waiting_pages = threading.BoundedSemaphore(WAITING_PAGES)
        self._last_look = 0.0
        self._loop: asyncio.AbstractEventLoop | None = None

    async def start(self, folder: Path, *, in_memory: bool) -> None:
        """Open the edition and have workers ready; raises `StoreError`."""
        self._loop = asyncio.get_running_loop()
        first = self.places.quick + SPARE
        await self.staff.start(folder, in_memory=in_memory, settings=self.settings, first=first)

    # asking ------------------------------------------------------------------

    async def evaluate(self, asked: Asked, *, client: str) -> Outcome:
        """Evaluate a question and wait; raises `QueryError`."""
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

        def done(outcome: Outcome | Exception) -> None:
            if not future.done():
                future.set_exception(outcome) if isinstance(outcome, Exception) else future.set_result(outcome)

        job = self.submit(asked, client=client, on_done=done)
        try:
            return await future
        except asyncio.CancelledError:
            self.abandon(job)
            raise

    def evaluate_from_thread(self, asked: Asked, *, client: str) -> Outcome:
        """Evaluate a question from a thread that is not the event loop's; raises `QueryError`."""
        if self._loop is None:
            raise limit("stopping")
        # A page that waits for a query holds a thread; some threads are always left for pages that do not.
        if not self._waiting_pages.acquire(blocking=False):
            self.counts["queue"] += 1
            raise limit("queue", limit=WAITING_PAGES)
        try:
            return asyncio.run_coroutine_threadsafe(self.evaluate(asked, client=client), self._loop).result()
        finally:
            self._waiting_pages.release()

    def submit(self, asked: Asked, *, client: str, on_done: Callable[[Outcome | Exception], None]) -> Job:
        """Let a question wait for its turn, and tell what comes of it; raises `QueryLimit` when too many wait."""
        if self._loop is None or self.staff.is_lost:
            raise limit("stopping")
        if not self.waiting.has_room_for(client):
            self.counts["queue"] += 1
            raise limit("queue", limit=self.settings.queue)
        seconds = min(asked.timeout or self.settings.timeout, self.settings.timeout)
        job = Job(asked, frames.request(asked), client, on_done, seconds)
        if self.reputation.is_long(asked.question.sparql):
            self._wait_for_long(job)
            self._dispatch()
        elif self.staff.idle and self.places.has_quick and not self.waiting.quick:
            self._run(job)
        else:
            self.waiting.quick.put(job)
            self._start_ticking()
            self._dispatch()
        return job

    def abandon(self, job: Job) -> None:
        """Stop a question nobody waits for any more, and free its worker."""
        if job in self.places.running:
            self.counts["abandoned"] += 1
            self._end(job, limit("stopping"))
        elif self.waiting.remove(job):
            self.counts["abandoned"] += 1
        job.finish(limit("stopping"))

    def drain(self) -> None:
        """Take no new question and end once the running ones are done."""
        self.is_draining = True
        self._close_if_drained()

    def close(self) -> None:
        """End at once."""
        for job in [*self.places.running, *self.waiting]:
            job.finish(limit("stopping"))
        self.staff.close()

    # telling -----------------------------------------------------------------

    @property
    def is_ready(self) -> bool:
        """Say whether there is anybody to evaluate a query."""
        return not self.staff.is_lost and len(self.staff) > 0

    def sizes(self) -> dict[str, float]:
        """Count the workers and the queries now."""
        return report.sizes(self.staff, self.places, self.waiting)

    def running_now(self) -> list[dict[str, Any]]:
        """Describe the queries that run or wait now."""
        return report.running_now(self.places, self.waiting)

    # running -----------------------------------------------------------------

    def _dispatch(self) -> None:
        while self.staff.idle and self.places.has_quick:
            job = self.waiting.quick.take()
            if job is None:
                break
            if self.reputation.is_long(job.asked.question.sparql):
                self._wait_for_long(job)
            else:
                self._run(job)
        while self.staff.idle and self.waiting.long and self.places.free_long:
            job = self.waiting.long.take(self.places.may_run_long)
            if job is None:
                break
            self._run(job)
        if not self.is_draining:
            wanted = self.places.quick - self.places.quick_running + SPARE
            self.staff.order(wanted + min(len(self.waiting.long), self.places.free_long))

    def _run(self, job: Job) -> None:
        job.connection = worker = self.staff.idle.pop()
        job.started = time.monotonic()
        self.places.enter(job)
        if job.is_long:
            self.staff.slow_down(worker)
        worker.start(job)
        self._start_ticking()

    def _answered(self, worker: Connection, outcome: Outcome | Exception) -> None:
        job, worker.job = worker.job, None
        if job is None:
            return
        if job.is_long and worker.computed() < HURRIED:
            self.reputation.was_quick(job.asked.question.sparql)
        self.places.leave(job)
        self.counts["answered" if isinstance(outcome, Outcome) else "failed"] += 1
        job.finish(outcome)
        if worker.is_slowed or self.is_draining:
            worker.close()
        else:
            self.staff.idle.append(worker)
        if self.waiting or worker.is_slowed:
            self._dispatch()
        self._close_if_drained()

    # time --------------------------------------------------------------------

    def _start_ticking(self) -> None:
        if not self._ticking and self._loop is not None:
            self._ticking = True
            self._loop.call_later(TICK, self._tick)

    def _tick(self) -> None:
        now = time.monotonic()
        quick = HURRIED if self.waiting.quick else QUICK
        for job in list(self.places.running):
            if job.ended_by is not None:
                continue
            if now - job.submitted >= job.seconds:
                self.counts["timeout"] += 1
                self._end(job, limit("timeout", limit=job.seconds))
            elif not job.is_long and now - job.started > quick:
                self._consider(job, quick)
        if now - self._last_look > NOTICE:
            self._last_look = now
            self._look_at_waiting(now)
        self._ticking = bool(self.places.running or self.waiting)
        if self._ticking and self._loop is not None:
            self._loop.call_later(TICK, self._tick)

    def _consider(self, job: Job, quick: float) -> None:
        """Give a running question a long place if it has computed for a while; waiting for a core does not count."""
        if job.connection is None:
            return
        computed = job.connection.computed()
        if computed <= quick:
            return
        if self.places.free_long and self.places.may_run_long(job.client):
            self.places.move(job)
            self.staff.slow_down(job.connection)
            self.reputation.was_long(job.asked.question.sparql)
            self._dispatch()
        elif self.waiting.quick and computed > (quick if self.places.held_by(job.client) else PATIENCE):
            self._park(job, job.connection)

    def _park(self, job: Job, worker: Connection) -> None:
        """Stop a question that fills a quick place; it begins again when a long one is free."""
        self.counts["parked"] += 1
        self.reputation.was_long(job.asked.question.sparql)
        self.places.leave(job)
        worker.job = None
        self.staff.kill(worker)
        self._wait_for_long(job)
        self._dispatch()

    def _wait_for_long(self, job: Job) -> None:
        if self.waiting.put_long(job):
            self._start_ticking()
            return
        self.counts["client"] += 1
        job.finish(limit("client_queries", limit=self.places.of_client))

    def _look_at_waiting(self, now: float) -> None:
        for job in [*self.places.running, *self.waiting]:
            if job.on_wait is not None and now - job.submitted > NOTICE:
                watch, job.on_wait = job.on_wait, None
                watch()
        for job in self.waiting.take_tired(now):
            self.counts["queue_seconds"] += 1
            job.finish(limit("queue_seconds", limit=self.waiting.patience(job)))

    def _end(self, job: Job, reason: Exception) -> None:
        job.ended_by = reason
        if job.connection is not None:
            self.staff.kill(job.connection)

    # ends --------------------------------------------------------------------

    def _ended(self, worker: Connection) -> None:
        """Tell whoever waited for a worker that has ended why it did."""
        job, worker.job = worker.job, None
        if job is not None:
            self.places.leave(job)
            if job.ended_by is not None:
                job.finish(job.ended_by)
            elif self._loop is not None:
                self._loop.call_later(TELLING, self._explain, job, worker)
        self._dispatch()
        self._close_if_drained()

    def _explain(self, job: Job, worker: Connection) -> None:
        crashed = self.staff.crashed(worker)
        self.counts["crashed" if crashed else "memory"] += 1
        job.finish(refusal("engine") if crashed else limit("memory"))

    def _lost(self) -> None:
        """End with the nursery: whoever waits is told, and the service opens the edition anew."""
        self.counts["lost"] += 1
        for job in [*self.places.running, *self.waiting]:
            job.finish(limit("stopping"))
        self.waiting.clear()
        self.on_lost()

    def _close_if_drained(self) -> None:
        if self.is_draining and not self.places.running and not self.waiting:
            self.close()

"""Evaluate questions in worker processes: quick ones at once, long ones beside them, none for longer than it may.

Place in the house: the only way from the web to the engine for a stranger's query. A question starts in a quick place:
it lies in the common queue, from which whoever is free takes the next without being told. If it is not done after a
moment it moves, with its worker, to a long place, is made less urgent, and a fresh worker takes its place at the queue:
so cheap questions never wait behind dear ones. When no long place is free it is stopped and waits for one, and a
question that was long before waits for one at once. Whoever is overdue is killed; whoever dies is replaced.
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
from server.workers import report
from server.workers.connections import Connection
from server.workers.jobs import Job, limit
from server.workers.minding import HURRIED, Minder
from server.workers.places import Places
from server.workers.reputation import Reputation
from server.workers.staff import Staff
from server.workers.waiting import Waiting

__all__ = ["WAITING_PAGES", "Pool"]

SPARE = 4  # workers ready beyond the quick places
WAITING_PAGES = 24  # pages that may wait for a query at once
TELLING = 0.03  # seconds in which the nursery tells how a worker ended


class Pool:
    """The questions asked of one edition. All methods but `evaluate_from_thread` belong to the event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.places = Places(settings)
        self.staff = Staff()
        self.staff.on_idle, self.staff.on_result = self.dispatch, self._answered
        self.staff.on_end, self.staff.on_lost = self._ended, self._lost
        self.on_lost: Callable[[], None] = lambda: None
        self.waiting = Waiting(settings)
        self.reputation = Reputation()
        self.counts: Counter[str] = Counter()
        self.is_draining = False
        self._waiting_pages = threading.BoundedSemaphore(WAITING_PAGES)
        self._minder = Minder(self)
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
        job = Job(asked, client, on_done, seconds)
        if self.reputation.is_long(asked.question.sparql):
            self._wait_for_long(job)
            self.dispatch()
        elif self.waiting.quick or not self.places.has_quick or not self._run(job):
            self.waiting.quick.put(job)
            self.dispatch()
        self._minder.start()
        return job

    def abandon(self, job: Job) -> None:
        """Stop a question nobody waits for any more, and free its worker."""
        if job.number in self.places.running:
            self.counts["abandoned"] += 1
            self.end(job, limit("stopping"))
        elif self.waiting.remove(job):
            self.counts["abandoned"] += 1
        job.finish(limit("stopping"))

    def drain(self) -> None:
        """Take no new question and end once the running ones are done."""
        self.is_draining = True
        self._close_if_drained()

    def close(self) -> None:
        """End at once."""
        for job in [*self.places.running.values(), *self.waiting]:
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

    def dispatch(self) -> None:
        """Hand out what waits, as far as there are places and workers."""
        self.staff.man_queue(self._minder.takers)
        while self.places.has_quick:
            job = self.waiting.quick.take()
            if job is None:
                break
            if self.reputation.is_long(job.asked.question.sparql):
                self._wait_for_long(job)
            elif not self._run(job):
                self.waiting.quick.put_back(job)
                break
        while self.staff.idle and self.waiting.long and self.places.free_long:
            job = self.waiting.long.take(self.places.may_run_long)
            if job is None:
                break
            self._run_alone(job)
        wanted = max(0, self._minder.takers - len(self.staff.at_queue)) + SPARE
        self.staff.order(wanted + min(len(self.waiting.long), self.places.free_long))

    def _run(self, job: Job) -> bool:
        """Hand out a question; say whether there was room for it."""
        job.started = time.monotonic()
        if self.staff.ask(job):
            self.places.enter(job)
        elif self.staff.idle:  # one too large for the common queue
            self._run_alone(job)
        else:
            return False
        return True

    def _run_alone(self, job: Job) -> None:
        job.started = time.monotonic()
        self.staff.ask_one(job)
        self.places.enter(job)
        if job.is_long and job.connection is not None:
            self.staff.retire(job.connection, job)

    def _answered(self, worker: Connection, number: int, outcome: Outcome | Exception) -> None:
        job = self.places.running.get(number)
        if job is not None:
            if job.is_long and worker.number == number and worker.computed() < HURRIED:
                self.reputation.was_quick(job.asked.question.sparql)
            self.places.leave(job)
            self.counts["answered" if isinstance(outcome, Outcome) else "failed"] += 1
            job.finish(outcome)
        if worker not in self.staff.at_queue and not worker.is_spoken_for:
            self.staff.idle.append(worker)
        if self.waiting:
            self.dispatch()
        self._close_if_drained()

    # time --------------------------------------------------------------------

    def move(self, job: Job, worker: Connection) -> None:
        """Give a running question a long place."""
        self.places.move(job)
        self.staff.retire(worker, job)
        self.reputation.was_long(job.asked.question.sparql)
        self.dispatch()

    def park(self, job: Job, worker: Connection) -> None:
        """Stop a question that fills a quick place; it begins again when a long one is free."""
        self.counts["parked"] += 1
        self.reputation.was_long(job.asked.question.sparql)
        self.places.leave(job)
        self.staff.kill(worker)
        self._wait_for_long(job)
        self.dispatch()

    def _wait_for_long(self, job: Job) -> None:
        if self.waiting.put_long(job):
            self._minder.start()
            return
        self.counts["client"] += 1
        job.finish(limit("client_queries", limit=self.places.of_client))

    def run_again(self, job: Job) -> None:
        """Let a question whose worker was lost by no fault of its own go first."""
        self.places.leave(job)
        self.waiting.put_back(job)
        self.dispatch()

    def end(self, job: Job, reason: Exception) -> None:
        """Stop a question: its worker is killed, unless it lies in the common queue or has just been answered."""
        job.ended_by, worker = reason, job.connection
        if worker is not None and self.staff.holds(worker) == job.number:
            self.staff.kill(worker)
        else:
            self.places.leave(job)
            job.finish(reason)

    # ends --------------------------------------------------------------------

    def _ended(self, worker: Connection) -> None:
        """Tell whoever waited for a worker that has ended why it did."""
        job = self.places.running.get(self.staff.holds(worker))
        if job is not None:
            self.places.leave(job)
            if job.ended_by is not None:
                job.finish(job.ended_by)
            elif worker.is_doomed:  # for the sake of the question before
                self.run_again(job)
            elif self._loop is not None:
                self._loop.call_later(TELLING, self._explain, job, worker)
        self.dispatch()
        self._close_if_drained()

    def _explain(self, job: Job, worker: Connection) -> None:
        crashed = self.staff.crashed(worker)
        self.counts["crashed" if crashed else "memory"] += 1
        job.finish(refusal("engine") if crashed else limit("memory"))

    def _lost(self) -> None:
        """End with the nursery: whoever waits is told, and the service opens the edition anew."""
        self.counts["lost"] += 1
        for job in [*self.places.running.values(), *self.waiting]:
            job.finish(limit("stopping"))
        self.waiting.clear()
        self.on_lost()

    def _close_if_drained(self) -> None:
        if self.is_draining and not self.places.running and not self.waiting:
            self.close()

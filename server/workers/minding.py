"""Look, a few hundred times a second, at how long questions have been at it.

Place in the house: beside the pool, which does what is found to be due. While nothing runs, nothing looks.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from server.workers.board import LEFT
from server.workers.connections import Connection
from server.workers.jobs import Job, limit
from server.workers.staff import LESS_URGENT

if TYPE_CHECKING:
    from server.workers.pool import Pool

__all__ = ["HURRIED", "Minder"]

QUICK = 0.02  # seconds of computing after which a question is long
HURRIED = 0.012  # the same while others wait
VERY_LONG = 0.25  # the same after which it is the least urgent of all
PATIENCE = 0.1  # the same for who holds no long place, when none is free and others wait
NOTICE = 0.05  # seconds after which it is worth watching whether its client is still there
LOST = 1.0  # seconds after which a question that no worker has is handed out again, though all are free
TICK = 0.004
FEW, MANY = 2_000, 5_000  # answers a second: fewer are worth all workers, more are best left to one


class Minder:
    """Minds the questions of one pool."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.takers = 1  # workers wanted at the common queue
        self._is_ticking = False
        self._last_look = self._last_tick = 0.0
        self._answered = 0

    def start(self) -> None:
        """Begin to look, unless it does."""
        if not self._is_ticking:
            self._is_ticking = True
            asyncio.get_running_loop().call_later(TICK, self._tick)

    @property
    def _others_wait(self) -> bool:
        return bool(self._pool.waiting.quick) or self._pool.places.is_crowded

    def _tick(self) -> None:
        pool, now = self._pool, time.monotonic()
        self.adapt(now)
        quick = HURRIED if self._others_wait else QUICK
        for worker in pool.staff:
            self._look_at(worker, quick)
        for job in list(pool.places.running.values()):
            self._look_at_job(job, now)
        if now - self._last_look > NOTICE:
            self._last_look = now
            self._look_at_waiting(now)
        self._is_ticking = bool(pool.places.running or pool.waiting or any(worker.number for worker in pool.staff))
        if self._is_ticking:
            asyncio.get_running_loop().call_later(TICK, self._tick)

    def adapt(self, now: float) -> None:
        """Have one worker take questions as long as they are tiny, for switching costs more than they do; else all."""
        pool, answered = self._pool, self._pool.counts["answered"]
        rate = (answered - self._answered) / max(TICK, now - self._last_tick)
        self._answered, self._last_tick = answered, now
        if self.takers == 1 and pool.places.running and rate < FEW:
            self.takers = pool.places.quick
        elif self.takers > 1 and rate > MANY:
            self.takers = 1
        else:
            return
        pool.dispatch()

    def _look_at(self, worker: Connection, quick: float) -> None:
        """See what a worker is at, and whether it is at it for too long to hold a quick place."""
        pool = self._pool
        number = pool.staff.holds(worker)
        if number == LEFT:
            pool.staff.take_back(worker)
            return
        if number != worker.number:
            worker.see(number)
        job = pool.places.running.get(number)
        if job is not None and job.ended_by is None:
            job.connection = worker
            if not job.is_long:
                self._consider(job, worker, quick)
            elif worker.priority == LESS_URGENT and worker.computed() > VERY_LONG:
                pool.staff.slow_down(worker)
        elif job is None and number and not worker.is_doomed and worker.computed() > QUICK:
            pool.staff.kill(worker)  # nobody waits for it any more

    def _consider(self, job: Job, worker: Connection, quick: float) -> None:
        """Move a question that has computed for a while; waiting for a core does not count."""
        places, computed = self._pool.places, worker.computed()
        if computed <= quick:
            return
        if places.free_long and places.may_run_long(job.client):
            self._pool.move(job, worker)
        elif self._others_wait and computed > (quick if places.held_by(job.client) else PATIENCE):
            self._pool.park(job, worker)

    def _look_at_job(self, job: Job, now: float) -> None:
        pool = self._pool
        if job.ended_by is not None:
            return
        if now - job.submitted >= job.seconds:
            pool.counts["timeout"] += 1
            pool.end(job, limit("timeout", limit=job.seconds))
        elif job.connection is None and now - job.started > LOST and pool.staff.is_queue_empty:
            pool.run_again(job)  # its worker was killed before it could say what it had taken

    def _look_at_waiting(self, now: float) -> None:
        pool = self._pool
        for job in [*pool.places.running.values(), *pool.waiting]:
            if job.on_wait is not None and now - job.submitted > NOTICE:
                watch, job.on_wait = job.on_wait, None
                watch()
        for job in pool.waiting.take_tired(now):
            pool.counts["queue_seconds"] += 1
            job.finish(limit("queue_seconds", limit=pool.waiting.patience(job)))

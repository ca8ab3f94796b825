"""Keep the workers of one edition: the spare ones, those at the common queue, and how those ended that are gone.

Place in the house: between the pool, which knows questions, and the nest, which knows processes.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from server.answering import Outcome
from server.config import Settings
from server.workers import frames
from server.workers.board import SLOTS
from server.workers.connections import Connection
from server.workers.jobs import Job
from server.workers.nest import Nest

__all__ = ["Staff"]

LESS_URGENT, LEAST_URGENT = 7, 15  # of nice values: those of long questions, at first and in the end
HATCHING_SECONDS = 60.0
CRASHES = (signal.SIGSEGV, signal.SIGBUS, signal.SIGILL)


class Staff:
    """The workers; `on_idle`, `on_result`, `on_end` and `on_lost` tell the pool what becomes of them."""

    def __init__(self) -> None:
        self.on_idle: Callable[[], None] = lambda: None
        self.on_result: Callable[[Connection, int, Outcome | Exception], None] = lambda *_: None
        self.on_end: Callable[[Connection], None] = lambda _: None
        self.on_lost: Callable[[], None] = lambda: None
        self.nest = Nest(self._hatched, self._buried, self._lost)
        self.is_lost = False
        self.idle: list[Connection] = []
        self.at_queue: set[Connection] = set()
        self._known: dict[int, Connection] = {}
        self._statuses: dict[int, int] = {}
        self._free_slots = list(range(SLOTS))
        self._ordered = 0  # asked for and not here yet
        self._first = asyncio.Event()
        self._adopting: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """Count the workers alive."""
        return len(self._known)

    def __iter__(self) -> Iterator[Connection]:
        """Go through the workers alive."""
        return iter(list(self._known.values()))

    async def start(self, folder: Path, *, in_memory: bool, settings: Settings, first: int) -> None:
        """Open the edition, fork the first workers and wait for one of them; raises `StoreError`."""
        await self.nest.start(folder, in_memory=in_memory, settings=settings)
        self.order(first)
        await asyncio.wait_for(self._first.wait(), HATCHING_SECONDS)

    def order(self, wanted: int) -> None:
        """Ask for as many workers as are wanted idle and are neither here nor coming."""
        for _ in range(0 if self.is_lost else wanted - len(self.idle) - self._ordered):
            if not self._free_slots:
                return
            self._ordered += 1
            self.nest.fork(self._free_slots.pop())

    def man_queue(self, wanted: int) -> None:
        """Have as many workers take from the common queue as are wanted there; those too many come back."""
        while self.idle and len(self.at_queue) < wanted:
            worker = self.idle.pop()
            self.at_queue.add(worker)
            worker.send(frames.JOIN)
        while len(self.at_queue) > max(1, wanted):
            worker = self.at_queue.pop()
            worker.is_leaving = True
            self.nest.board.call_back(worker.slot)

    def take_back(self, worker: Connection) -> None:
        """Have a worker that has left the common queue ready for questions of its own."""
        self.nest.board.clear(worker.slot)
        worker.see(0)
        if worker.is_leaving:
            worker.is_leaving = False
            self.idle.append(worker)

    def ask(self, job: Job) -> bool:
        """Put a question into the common queue; say whether it fits."""
        message = job.frame()
        return len(message) <= frames.LARGEST and self.nest.ask(message)

    def ask_one(self, job: Job) -> None:
        """Give a question to a spare worker alone."""
        worker = self.idle.pop()
        message = job.frame()
        worker.see(job.number)
        job.connection = worker
        worker.send(frames.framed(message))

    def holds(self, worker: Connection) -> int:
        """Give the number of the question that a worker holds now, 0 for none."""
        return self.nest.board.number(worker.slot)

    @property
    def is_queue_empty(self) -> bool:
        """Say whether all who take from the common queue wait for something to take."""
        return not any(map(self.holds, self.at_queue))

    def kill(self, worker: Connection) -> None:
        """Have a worker killed."""
        worker.is_doomed = True
        self.at_queue.discard(worker)
        self.nest.kill(worker.pid)

    def retire(self, worker: Connection, job: Job) -> None:
        """Have a worker end after its question, and make it less urgent than all quick ones meanwhile.

        One at the common queue may have gone on to another question: that one is not to be slowed down.
        """
        is_alone = worker not in self.at_queue and not worker.is_leaving
        worker.is_leaving, worker.is_retired = False, True
        self.at_queue.discard(worker)
        self.nest.board.retire(worker.slot)
        if is_alone or self.holds(worker) == job.number:
            self.slow_down(worker, LESS_URGENT)

    def slow_down(self, worker: Connection, priority: int = LEAST_URGENT) -> None:
        """Make a worker that will end less urgent than others."""
        worker.priority = priority
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PGRP, worker.pid, priority)

    def crashed(self, worker: Connection) -> bool:
        """Say whether an ended worker fell over its stack (and not over its memory)."""
        status = self._statuses.pop(worker.pid, 0)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) in CRASHES

    def close(self) -> None:
        """End all of them."""
        self.is_lost = True
        self.nest.close()

    def _hatched(self, pid: int, slot: int, connection: socket.socket) -> None:
        task = asyncio.get_running_loop().create_task(self._adopt(pid, slot, connection))
        self._adopting.add(task)
        task.add_done_callback(self._adopting.discard)

    async def _adopt(self, pid: int, slot: int, connection: socket.socket) -> None:
        worker = Connection(pid, slot, self.on_result, self._ended)
        await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=connection)
        self._ordered -= 1
        self._known[pid] = worker
        self._first.set()
        self.idle.append(worker)
        self.on_idle()

    def _ended(self, worker: Connection) -> None:
        self._known.pop(worker.pid, None)
        self.at_queue.discard(worker)
        if worker in self.idle:
            self.idle.remove(worker)
        self.on_end(worker)
        self._free_slots.append(worker.slot)

    def _buried(self, pid: int, status: int) -> None:
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL:
            self._statuses[pid] = status

    def _lost(self) -> None:
        self.is_lost = True
        self.idle.clear()
        self.at_queue.clear()
        self.on_lost()

"""Keep the workers of one edition: those that are idle, those that are coming, and how those ended that are gone.

Place in the house: between the pool, which knows questions, and the nest, which knows processes.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

from server.answering import Outcome
from server.config import Settings
from server.workers.connections import Connection
from server.workers.nest import Nest

__all__ = ["Staff"]

LOW_PRIORITY = 15
HATCHING_SECONDS = 60.0
CRASHES = (signal.SIGSEGV, signal.SIGBUS, signal.SIGILL)


class Staff:
    """The workers; `on_idle`, `on_result`, `on_end` and `on_lost` tell the pool what becomes of them."""

    def __init__(self) -> None:
        self.on_idle: Callable[[], None] = lambda: None
        self.on_result: Callable[[Connection, Outcome | Exception], None] = lambda *_: None
        self.on_end: Callable[[Connection], None] = lambda _: None
        self.on_lost: Callable[[], None] = lambda: None
        self.nest = Nest(self._hatched, self._buried, self._lost)
        self.is_lost = False
        self.idle: list[Connection] = []
        self._known: dict[int, Connection] = {}
        self._statuses: dict[int, int] = {}
        self._ordered = 0  # asked for and not here yet
        self._first = asyncio.Event()
        self._adopting: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """Count the workers alive."""
        return len(self._known)

    async def start(self, folder: Path, *, in_memory: bool, settings: Settings, first: int) -> None:
        """Open the edition, fork the first workers and wait for one of them; raises `StoreError`."""
        await self.nest.start(folder, in_memory=in_memory, settings=settings)
        self.order(first)
        await asyncio.wait_for(self._first.wait(), HATCHING_SECONDS)

    def order(self, wanted: int) -> None:
        """Ask for as many workers as are wanted idle and are neither here nor coming."""
        for _ in range(0 if self.is_lost else wanted - len(self.idle) - self._ordered):
            self._ordered += 1
            self.nest.fork()

    def kill(self, worker: Connection) -> None:
        """Have a worker killed."""
        self.nest.kill(worker.pid)

    def slow_down(self, worker: Connection) -> None:
        """Make a worker less urgent than all quick ones; it is not used again."""
        worker.is_slowed = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PGRP, worker.pid, LOW_PRIORITY)

    def crashed(self, worker: Connection) -> bool:
        """Say whether an ended worker fell over its stack (and not over its memory)."""
        status = self._statuses.pop(worker.pid, 0)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) in CRASHES

    def close(self) -> None:
        """End all of them."""
        self.is_lost = True
        self.nest.close()

    def _hatched(self, pid: int, connection: socket.socket) -> None:
        task = asyncio.get_running_loop().create_task(self._adopt(pid, connection))
        self._adopting.add(task)
        task.add_done_callback(self._adopting.discard)

    async def _adopt(self, pid: int, connection: socket.socket) -> None:
        worker = Connection(pid, self.on_result, self._ended)
        await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=connection)
        self._ordered -= 1
        self._known[pid] = worker
        self._first.set()
        self.idle.append(worker)
        self.on_idle()

    def _ended(self, worker: Connection) -> None:
        self._known.pop(worker.pid, None)
        if worker in self.idle:
            self.idle.remove(worker)
        self.on_end(worker)

    def _buried(self, pid: int, status: int) -> None:
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL:
            self._statuses[pid] = status

    def _lost(self) -> None:
        self.is_lost = True
        self.idle.clear()
        self.on_lost()

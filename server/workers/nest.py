"""Speak with a nursery from the event loop: ask for workers, have them killed, hear of their end.

Place in the house: between the pool and the nursery's process.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from kg.errors import StoreError
from server.config import Settings
from server.workers.board import Board

__all__ = ["Nest"]

READY_SECONDS = 600.0  # a large graph takes its time to be read into memory


class Nest:
    """A running nursery; `on_worker`, `on_end` and `on_lost` are told what becomes of it and its workers."""

    def __init__(
        self,
        on_worker: Callable[[int, int, socket.socket], None],
        on_end: Callable[[int, int], None],
        on_lost: Callable[[], None],
    ) -> None:
        self.on_worker, self.on_end, self.on_lost = on_worker, on_end, on_lost
        self.board = Board.new()
        self._control: socket.socket | None = None
        self._queue: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self, folder: Path, *, in_memory: bool, settings: Settings) -> None:
        """Start the process and wait until its store is open; raises `StoreError`."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._queue, common = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._queue.setblocking(False)
        limits, bounds = settings.limits, settings.bounds
        numbers = {
            "control": theirs.fileno(),
            "queue": common.fileno(),
            "board": self.board.descriptor,
            "length": limits.length,
            "depth": limits.depth,
            "chain": limits.chain,
            "bytes": bounds.bytes,
            "rows": bounds.rows,
            "memory": settings.memory,
        }
        command = [sys.executable, "-m", "server.workers.nursery", "--folder", str(folder.resolve())]
        command += [part for name, number in numbers.items() for part in (f"--{name}", str(number))]
        command += ["--in-memory"] if in_memory else []
        # A worker out of memory is to say so in one line.
        environment = {**os.environ, "RUST_BACKTRACE": "0"}
        given = (theirs.fileno(), common.fileno(), self.board.descriptor)
        self._process = subprocess.Popen(command, pass_fds=given, env=environment)  # noqa: S603
        theirs.close()
        common.close()
        os.close(self.board.descriptor)  # the page stays
        ours.setblocking(False)
        self._control = ours
        loop = asyncio.get_running_loop()
        try:
            said = await asyncio.wait_for(loop.sock_recv(ours, 65_536), READY_SECONDS)
        except TimeoutError:
            said = b""
        if said[:1] != b"R":
            self.close()
            raise StoreError(said[1:].decode() or f"the process for {folder} ended before its store was open")
        loop.add_reader(ours.fileno(), self._hear)

    @property
    def pid(self) -> int:
        """Give the nursery's process id; 0 when it does not run."""
        return self._process.pid if self._process else 0

    def fork(self, slot: int) -> None:
        """Ask for a worker."""
        self.board.clear(slot)
        self._say(b"F%d" % slot)

    def ask(self, question: bytes) -> bool:
        """Put a question into the common queue; say whether there was room for it."""
        try:
            return self._queue is not None and self._queue.send(question) > 0
        except OSError:
            return False

    def kill(self, pid: int) -> None:
        """Have a worker killed; only a living child of the nursery ever is."""
        self._say(b"K%d" % pid)

    def close(self) -> None:
        """End the nursery, and with it all its workers."""
        if self._control is not None:
            with contextlib.suppress(RuntimeError, ValueError, OSError):
                asyncio.get_running_loop().remove_reader(self._control.fileno())
            self._control.close()
            self._control = None
        if self._queue is not None:
            self._queue.close()
            self._queue = None
        if self._process is not None:
            process, self._process = self._process, None
            try:
                process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _say(self, message: bytes) -> None:
        if self._control is not None:
            try:
                self._control.send(message)
            except OSError:
                self._lost()

    def _hear(self) -> None:
        if self._control is None:
            return
        try:
            message, descriptors, _, _ = socket.recv_fds(self._control, 65_536, 1)
        except BlockingIOError:
            return
        except OSError:
            message, descriptors = b"", []
        if not message:
            self._lost()
        elif message[:1] == b"W":
            connection = socket.socket(fileno=descriptors[0])
            connection.setblocking(False)
            pid, _, slot = message[1:].partition(b",")
            self.on_worker(int(pid), int(slot), connection)
        elif message[:1] == b"D":
            pid, _, status = message[1:].partition(b",")
            self.on_end(int(pid), int(status))

    def _lost(self) -> None:
        self.close()
        self.on_lost()

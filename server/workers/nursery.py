"""Fork workers: a process of one thread that opens the store and never queries it.

Place in the house: started by the service, one for each edition (`python -m server.workers.nursery`). Forking from a
process that queries would copy locked locks; this one does nothing but fork, kill and bury. It ends with its parent.

Messages from the service: `F<slot>` fork a worker, `K<pid>` kill one. To the service: `R` ready, `E<words>` it does not
open, `W<pid>,<slot>` with the worker's socket, `D<pid>,<status>` a worker has ended.
"""

from __future__ import annotations

import argparse
import gc
import os
import selectors
import signal
import socket
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KechuangError
from kg.store import Bounds, Limits, Store, version
from server.workers.board import Board
from server.workers.worker import Worker

__all__ = ["main"]


@dataclass
class Nursery:
    """The workers alive, and how to make one."""

    control: socket.socket
    queue: socket.socket
    board: Board
    folder: Path
    in_memory: bool
    limits: Limits
    bounds: Bounds
    memory: int
    store: Store | None = None
    alive: set[int] = field(default_factory=set)

    def run(self) -> None:
        """Open the store, say so, and do what is asked until the service is gone."""
        try:
            self._open()
        except KechuangError as error:
            self.control.send(b"E" + str(error).encode())
            return
        gc.collect()
        gc.freeze()  # so that a child's collector does not touch, and copy, what it inherits
        waker, woken = socket.socketpair()
        waker.setblocking(False)
        woken.setblocking(False)
        signal.set_wakeup_fd(waker.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.control.send(b"R")
        with selectors.DefaultSelector() as selector:
            selector.register(self.control, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            while self._step(selector, woken):
                self._bury()
        for pid in self.alive:
            os.kill(pid, signal.SIGKILL)

    def _open(self) -> None:
        """Open the store to see that it is whole; in memory it is kept, and every child inherits it."""
        store = Store.at(version(self.folder), in_memory=self.in_memory, limits=self.limits)
        self.store = store if self.in_memory else None

    def _step(self, selector: selectors.BaseSelector, woken: socket.socket) -> bool:
        for key, _ in selector.select():
            if key.fileobj is woken:
                woken.recv(4096)
                continue
            message = self.control.recv(64)
            if not message:
                return False
            if message[:1] == b"F":
                self._fork(int(message[1:]))
            elif message[:1] == b"K" and int(message[1:]) in self.alive:
                os.kill(int(message[1:]), signal.SIGKILL)
        return True

    def _fork(self, slot: int) -> None:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            self._become_worker(ours, theirs, slot)
        theirs.close()
        self.alive.add(pid)
        socket.send_fds(self.control, [b"W%d,%d" % (pid, slot)], [ours.fileno()])
        ours.close()

    def _become_worker(self, ours: socket.socket, theirs: socket.socket, slot: int) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        ours.close()
        self.control.close()
        try:
            # On disk, every worker opens the store itself: an engine's threads do not survive a fork.
            store = self.store or Store.at(version(self.folder), limits=self.limits)
            Worker(theirs, self.queue, self.board, slot, store, self.bounds, self.memory).live()
        finally:
            os._exit(1)

    def _bury(self) -> None:
        while self.alive:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            self.alive.discard(pid)
            self.control.send(b"D%d,%d" % (pid, status))


def main() -> None:
    """Read what the service says on the command line, and run."""
    parser = argparse.ArgumentParser()
    for name in ("control", "queue", "board"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--in-memory", action="store_true")
    for name in ("length", "depth", "chain", "bytes", "rows", "memory"):
        parser.add_argument(f"--{name}", type=int, required=True)
    given = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    Nursery(
        socket.socket(fileno=given.control),
        socket.socket(fileno=given.queue),
        Board(given.board),
        given.folder,
        given.in_memory,
        Limits(given.length, given.depth, given.chain),
        Bounds(given.bytes, given.rows),
        given.memory,
    ).run()


if __name__ == "__main__":
    main()

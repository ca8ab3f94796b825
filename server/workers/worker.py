"""Evaluate one question after the other in a process that may be killed at any time.

Place in the house: forked by the nursery. It holds nothing but the store, one connection and the common queue; its
memory is bounded, its network is closed, and it ends with the process that forked it. At first it answers what is sent
to it alone; once told to join it takes from the common queue, without waiting to be asked, until it is called back or
retired.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import threading
from dataclasses import dataclass

from kg.errors import QueryLimit
from kg.store import Bounds, Store, wording
from server import answering
from server.answering import Outcome
from server.protocol import Asked
from server.workers import confining, frames
from server.workers.board import LEFT, Board

__all__ = ["Worker"]

STACK = 256 << 20  # bytes: what is nested within the limits must not overflow the engine's stack
JOINED = 64 << 10  # bytes up to which an answer is sent as one piece


@dataclass(frozen=True)
class Worker:
    """What a worker has: its ends of the sockets, its slot of the board, the store, and its limits."""

    connection: socket.socket
    queue: socket.socket
    board: Board
    slot: int
    store: Store
    bounds: Bounds
    memory: int

    def live(self) -> None:
        """Answer until the other end closes; never returns."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.setpgid(0, 0)  # so that all threads of this process can be made less urgent together
        confining.die_with_parent()
        gc.set_threshold(50_000, 20, 50)
        threading.stack_size(STACK)
        thread = threading.Thread(target=self._serve, daemon=True)
        thread.start()
        thread.join()
        os._exit(0)

    def _serve(self) -> None:
        confining.confine(self.memory)
        while (message := frames.receive(self.connection)) is not None:
            if message:
                self._answer(message)
            else:
                self._take_from_queue()
        os._exit(0)

    def _take_from_queue(self) -> None:
        while not self.board.is_called_back(self.slot):
            message = self.queue.recv(frames.LARGEST)
            if not message:
                os._exit(0)
            self._answer(message)
        self.board.hold(self.slot, LEFT)

    def _answer(self, message: bytes) -> None:
        number, asked = frames.question(message)
        self.board.hold(self.slot, number)
        head, body = frames.reply(number, self._evaluate(asked))
        if len(body) > JOINED:
            self.connection.sendall(head)
            self.connection.sendall(body)
        else:
            self.connection.sendall(head + body)
        self.board.hold(self.slot, 0)
        if self.board.is_retired(self.slot):
            os._exit(0)

    def _evaluate(self, asked: Asked) -> Outcome | Exception:
        try:
            return answering.evaluate(self.store, asked, self.bounds)
        except MemoryError:
            said = wording.say("limit.memory")
            return QueryLimit(said.en, limit="memory", zh=said.zh)
        except Exception as error:  # whatever it is, the other end must be told
            return error

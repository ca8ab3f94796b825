"""Speak with one worker from the event loop.

Place in the house: the pool's end of a worker's socket. What a worker sends is received where it will stay: a large
answer is never copied while the loop has others to serve.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import cast

from server.answering import Outcome
from server.workers import frames

__all__ = ["Connection"]

SMALL = 256 << 10  # bytes of a message that is received in the buffer kept for it


class Connection(asyncio.BufferedProtocol):
    """One worker; `number` is that of the question it was last seen with."""

    def __init__(
        self,
        pid: int,
        slot: int,
        on_result: Callable[[Connection, int, Outcome | Exception], None],
        on_end: Callable[[Connection], None],
    ) -> None:
        self.pid, self.slot = pid, slot
        self.number = 0
        self.priority = 0
        self.is_leaving = False  # it comes back from the common queue after its question
        self.is_retired = False  # it ends after its question
        self.is_doomed = False  # it is being killed
        self._on_result, self._on_end = on_result, on_end
        self._transport: asyncio.WriteTransport | None = None
        self._small = bytearray(SMALL)
        self._view = memoryview(self._small)
        self._buffer = self._small
        self._size = 0
        self._computed = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio's signature
        """Tell the pool that the worker has ended."""
        self._on_end(self)

    def send(self, message: bytes) -> None:
        """Send the worker a question of its own, or a word."""
        if self._transport is not None:
            self._transport.write(message)

    @property
    def is_spoken_for(self) -> bool:
        """Say whether it is not to be given questions of its own any more."""
        return self.is_leaving or self.is_retired or self.is_doomed

    def see(self, number: int) -> None:
        """Note which question the worker is seen with."""
        self.number = number
        self._computed = _computed(self.pid)

    def computed(self) -> float:
        """Give the seconds of computing that the worker has spent since it was first seen with its question."""
        return _computed(self.pid) - self._computed

    def close(self) -> None:
        """Let an idle worker end."""
        if self._transport is not None:
            self._transport.close()

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002  # asyncio's signature
        """Give the place for what comes next."""
        return (self._view if self._buffer is self._small else memoryview(self._buffer))[self._size :]

    def buffer_updated(self, nbytes: int) -> None:
        """Take in what has come, and tell the pool of every message that is whole."""
        self._size += nbytes
        start = 0
        while self._size - start >= frames.HEAD.size:
            number, values, body = frames.HEAD.unpack_from(self._buffer, start)
            wanted = frames.HEAD.size + values + body
            if self._size - start < wanted:
                if wanted > SMALL and self._buffer is self._small:
                    self._make_room(start, wanted)
                    return
                break
            self._take(number, start + frames.HEAD.size, values, start + wanted)
            start += wanted
        if self._buffer is not self._small:
            if start:  # it held one message and no more
                self._buffer, self._size = self._small, 0
        elif start:
            self._size -= start
            self._small[: self._size] = self._small[start : start + self._size]

    def _make_room(self, start: int, wanted: int) -> None:
        """Receive a large message where it will stay."""
        self._size -= start
        self._buffer = bytearray(wanted)
        self._buffer[: self._size] = self._view[start : start + self._size]

    def _take(self, number: int, start: int, values: int, end: int) -> None:
        split, message = start + values, self._view if self._buffer is self._small else memoryview(self._buffer)
        body = bytes(message[split:end]) if message is self._view else message[split:end]
        self._on_result(self, number, frames.result(bytes(message[start:split]), body))


def _computed(pid: int) -> float:
    """Give the seconds that all threads of a process have computed, 0 once it has ended.

    The number of a process's clock is made as clock_getcpuclockid(3) makes it.
    """
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0

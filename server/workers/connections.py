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
from server.workers.jobs import Job

__all__ = ["Connection"]

SMALL = 256 << 10  # bytes of a message that is received in the buffer kept for it


class Connection(asyncio.BufferedProtocol):
    """One worker: idle, or evaluating one job."""

    def __init__(
        self,
        pid: int,
        on_result: Callable[[Connection, Outcome | Exception], None],
        on_end: Callable[[Connection], None],
    ) -> None:
        self.pid = pid
        self.job: Job | None = None
        self.is_slowed = False
        self._on_result, self._on_end = on_result, on_end
        self._transport: asyncio.WriteTransport | None = None
        self._small = bytearray(SMALL)
        self._buffer = self._small
        self._size = 0
        self._wanted = 0
        self._computed = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio's signature
        """Tell the pool that the worker has ended."""
        self._on_end(self)

    def start(self, job: Job) -> None:
        """Send the worker a question."""
        self.job = job
        self._computed = _computed(self.pid)
        if self._transport is not None:
            self._transport.write(job.frame)

    def computed(self) -> float:
        """Give the seconds of computing that the worker has spent on its job."""
        return _computed(self.pid) - self._computed

    def close(self) -> None:
        """Let an idle worker end."""
        if self._transport is not None:
            self._transport.close()

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002  # asyncio's signature
        """Give the place for what comes next."""
        return memoryview(self._buffer)[self._size :]

    def buffer_updated(self, nbytes: int) -> None:
        """Take in what has come, and tell the pool when a message is whole."""
        self._size += nbytes
        if not self._wanted and self._size >= frames.HEAD.size:
            self._wanted = frames.HEAD.size + sum(frames.HEAD.unpack_from(self._buffer))
            if self._wanted > SMALL:
                self._buffer = bytearray(self._wanted)
                self._buffer[: self._size] = memoryview(self._small)[: self._size]
        if self._wanted and self._size >= self._wanted:
            self._finish()

    def _finish(self) -> None:
        message = memoryview(self._buffer)[: self._wanted]
        start = frames.HEAD.size + frames.HEAD.unpack_from(message)[0]
        body: bytes | memoryview = message[start:]
        values = bytes(message[frames.HEAD.size : start])
        if self._buffer is self._small:
            body = bytes(body)
        self._buffer, self._size, self._wanted = self._small, 0, 0
        self._on_result(self, frames.result(values, body))


def _computed(pid: int) -> float:
    """Give the seconds that all threads of a process have computed, 0 once it has ended.

    The number of a process's clock is made as clock_getcpuclockid(3) makes it.
    """
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0

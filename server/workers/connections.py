"""Speak with one worker from the event loop.

Place in the house: the pool's end of a worker's socket.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

from server.answering import Outcome
from server.workers import frames
from server.workers.jobs import Job

__all__ = ["Connection"]


class Connection(asyncio.Protocol):
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
        self._pieces: list[bytes] = []
        self._size = 0
        self._wanted = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio's signature
        """Tell the pool that the worker has ended."""
        self._on_end(self)

    def start(self, job: Job) -> None:
        """Send the worker a question."""
        self.job = job
        if self._transport is not None:
            self._transport.write(job.frame)

    def close(self) -> None:
        """Let an idle worker end."""
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Gather a message, and tell the pool when it is whole."""
        self._pieces.append(data)
        self._size += len(data)
        if self._size < self._wanted or self._size < frames.HEAD.size:
            return
        message = b"".join(self._pieces) if len(self._pieces) > 1 else data
        values, body = frames.HEAD.unpack_from(message)
        self._wanted = frames.HEAD.size + values + body
        if self._size < self._wanted:
            self._pieces = [message]
            return
        start = frames.HEAD.size + values
        self._pieces, self._size, self._wanted = [], 0, 0
        self._on_result(self, frames.result(message[frames.HEAD.size : start], message[start:]))

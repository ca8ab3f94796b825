from __future__ import annotations

import asyncio
import gc
import weakref

from kg.store import Format, Forms, Kind, Question
from server.answering import Outcome
from server.protocol import Asked
from server.workers.jobs import Job


class Body(bytearray):
    """A body that can be watched."""


def test_an_answer_is_let_go_at_once_and_not_when_the_collector_comes() -> None:
    async def ask() -> weakref.ref[Body]:
        job = Job(Asked(Question("ASK {}"), Forms()), "client", print, 1.0)
        job.on_wait = lambda: job.finish(RuntimeError())  # as the edge's watch holds the job it watches for
        body = Body(b"x" * 1_000)
        job.finish(Outcome(memoryview(body), Kind.BOOLEAN, Format.JSON, 1))
        return weakref.ref(body)

    gc.disable()
    try:
        assert asyncio.run(ask())() is None
    finally:
        gc.enable()

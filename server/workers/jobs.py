"""Hold a question on its way through the pool.

Place in the house: between whoever asks and the worker that evaluates.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from kg.errors import QueryLimit
from kg.store import wording
from server.answering import Outcome
from server.protocol import Asked
from server.workers import frames

if TYPE_CHECKING:
    from server.workers.connections import Connection

__all__ = ["Job", "limit"]

_numbers = count(1)


def _nobody(_: Outcome | Exception) -> None:
    """Stand for whoever has been told."""


@dataclass(eq=False, slots=True)
class Job:
    """A question that waits or is being evaluated; times are those of the monotonic clock."""

    asked: Asked
    client: str
    on_done: Callable[[Outcome | Exception], None]  # called once
    seconds: float  # how long it may be evaluated
    number: int = 0
    submitted: float = field(default_factory=time.monotonic)
    started: float = 0.0
    connection: Connection | None = None  # once it has been seen with it
    is_long: bool = False
    on_wait: Callable[[], None] | None = None  # called once it has taken a while
    ended_by: Exception | None = None  # why its worker is being killed

    def frame(self) -> bytes:
        """Write the question for a worker, under a number that no worker has had."""
        self.number = next(_numbers)
        return frames.request(self.number, self.asked)

    def described(self, now: float) -> dict[str, Any]:
        """Describe the question for the operator."""
        return {
            "number": self.number,
            "client": self.client,
            "state": "waiting" if self.connection is None else "long" if self.is_long else "quick",
            "seconds": round(now - self.submitted, 3),
            "pid": self.connection.pid if self.connection else None,
            "query": self.asked.question.sparql[:2_000],
        }

    def finish(self, outcome: Outcome | Exception) -> None:
        """Tell whoever waits, once."""
        self.on_wait = None  # it may hold this job, and with it the whole answer
        on_done, self.on_done = self.on_done, _nobody
        on_done(outcome)


def limit(name: str, /, **values: object) -> QueryLimit:
    """Make the error of a limit that ran out, in both languages."""
    said = wording.say(f"limit.{name}", **values)
    return QueryLimit(said.en, limit=name, zh=said.zh)

"""Keep the places in which questions are evaluated: the quick ones, the long ones, and who holds them.

Place in the house: asked by the pool before anything begins.
"""

from __future__ import annotations

from server.config import Settings
from server.workers.jobs import Job

__all__ = ["Places"]

AHEAD = 3  # questions for each quick place that lie ready in the common queue


class Places:
    """How many places there are, and the questions in them."""

    def __init__(self, settings: Settings) -> None:
        self.quick = settings.quick_places
        self.long = settings.long_places
        self.of_client = settings.client_places
        self.running: dict[int, Job] = {}  # by the number under which a worker has it
        self.quick_running = 0

    @property
    def long_running(self) -> int:
        """Count the long places taken."""
        return len(self.running) - self.quick_running

    @property
    def has_quick(self) -> bool:
        """Say whether one more quick question may be handed out, to be taken as soon as a worker is free."""
        return self.quick_running < self.quick * (1 + AHEAD)

    @property
    def is_crowded(self) -> bool:
        """Say whether quick questions wait for those before them."""
        return self.quick_running > self.quick

    @property
    def free_long(self) -> int:
        """Count the long places free."""
        return max(0, self.long - self.long_running)

    def may_run_long(self, client: str) -> bool:
        """Say whether a client may hold one more long place."""
        return self.held_by(client) < self.of_client

    def held_by(self, client: str) -> int:
        """Count the long places that a client holds."""
        return sum(job.is_long and job.client == client for job in self.running.values())

    def enter(self, job: Job) -> None:
        """Give a question the place it is meant for."""
        self.running[job.number] = job
        self.quick_running += not job.is_long

    def move(self, job: Job) -> None:
        """Move a question from its quick place to a long one."""
        job.is_long = True
        self.quick_running -= 1

    def leave(self, job: Job) -> None:
        """Free a question's place."""
        if self.running.pop(job.number, None) is not None:
            self.quick_running -= not job.is_long
        job.connection = None

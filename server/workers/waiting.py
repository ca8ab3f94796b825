"""Keep the questions that wait for a place: the new ones for a quick one, those known to be long for a long one.

Place in the house: asked by the pool, which alone knows the workers. Here is decided who may wait at all, and for how
long.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.config import Settings
from server.workers.jobs import Job
from server.workers.lanes import Lanes

__all__ = ["Waiting"]


class Waiting:
    """The questions that wait, each client taking its turn."""

    def __init__(self, settings: Settings) -> None:
        self.quick: Lanes[Job] = Lanes()
        self.long: Lanes[Job] = Lanes()
        self._settings = settings

    def __len__(self) -> int:
        """Count them."""
        return len(self.quick) + len(self.long)

    def __iter__(self) -> Iterator[Job]:
        """Go through them."""
        yield from self.quick
        yield from self.long

    def has_room_for(self, client: str) -> bool:
        """Say whether one more question of a client may wait; no client may fill more than half of the room."""
        most = self._settings.queue
        return not self or (len(self) < most and self.quick.of(client) < max(1, most // 2))

    def put_long(self, job: Job) -> bool:
        """Let a question wait for a long place, unless its client has as many waiting as it may hold."""
        if self.long.of(job.client) >= self._settings.client_places:
            return False
        job.is_long = True
        self.long.put(job)
        return True

    def put_back(self, job: Job) -> None:
        """Let a question that had begun go first."""
        (self.long if job.is_long else self.quick).put_back(job)

    def remove(self, job: Job) -> bool:
        """Let a question wait no more; say whether it did."""
        return self.quick.remove(job) or self.long.remove(job)

    def patience(self, job: Job) -> float:
        """Give the longest a question may wait, in seconds."""
        return min(self._settings.queue_seconds, job.seconds)

    def take_tired(self, now: float) -> list[Job]:
        """Take those that have waited too long."""
        tired = [job for job in self if now - job.submitted > self.patience(job)]
        for job in tired:
            self.remove(job)
        return tired

    def clear(self) -> None:
        """Forget them all."""
        self.quick, self.long = Lanes(), Lanes()

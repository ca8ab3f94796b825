"""Queue questions so that every client gets its turn.

Place in the house: before the workers. Each client has a lane of its own; turns go round the lanes, so that a client
with a hundred questions waiting does not stand before one with a single question.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

__all__ = ["Lanes"]


class Queued(Protocol):
    """What stands in a lane."""

    client: str


T = TypeVar("T", bound=Queued)


class Lanes(Generic[T]):
    """The lanes of all clients that wait."""

    def __init__(self) -> None:
        self._lanes: OrderedDict[str, deque[T]] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        """Count those who wait."""
        return self._size

    def __iter__(self) -> Iterator[T]:
        """Go through all who wait, lane by lane."""
        for lane in self._lanes.values():
            yield from lane

    def of(self, client: str) -> int:
        """Count those who wait for one client."""
        return len(self._lanes.get(client, ()))

    def put(self, queued: T) -> None:
        """Let one wait at the end of its client's lane."""
        self._lanes.setdefault(queued.client, deque()).append(queued)
        self._size += 1

    def put_back(self, queued: T) -> None:
        """Let one that had been taken go first again."""
        lane = self._lanes.setdefault(queued.client, deque())
        lane.appendleft(queued)
        self._lanes.move_to_end(queued.client, last=False)
        self._size += 1

    def take(self, may: Callable[[str], bool] = bool) -> T | None:
        """Give the first of the next lane whose client may go; its lane is then the last."""
        for client, lane in self._lanes.items():
            if may(client) or not client:
                queued = lane.popleft()
                self._size -= 1
                del self._lanes[client]
                if lane:
                    self._lanes[client] = lane
                return queued
        return None

    def remove(self, queued: T) -> bool:
        """Let one wait no longer; say whether it waited."""
        lane = self._lanes.get(queued.client)
        if lane is None or queued not in lane:
            return False
        lane.remove(queued)
        self._size -= 1
        if not lane:
            del self._lanes[queued.client]
        return True

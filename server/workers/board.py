"""Show what each worker is at, in a page of memory that all of them share with the service.

Place in the house: written by the workers, read by the pool a few hundred times a second. So a worker may take the next
question from the common queue without asking, and it is still known whose question it holds, and for how long.
"""

from __future__ import annotations

import mmap
import os
import struct

__all__ = ["LEFT", "SLOTS", "Board"]

SLOTS = 512  # workers at once
LEFT = (1 << 64) - 1  # in the place of a number: the worker has left the common queue
RETIRE, LEAVE = 1, 2
_SLOT = struct.Struct("=QQ")  # the number of the question, 0 for none; what the worker is to do after it
_NUMBER = struct.Struct("=Q")


class Board:
    """The page; each slot has one worker."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._page = mmap.mmap(descriptor, SLOTS * _SLOT.size)

    @classmethod
    def new(cls) -> Board:
        """Make an empty page."""
        descriptor = os.memfd_create("board")
        os.truncate(descriptor, SLOTS * _SLOT.size)
        return cls(descriptor)

    def clear(self, slot: int) -> None:
        """Make a slot ready for a new worker."""
        _SLOT.pack_into(self._page, slot * _SLOT.size, 0, 0)

    def number(self, slot: int) -> int:
        """Give the number of the question that a worker holds, 0 for none."""
        number: int = _NUMBER.unpack_from(self._page, slot * _SLOT.size)[0]
        return number

    def hold(self, slot: int, number: int) -> None:
        """Say which question a worker holds."""
        _NUMBER.pack_into(self._page, slot * _SLOT.size, number)

    def retire(self, slot: int) -> None:
        """Tell a worker to end after its question."""
        self._tell(slot, RETIRE)

    def call_back(self, slot: int) -> None:
        """Tell a worker to leave the common queue after its question."""
        self._tell(slot, LEAVE)

    def is_retired(self, slot: int) -> bool:
        """Say whether a worker is to end."""
        return self._told(slot) == RETIRE

    def is_called_back(self, slot: int) -> bool:
        """Say whether a worker is to leave the common queue."""
        return self._told(slot) == LEAVE

    def _tell(self, slot: int, word: int) -> None:
        _NUMBER.pack_into(self._page, slot * _SLOT.size + _NUMBER.size, word)

    def _told(self, slot: int) -> int:
        word: int = _NUMBER.unpack_from(self._page, slot * _SLOT.size + _NUMBER.size)[0]
        return word

"""Keep answers ready as bytes, in front of everything else.

Place in the house: the first thing a request meets. The key is the request as it came; an entry is valid for one
edition, and all are forgotten when the edition changes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

__all__ = ["LARGEST", "Cache", "Entry", "Key"]

Key = tuple[object, ...]
LARGEST = 1 << 20  # bytes of a body that is worth keeping
SPELLINGS = 8_192  # requests, byte for byte, whose key is remembered
LONGEST = 8_192  # bytes of such a request


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer ready to be sent, and what the access log says of it."""

    ready: bytes  # the head behind the status line and the date
    body: bytes
    etag: str
    logged: str

    @property
    def size(self) -> int:
        """Estimate the bytes that the entry takes."""
        return len(self.body) + 1_000


class Cache:
    """The most recently used answers, up to a number of bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.hits = 0
        self.misses = 0
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._spellings: dict[bytes, Key] = {}

    def __len__(self) -> int:
        """Count the entries."""
        return len(self._entries)

    def get(self, key: Key) -> Entry | None:
        """Find an answer."""
        entry = self._entries.get(key)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return entry

    def known(self, request: bytes) -> Entry | None:
        """Find the answer to a request of exactly these bytes."""
        key = self._spellings.get(request)
        return None if key is None or key not in self._entries else self.get(key)

    def spell(self, request: bytes, key: Key) -> None:
        """Remember that a request of these bytes has a key."""
        if len(request) > LONGEST:
            return
        if len(self._spellings) >= SPELLINGS:
            self._spellings.clear()
        self._spellings[request] = key

    def put(self, key: Key, entry: Entry) -> None:
        """Keep an answer, and let the least recently used ones go."""
        if len(entry.body) > LARGEST or entry.size > self.limit:
            return
        old = self._entries.pop(key, None)
        self.size += entry.size - (old.size if old else 0)
        self._entries[key] = entry
        while self.size > self.limit:
            self.size -= self._entries.popitem(last=False)[1].size

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self._spellings.clear()
        self.size = 0

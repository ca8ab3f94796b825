"""Cut the view into words with their offsets, once an article; words only gate names, they never make them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import rjieba


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: parallel lists of characters, parts of speech and offsets."""

    text: str
    printed: list[str]
    tags: list[str]
    starts: list[int]
    ends: list[int]

    @classmethod
    @lru_cache(maxsize=1)
    def of(cls, text: str) -> Words:
        """Cut a text; the words joined are the text again. Asked again for the same text, it is not cut again."""
        printed, tags = map(list, zip(*rjieba.tag(text), strict=True)) if text else ([], [])
        ends = list(accumulate(map(len, printed)))
        return cls(text, printed, tags, [0, *ends[:-1]], ends)

    def ending_at(self, offset: int) -> int | None:
        """Find the number of the word that ends at an offset, None when a word runs across it."""
        n = bisect_left(self.ends, offset)
        return n if n < len(self.ends) and self.ends[n] == offset else None

    def holding(self, offset: int) -> int:
        """Find the number of the word that holds the character at an offset."""
        return bisect_right(self.starts, offset) - 1

    def cuts(self, start: int, end: int) -> bool:
        """Say whether both ends of a stretch are word boundaries."""
        n = bisect_left(self.starts, start)
        starts_here = n < len(self.starts) and self.starts[n] == start
        return starts_here and (end == len(self.text) or self.ending_at(end) is not None)

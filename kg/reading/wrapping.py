"""Hard wraps: whether a text is cut into lines of one width, and which line goes on in the next.

Place in the stream: lines → width; `blocks` joins what the width has cut. Such a text shows itself: most of its lines
end at the same column, and most of those in the middle of a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.model import Span

__all__ = ["following", "is_wrapped", "width"]

_NARROWEST = 16
_FEWEST = 4
"""Lines that must end at one column before it counts as a width."""

_SLACK = 2
"""Characters that a line may fall short: a mark or a Latin word is not cut."""

_ENDS = "。！？；：…”’）》】"


def width(text: str, lines: Sequence[Span]) -> int:
    """Give the width that cuts a text's lines; 0 when its lines end where its paragraphs do."""
    lengths = Counter(line.end - line.start for line in lines)
    longest = max(lengths, default=0)
    full = [line for line in lines if line.end - line.start >= longest - _SLACK]
    cut = sum(text[line.end - 1] not in _ENDS for line in full)
    if longest < _NARROWEST or len(full) < _FEWEST:
        return 0
    return longest if 2 * cut > len(full) and 3 * len(full) >= len(lines) else 0


def is_wrapped(line: str, columns: int) -> bool:
    """Say whether a line is as long as a width allows."""
    return columns > 0 and len(line) >= columns - _SLACK


def following(text: str, lines: Sequence[Span], number: int, columns: int) -> int | None:
    """Give the number of the line that a wrapped line goes on in: the next one, unless a blank line parts them."""
    after = number + 1
    if after >= len(lines) or not is_wrapped(lines[number].of(text), columns):
        return None
    return after if text.count("\n", lines[number].end, lines[after].start) == 1 else None

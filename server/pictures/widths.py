"""Measure and break text without a font: Chinese characters are one em, Latin ones are taken a little too wide.

Too wide on purpose: a box may be roomy, but text must never run out of it, whatever font the reader has.
"""

from __future__ import annotations

import unicodedata

NARROW = frozenset("iljtfrI.,:;'|!()[] ")
BROAD = frozenset("mwMW@%—…")
NOT_FIRST = frozenset("，。、；：？！）》〉」』】”’％%,.;:!?)]}")
NOT_LAST = frozenset("（《〈「『【“‘([{")


def measure(text: str) -> float:
    """Give the width of `text` in em."""
    return sum(_advance(character) for character in text)


def _advance(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Cc"}:
        return 0.0
    if unicodedata.east_asian_width(character) in {"W", "F", "A"} or character in BROAD:
        return 1.0
    if character in NARROW:
        return 0.4
    return 0.74 if character.isupper() else 0.62


def wrap(text: str, *, width: float, lines: int) -> tuple[str, ...]:
    """Break `text` into at most `lines` lines of at most `width` em, the last one cut with … when it must be."""
    broken = _break(text, width, lines)
    if len(broken) == 1 or broken[-1].endswith("…"):
        return broken
    # Lines of about one length, so that no single character is left over.
    even = min(width, measure(text) / len(broken) + 1.5)
    balanced = _break(text, even, lines)
    return balanced if len(balanced) == len(broken) and not balanced[-1].endswith("…") else broken


def _break(text: str, width: float, lines: int) -> tuple[str, ...]:
    rest = " ".join(text.split())
    broken: list[str] = []
    while rest and len(broken) < lines:
        cut = _cut(rest, width)
        broken.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    if rest:
        broken[-1] = _shorten(broken[-1], width)
    return tuple(broken) or ("",)


def _cut(text: str, width: float) -> int:
    """Find where to break: before the first character that does not fit, kept out of words and off lone brackets."""
    cut = _fitting(text, width)
    if cut == len(text):
        return cut
    kept = cut
    while kept > 1 and (_inside_word(text, kept) or text[kept] in NOT_FIRST or text[kept - 1] in NOT_LAST):
        kept -= 1
    return kept if kept > cut // 2 else cut


def _fitting(text: str, width: float) -> int:
    taken = 0.0
    for index, character in enumerate(text):
        taken += _advance(character)
        if taken > width:
            return max(index, 1)
    return len(text)


def _inside_word(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _shorten(line: str, width: float) -> str:
    while line and measure(line) + 1.0 > width:
        line = line[:-1]
    return f"{line}…"

"""Word lists of the indicator rules, and how phrases are trimmed with them.

Place in the stream: `lexicon/phrases.toml` → measures and subjects.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import regex
import rjieba

from kg.errors import RuleError
from kg.extraction import lexicon

_LISTS = {
    *("leading", "trailing", "aspects", "flow", "stative"),
    *("heads", "sectors", "stops", "doubtful_stops", "pivots"),
}
_PATTERNS = {"plan_ahead", "forecast", "plan_clause", "past"}


@cache
def listed(name: str) -> tuple[str, ...]:
    """Give a word list, longest words first."""
    return lexicon.longest_first(_book()["words"][name])


@cache
def pattern(name: str) -> regex.Pattern[str]:
    """Give a named pattern of the list file."""
    return regex.compile(str(_book()["patterns"][name]))


def counts(text: str) -> bool:
    """Say whether a phrase is a clause of its own that counts: 江苏累计有12家国家级高新区|进入…."""
    return _COUNTS.search(text) is not None


_COUNTS = regex.compile(r"有\d")


@cache
def any_of(*names: str) -> str:
    """Give the alternation of some lists, longest words first."""
    together = lexicon.longest_first(word for name in names for word in listed(name))
    return "(?:" + "|".join(map(regex.escape, together)) + ")"


def trim(text: str) -> tuple[str, int]:
    """Strip the words that no measure begins or ends with; give what is left and how much went in front.

    Only whole words go, as a segmenter cuts them: 有 goes from 有|企业, not from 有色金属.
    """
    cut = rjieba.cut(text)
    first, last = 0, len(cut)
    while first < last - 1 and _is_edge(cut[first], "leading"):
        first += 1
    while last - 1 > first and _is_edge(cut[last - 1], "trailing") and not cut[last - 2].endswith("之"):
        last -= 1
    if first and cut[first - 1] == "“" and "”" in cut[first:last]:
        first -= 1
    return "".join(cut[first:last]), sum(map(len, cut[:first]))


def _is_edge(word: str, side: str) -> bool:
    return word in _sets()[side] or word in "，。；：、— |●■◆▲★□·"


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {side: frozenset(listed(side)) for side in ("leading", "trailing")}


@cache
def _book() -> dict[str, dict[str, Any]]:
    book = lexicon.phrasebook("phrases")
    if set(book["words"]) != _LISTS or set(book["patterns"]) != _PATTERNS:
        raise RuleError("phrases.toml: a list or pattern is missing or unknown")
    return book

"""When two ways to say a thing are the same: values, phrases, periods, names.

Place in the stream: gold and report → right or wrong. Phrases are compared in simplified script without quotation
marks, 数 and 数量; they are the same when one holds the other or they share, in order, three quarters of the shorter
and half of the longer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from kg.reading import view

NATION = ("全国", "我国", "中国")
"""Three words for one region: a subject may be named by any of them."""

_NOISE = regex.compile(r"[“”‘’\"《》（）()、，的了\s—-]|数量|总数|数(?=$|增|排|全)|（.*?）")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_PLANS = {
    "十一五": (2006, 2010),
    "十二五": (2011, 2015),
    "十三五": (2016, 2020),
    "十四五": (2021, 2025),
    "十五五": (2026, 2030),
}


def overlap(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Say whether two spans share a character."""
    return bool(gold["start"] < found["end"] and found["start"] < gold["end"])


def same_value(gold: Any, found: Any) -> bool:
    """Compare two values of the gold format within a millionth."""
    if isinstance(gold, list) or isinstance(found, list):
        both = isinstance(gold, list) and isinstance(found, list)
        return both and all(b is not None and same_value(a, b) for a, b in zip(gold, found, strict=True))
    return abs(float(gold) - float(found)) <= 1e-6 + 1e-6 * abs(float(gold))


def same_phrase(gold: str, found: str) -> bool:
    """Compare two phrases loosely."""
    a, b = _NOISE.sub("", view.simplify(gold)), _NOISE.sub("", view.simplify(found))
    if not a or not b:
        return False
    if a in b or b in a:
        return True
    shared = _in_common(a, b)
    shorter, longer = sorted((len(a), len(b)))
    return 4 * shared >= 3 * shorter and 2 * shared >= longer


def same_period(gold: str, found: Mapping[str, Any]) -> bool | None:
    """Compare a gold's time with a report's period by their years; None where the report gives none."""
    if not found["start"]:
        return None
    years = {int(year) for year in _YEAR.findall(gold)}
    plan = next((span for name, span in _PLANS.items() if name in gold), None)
    start, end = int(found["start"][:4]), int(found["end"][:4])
    if plan:
        return start >= plan[0] - 1 and end <= plan[1]
    return not years or bool(years & {start, end})


def same_place(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Say whether two mentions are of one name: they share at least half of the characters they cover."""
    shared = min(gold["end"], found["end"]) - max(gold["start"], found["start"])
    whole = max(gold["end"], found["end"]) - min(gold["start"], found["start"])
    return bool(shared > 0 and 2 * shared >= whole)


def _in_common(a: str, b: str) -> int:
    """Count the characters that two strings share in order."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for n, y in enumerate(b, 1):
            row[n], before = (before + 1 if x == y else max(row[n], row[n - 1])), row[n]
    return row[-1]

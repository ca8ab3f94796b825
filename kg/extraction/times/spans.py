"""Spans: several years told as one: plans, 近五年, 未来三年, eras.

Place in the stream: the parts of a time + reference date → an interval, and whether the reference date was needed.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import regex

from kg.extraction import numerals
from kg.extraction.times.intervals import Interval, months
from kg.extraction.times.references import Reference
from kg.extraction.times.said import Said

_CLOSING = ("末", "期末", "末期", "收官之年")
_FIRST_OF_PLAN = regex.compile("前([一二三四])年")
_DECADE = regex.compile("(?:(上|本|20|21|二十一?)世纪)?([1-9]|[一二三四五六七八九])(?:0|十)年代")
_CENTURIES = {"上": 1900, "20": 1900, "二十": 1900, "本": 2000, "21": 2000, "二十一": 2000}
_MANY = ("几", "数")


def plan(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read a five-year plan: the 14th is 2021 to 2025."""
    name = said["plan"].strip("“”")
    ordinal = numerals.parse(name[:-1]) if name != "二十五" else None
    if ordinal is None:
        return None, False
    last = 1955 + 5 * int(ordinal)
    first_years = _FIRST_OF_PLAN.search(said["part"])
    if first_years:
        return (date(last - 4, 1, 1), date(last - 5 + numerals.DIGITS[first_years[1]], 12, 31)), False
    if said["part"] == "以来" and now.last_full is not None and last - 4 <= now.last_full < last:
        return (date(last - 4, 1, 1), date(now.last_full, 12, 31)), False
    start = {"开局之年": (last - 4, last - 4)}.get(said["part"])
    if start:
        return (date(start[0], 1, 1), date(start[1], 12, 31)), False
    return (date(last if said["part"] in _CLOSING else last - 4, 1, 1), date(last, 12, 31)), False


def years(said: Said, _: Reference) -> tuple[Interval | None, bool]:
    """Read 2021—2025年."""
    first, last = said.number("y"), said.number("y2")
    if first and last and last < 100:
        last += first // 100 * 100  # 2024至27年
    if not first or not last or first > last:
        return None, False
    return (date(first, 1, 1), date(last, 12, 31)), False


def month_span(said: Said, _: Reference) -> tuple[Interval | None, bool]:
    """Read 2023年8月至2024年3月."""
    first, last = said.number("y"), said.number("y2") or said.number("y")
    opening, closing = said.number("m"), said.number("m2")
    if not first or not last or not opening or not closing or max(opening, closing) > 12:
        return None, False
    start, end = months(first, opening, opening)[0], months(last, closing, closing)[1]
    return ((start, end) if start <= end else None), False


def past_years(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read 近五年, 五年来: up to the last full year."""
    count = said.number("n") if said["n"] not in _MANY else None
    if not count or now.last_full is None or count > 200:
        return None, True
    return (date(now.last_full - count + 1, 1, 1), date(now.last_full, 12, 31)), True


def past_months(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read 近三个月, 近半年: up to the month of the reference date."""
    count = 6 if said["half"] else said.number("n")
    if not count or now.year is None or now.month is None or count > 60:
        return None, True
    opening, month = divmod(now.year * 12 + now.month - count, 12)
    return (date(opening, month + 1, 1), months(now.year, now.month, now.month)[1]), True


def coming_years(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read 未来五年: from the reference year on."""
    count = said.number("n2") or (said.number("n") if said["n"] not in _MANY else None)
    if not count or now.year is None or count > 200 or not said["rel"]:
        return None, True
    return (date(now.year, 1, 1), date(now.year + count - 1, 12, 31)), True


def century(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read a decade, the middle of the century, or a turning point named in `eras.toml`."""
    decade = _DECADE.search(said["text"])
    if decade:
        tens = int(decade[2]) if decade[2].isdigit() else numerals.DIGITS[decade[2]]
        first = _CENTURIES.get(decade[1] or "", 1900 if tens >= 3 else 2000) + 10 * tens
        return (date(first, 1, 1), date(first + 9, 12, 31)), False
    if "本世纪中叶" in said["text"]:
        return (date(2050, 1, 1), date(2050, 12, 31)), True
    if "本世纪初" in said["text"]:
        return (date(2000, 1, 1), date(2010, 12, 31)), True
    return since(said, now)


def since(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read 党的十八大以来, 入世以来: from a turning point named in `eras.toml` on."""
    for word, start in _eras().items():
        if word in said["text"] and now.year and now.year >= start:
            return (date(start, 1, 1), date(now.year, 12, 31)), True
    return None, True


@cache
def _eras() -> dict[str, int]:
    table: dict[str, Any] = tomllib.loads(
        (resources.files("kg.extraction") / "lexicon" / "eras.toml").read_text("utf-8")
    )
    return {str(word): int(start) for word, start in table["since"].items()}

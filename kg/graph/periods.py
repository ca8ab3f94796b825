"""Describe a calendar interval by its normal form: 2023, 2023-06, 2024-01-22, 2021-2025.

Place in the stream: a period's label → its dates and its names, for periods that a claim only refers to.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

__all__ = ["bounds", "label"]

_POINT = r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?"
_ONE = re.compile(_POINT)
_RANGE = re.compile(r"(\d{4})[-—/](\d{4})|(\d{4}-\d{2}(?:-\d{2})?)[—/](\d{4}-\d{2}(?:-\d{2})?)")


def bounds(name: str) -> tuple[date, date] | None:
    """Give the first and last day of a period in its normal form; None when it is no calendar interval."""
    between = _RANGE.fullmatch(name)
    if between is None:
        return _days(name)
    first, last = _days(between[1] or between[3]), _days(between[2] or between[4])
    return (first[0], last[1]) if first and last else None


def label(name: str) -> str:
    """Name a period in Chinese: 2023年, 2024年1月22日, 2021—2025年; other names stay as they are."""
    between = _RANGE.fullmatch(name)
    if between and between[1]:
        return f"{between[1]}—{between[2]}年"
    point = _ONE.fullmatch(name)
    if point is None:
        return name
    year, month, day = point.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def _days(name: str) -> tuple[date, date] | None:
    point = _ONE.fullmatch(name)
    if point is None:
        return None
    year, month, day = (int(part) if part else None for part in point.groups())
    try:
        if month is None:
            return date(year or 0, 1, 1), date(year or 0, 12, 31)
        if day is None:
            return date(year or 0, month, 1), date(year or 0, month, monthrange(year or 0, month)[1])
        return (date(year or 0, month, day),) * 2
    except ValueError:  # a month 13, a year 0
        return None

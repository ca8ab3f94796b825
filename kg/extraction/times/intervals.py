"""Intervals: calendar years and months, and how they are written.

Place in the stream: used by the readers of times; `label` is the normal form, `words` the Chinese one.
"""

from __future__ import annotations

import calendar
from datetime import date

from kg.model import Period

Interval = tuple[date, date]


def year(number: int) -> Interval:
    """Give the interval of a calendar year."""
    return date(number, 1, 1), date(number, 12, 31)


def months(number: int, first: int, last: int) -> Interval:
    """Give the interval of some months of a year."""
    return date(number, first, 1), date(number, last, calendar.monthrange(number, last)[1])


def label(start: date, end: date) -> str:
    """Write an interval in its normal form: 2023, 2023-H1, 2023-Q3, 2025-06, 2025-01-to-2025-07, 2021-2025."""
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if whole_years:
        return f"{start.year}" if start.year == end.year else f"{start.year}-{end.year}"
    if start == end:
        return start.isoformat()
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if whole_months and start.year == end.year:
        named = {(1, 6): "H1", (7, 12): "H2", (1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4"}
        part = named.get((start.month, end.month))
        if part or start.month == end.month:
            return f"{start.year}-{part or f'{start.month:02}'}"
    if whole_months:
        return f"{start:%Y-%m}-to-{end:%Y-%m}"
    return f"{start.isoformat()}-to-{end.isoformat()}"


def words(period: Period) -> str:
    """Write a period as a Chinese reader would: 2023年, 2025年1—7月, 2021—2025年."""
    start, end = period.start, period.end
    if start is None or end is None:
        return period.label
    if start == end:
        return f"{start.year}年{start.month}月{start.day}日"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}年" if start.year == end.year else f"{start.year}—{end.year}年"
    if start.year == end.year:
        return (
            f"{start.year}年{start.month}月"
            if start.month == end.month
            else f"{start.year}年{start.month}—{end.month}月"
        )
    return f"{start.year}年{start.month}月—{end.year}年{end.month}月"

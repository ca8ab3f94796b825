"""Within a year: years, halves, quarters, months, days, and words for now.

Place in the stream: the parts of a time + reference date → an interval, and whether the reference date was needed.
"""

from __future__ import annotations

from datetime import date

from kg.extraction import numerals
from kg.extraction.times.intervals import Interval, months, year
from kg.extraction.times.references import Reference
from kg.extraction.times.said import Said

_TOWARDS = ("到", "至", "预计到", "力争到", "计划到", "争取到", "确保到", "规划到", "于", "等到")
_SHIFTS = {"大": -3, "去": -1, "上": -1, "前": -2, "明": 1, "翌": 1, "次": 1, "后": 2}
_TODAY = ("今日", "今天", "当日", "当天", "日前", "近日")


def year_of(said: Said, now: Reference) -> tuple[int | None, bool]:
    """Give the year named by `y` or `rel`, else that of the reference date."""
    spelled = said.number("y")
    if spelled:
        return spelled, False
    if now.year is None:
        return None, True
    return now.year + _SHIFTS.get(said["rel"][:1], 0), True


def plain_year(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read 2023年, 去年, 全年, 年底, 2020年以来."""
    number, relative = year_of(said, now)
    if number is None:
        return None, relative
    if said["rel"] in ("当年", "同年") and not said["y"]:
        return year(now.results or number), True
    if said["rel"] == "今明两年":
        return (date(number, 1, 1), date(number + 1, 12, 31)), True
    if not said["y"] and said["rel"] in ("", "全年") and said["mod"] not in _TOWARDS:
        return year(now.closed or number), True
    goes_on = said["part"] in ("以来", "至今") or said["mod"] in ("自", "自从", "从")
    if goes_on and (said["part"] or now.year) and not (said["rel"] and not said["part"]):
        last = max(now.last_full or number, number)
        return (date(number, 1, 1), year(last)[1]), relative
    return year(number), relative


def some_months(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read 1—7月, 前11个月, 去年12月; months that have not come are of the year before."""
    number, relative = year_of(said, now)
    first, last = said.number("m"), said.number("m2") or said.number("m")
    if said["n"]:
        first, last = 1, said.number("n")
    if number is None or not first or not last or not 1 <= first <= last <= 12:
        return None, relative
    ahead = now.month is not None and (first > now.month + 1 or (first < last and last > now.month))
    if relative and not said["rel"] and ahead:
        number -= 1
    return months(number, first, last), relative


def day(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read a day, or a few in a row."""
    number, relative = year_of(said, now)
    month, first = said.number("m") or now.month, said.number("d")
    if number is None or not month or not first:
        return None, relative
    try:
        here = date(number, month, first)
        there = date(number, said.number("m2") or month, said.number("d2") or first)
    except ValueError:
        return None, relative
    return (here, max(here, there)), relative


def part_of_year(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read 上半年, 前三季度, 一季度."""
    number, relative = year_of(said, now)
    if number is None:
        return None, relative
    if said["half"]:
        return (months(number, 1, 6) if said["half"][0] == "上" else months(number, 7, 12)), relative
    which = next((numerals.DIGITS[c] for c in said["q"] if c in numerals.DIGITS), 1)
    first, last = (1, 3 * which) if said["q"].startswith("前") else (3 * which - 2, 3 * which)
    if not 1 <= which <= 4:
        return None, relative
    ahead = now.month is not None and last - 2 > now.month
    if relative and not said["rel"] and ahead:
        number -= 1
    return months(number, first, last), relative


def present(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read 目前 as the reference year, or its day when that is known and a day is meant."""
    if now.year is None:
        return None, True
    if said["rel"] in _TODAY and now.month and now.day:
        today = date(now.year, now.month, now.day)
        return (today, today), True
    return year(now.results or now.year), True


def lately(said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read 上半年, 本月, 上月, 本季度; 近年来 and 下一步 name no dates."""
    if now.year is None:
        return None, True
    if said["rel"] in ("上半年", "下半年"):
        return part_of_year(Said({"half": said["rel"]}), now)
    if now.month is None or not said["rel"].endswith(("月", "季度")):
        return None, True
    back = 1 if said["rel"].startswith("上") else 0
    if said["rel"].endswith("月"):
        years, month = divmod(now.year * 12 + now.month - 1 - back, 12)
        return months(years, month + 1, month + 1), True
    years, quarter = divmod(now.year * 4 + (now.month - 1) // 3 - back, 4)
    return months(years, 3 * quarter + 1, 3 * quarter + 3), True

"""Times: from the words of a time to a calendar interval, with the basis it was read on.

Place in the stream: annotations of the time layer → `Period` on each. Relative words (去年, 1—7月) count from the
reference date: the article's, else one inferred from its own words and marked so.
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import regex

from kg.extraction import numerals
from kg.extraction.patterns import Annotation
from kg.model import Period, PeriodBasis, View

Interval = tuple[date, date]

_TITLE_YEAR = regex.compile(r"(?<!\d)((?:19|20)\d\d)年.{0,24}(?:工作报告|公报|工作要点|工作总结)")
_BULLETIN_YEAR = regex.compile(r"(?<!\d)((?:19|20)\d\d)年.{0,24}(?:公报|工作总结|年报|年度报告)")
_DAY = regex.compile(r"((?:19|20)\d\d)(?:年|[-./])(1[0-2]|0?\d)(?:月|[-./])(3[01]|[12]\d|0?\d)")
_BASELINE = regex.compile("(?:[由从较比与]|成立|创立|建成|始建|组建|创办|设立)于?$")
_AHEAD = regex.compile(r"(?:力争|预计|计划|确保|规划|拟|有望|将|争取)[^，。；]*$")
_TOWARDS = ("到", "至", "预计到", "力争到", "计划到", "争取到", "确保到", "规划到", "于", "等到")
_HEAD = 260
"""Characters at the start in which a full date is the article's own."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The date that relative times count from; month and day may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    basis: str = "none"  # explicit | inferred | none
    report: bool = False  # a yearly report: results are of the year before
    told: int | None = None  # the year a bulletin is of, whenever it came out

    @property
    def results(self) -> int | None:
        """Give the year that results without a time are of."""
        if self.told is not None:
            return self.told
        if self.year is None:
            return None
        return self.year - 1 if self.report else self.year

    @property
    def closed(self) -> int | None:
        """Give the year that 全年 and 年末 mean: in the first months of a year still the one before."""
        if self.told is None and not self.report and self.year is not None and (self.month or 12) <= 3:
            return self.year - 1
        return self.results

    @property
    def last_full(self) -> int | None:
        """Give the last year that spans like 近五年 end with."""
        if self.year is None:
            return None
        return self.year - 1 if self.report or (self.month or 12) <= 3 else self.year


@dataclass(frozen=True, slots=True)
class _Said:
    """The parts of a time as characters."""

    parts: Mapping[str, str]

    def __getitem__(self, part: str) -> str:
        return self.parts.get(part, "")

    def number(self, part: str) -> int | None:
        """Read a part as a whole number."""
        value = numerals.parse(self[part]) if self[part] else None
        return None if value is None else int(value)


def reference(view: View, found: Mapping[int, Sequence[Annotation]]) -> Reference:
    """Settle the reference date: the sidecar's, else the one printed at the head, else what the years used allow."""
    head = view.text[:_HEAD]
    title = _TITLE_YEAR.search(head)
    bulletin = _BULLETIN_YEAR.search(head)
    told = int(bulletin[1]) if bulletin else None
    report = title is not None or bulletin is not None
    issued = view.article.metadata.issued
    if issued:
        basis = "inferred" if view.article.metadata.issued_basis == "inferred" else "explicit"
        told = told if told and issued.year - 1 <= told <= issued.year else None
        return Reference(issued.year, issued.month, issued.day, basis, report=report, told=told)
    printed = _DAY.search(head)
    if printed and (not title or int(title[1]) <= int(printed[1]) <= int(title[1]) + 1):
        spelled = (int(part) for part in printed.groups())
        return Reference(next(spelled), next(spelled), next(spelled), "explicit", report=report, told=told)
    if told:
        return Reference(told + 1, basis="inferred", report=True, told=told)
    if title:
        return Reference(int(title[1]), basis="inferred", report=True)
    return _inferred([annotation for known in found.values() for annotation in known], view.text)


def resolve(known: Iterable[Annotation], now: Reference) -> list[Annotation]:
    """Give every time its `Period`."""
    return [
        replace(annotation, item=period(annotation, now)) if annotation.type == "Time" else annotation
        for annotation in known
    ]


def period(annotation: Annotation, now: Reference) -> Period:
    """Read one time annotation; its dates are None where the reference date does not allow any."""
    rule = annotation.rule.partition("/")[0]
    said = _Said(annotation.item)
    interval, relative = _interval(rule, said, now)
    basis = PeriodBasis.RELATIVE if relative else PeriodBasis.EXPLICIT
    if interval is None:
        return Period(said["text"], None, None, basis)
    start, end = interval
    return Period(label(start, end), start, end, basis)


def characters(annotation: Annotation, text: str) -> Annotation:
    """Keep a time's parts as characters until the reference date is known."""
    parts = {name: "".join(spans[-1].of(text).split()) for name, spans in annotation.parts.items()}
    return replace(annotation, item=parts | {"text": annotation.span.of(text)})


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


def _inferred(known: Sequence[Annotation], text: str) -> Reference:
    """Infer the year from the years used: the last one that is not ahead, one more when 去年 speaks of it."""
    past: list[int] = []
    ahead: list[int] = []
    last = False
    for annotation in known:
        said = _Said(annotation.item) if annotation.type == "Time" else _Said({})
        last = last or said["rel"].startswith(("去年", "上年"))
        number = said.number("y")
        if number and not said["y2"] and said["mod"] not in ("自", "自从"):
            behind = text[max(0, annotation.span.start - 10) : annotation.span.start]
            if _is_ahead(said, behind, text[annotation.span.end : annotation.span.end + 14]):
                ahead.append(number)
            elif not _BASELINE.search(behind):
                past.append(number)
    if not past:
        return Reference()
    latest = max(past)
    return Reference(latest + 1 if last and (not ahead or min(ahead) > latest) else latest, basis="inferred")


def _is_ahead(said: _Said, behind: str, beyond: str) -> bool:
    """Say whether a time is told as one to come: 到2030年, 计划于2026年, 2026年底前, 2026年将."""
    until = said["mod"].endswith(("到", "至")) and (not behind or behind[-1] in "，。；：“\n ")
    return until or _AHEAD.search(behind) is not None or said["part"] == "前" or "将" in beyond


def _interval(rule: str, said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    """Give the interval, and whether the reference date was needed."""
    reader = _READERS.get(rule)
    return reader(said, now) if reader else (None, True)


def _year_of(said: _Said, now: Reference) -> tuple[int | None, bool]:
    """Give the year named by `y` or `rel`, else that of the reference date."""
    spelled = said.number("y")
    if spelled:
        return spelled, False
    if now.year is None:
        return None, True
    shift = {"去": -1, "上": -1, "前": -2, "明": 1, "翌": 1, "次": 1, "后": 2}.get(said["rel"][:1], 0)
    return now.year + shift, True


def _plain_year(said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    number, relative = _year_of(said, now)
    if number is None:
        return None, relative
    if said["rel"] in ("当年", "同年") and not said["y"]:
        return year(now.results or number), True
    if not said["y"] and said["rel"] in ("", "全年") and said["mod"] not in _TOWARDS:
        return year(now.closed or number), True
    if said["part"] == "以来" or (said["mod"] in ("自", "自从", "从") and now.year and not said["rel"]):
        last = max(now.last_full or number, number)
        return (date(number, 1, 1), year(last)[1]), relative
    return year(number), relative


def _months(said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    number, relative = _year_of(said, now)
    first, last = said.number("m"), said.number("m2") or said.number("m")
    if said["n"]:
        first, last = 1, said.number("n")
    if number is None or not first or not last or not 1 <= first <= last <= 12:
        return None, relative
    ahead = now.month is not None and (first > now.month + 1 or (first < last and last > now.month))
    if relative and not said["rel"] and ahead:
        number -= 1
    return months(number, first, last), relative


def _day(said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    number, relative = _year_of(said, now)
    month, day = said.number("m") or now.month, said.number("d")
    if number is None or not month or not day:
        return None, relative
    try:
        here = date(number, month, day)
        there = date(number, said.number("m2") or month, said.number("d2") or day)
    except ValueError:
        return None, relative
    return (here, max(here, there)), relative


def _part_of_year(said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    number, relative = _year_of(said, now)
    if number is None:
        return None, relative
    if said["half"]:
        return (months(number, 1, 6) if said["half"][0] == "上" else months(number, 7, 12)), relative
    which = next((numerals.DIGITS[c] for c in said["q"] if c in numerals.DIGITS), 1)
    if said["q"].startswith("前"):
        return months(number, 1, 3 * which), relative
    return (months(number, 3 * which - 2, 3 * which) if 1 <= which <= 4 else None), relative


def _plan(said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read a five-year plan: the 14th is 2021 to 2025."""
    name = said["plan"].strip("“”")
    ordinal = numerals.parse(name[:-1]) if name != "二十五" else None
    if ordinal is None:
        return None, False
    last = 1955 + 5 * int(ordinal)
    if said["part"] == "以来" and now.last_full is not None and last - 4 <= now.last_full < last:
        return (date(last - 4, 1, 1), date(now.last_full, 12, 31)), False
    closing = said["part"] in ("末", "期末", "末期", "收官之年")
    return ((date(last, 1, 1) if closing else date(last - 4, 1, 1)), date(last, 12, 31)), False


def _years(said: _Said, _: Reference) -> tuple[Interval | None, bool]:
    first, last = said.number("y"), said.number("y2")
    if not first or not last or first > last:
        return None, False
    return (date(first, 1, 1), date(last, 12, 31)), False


def _past_years(said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    count = said.number("n") if said["n"] not in ("几", "数") else None
    if not count or now.last_full is None or count > 200:
        return None, True
    return (date(now.last_full - count + 1, 1, 1), date(now.last_full, 12, 31)), True


def _coming_years(said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    count = said.number("n2") or (said.number("n") if said["n"] not in ("几", "数") else None)
    if not count or now.year is None or count > 200 or not said["rel"]:
        return None, True
    return (date(now.year, 1, 1), date(now.year + count - 1, 12, 31)), True


def _century(said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read a turning point named in `eras.toml`."""
    for word, start in _eras().items():
        if word in said["text"] and now.year and now.year >= start:
            return (date(start, 1, 1), date(now.year, 12, 31)), True
    return ((date(2050, 1, 1), date(2050, 12, 31)) if "本世纪中叶" in said["text"] else None), True


@cache
def _eras() -> dict[str, int]:
    table: dict[str, Any] = tomllib.loads(
        (resources.files("kg.extraction") / "lexicon" / "eras.toml").read_text("utf-8")
    )
    return {str(word): int(start) for word, start in table["since"].items()}


def _present(said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    """Read 目前 as the reference year, or its day when that is known and a day is meant."""
    if now.year is None:
        return None, True
    if said["rel"] in ("今日", "今天", "当日", "当天", "日前", "近日") and now.month and now.day:
        today = date(now.year, now.month, now.day)
        return (today, today), True
    return year(now.results or now.year), True


def _lately(said: _Said, now: Reference) -> tuple[Interval | None, bool]:
    if now.year is None:
        return None, True
    if said["rel"] in ("上半年", "下半年"):
        return _part_of_year(_Said({"half": said["rel"]}), now)
    return None, True


_READERS = {
    "time.plan": _plan,
    "time.years": _years,
    "time.date": _day,
    "time.first-months": _months,
    "time.months": _months,
    "time.part-of-year": _part_of_year,
    "time.month": _months,
    "time.year": _plain_year,
    "time.year-end": _plain_year,
    "time.past-years": _past_years,
    "time.coming-years": _coming_years,
    "time.century": _century,
    "time.day": _day,
    "time.now": _present,
    "time.lately": _lately,
}

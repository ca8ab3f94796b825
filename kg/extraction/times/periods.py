"""Periods: each time annotation read as a calendar interval.

Place in the stream: time annotations + reference date → `Period`, with its basis. Which reader a rule has stands in a
table at the end of the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extraction.patterns import Annotation
from kg.extraction.times import spans, within
from kg.extraction.times.intervals import Interval, label
from kg.extraction.times.references import Reference
from kg.extraction.times.said import Said
from kg.model import Period, PeriodBasis

_SAME = ("同年", "当年")
_NEXT = ("次年", "翌年")


def resolve(found: Mapping[int, Sequence[Annotation]], now: Reference) -> dict[int, list[Annotation]]:
    """Give every time of a text its `Period`, by sentence; 同年 and 次年 count from the year told before them."""
    told: int | None = None
    resolved: dict[int, list[Annotation]] = {}
    for ordinal, known in found.items():
        resolved[ordinal] = []
        for annotation in known:
            if annotation.type == "Time":
                annotation = replace(annotation, item=period(_counted_from(annotation, told), now))
                told = annotation.item.end.year if annotation.item.end is not None else told
            resolved[ordinal].append(annotation)
    return resolved


def period(annotation: Annotation, now: Reference) -> Period:
    """Read one time annotation; its dates are None where the reference date does not allow any."""
    rule = annotation.rule.partition("/")[0]
    said = Said(annotation.item)
    interval, relative = _interval(rule, said, now)
    basis = PeriodBasis.RELATIVE if relative else PeriodBasis.EXPLICIT
    if interval is None:
        return Period(said["text"], None, None, basis)
    start, end = interval
    return Period(label(start, end), start, end, basis)


def _counted_from(annotation: Annotation, told: int | None) -> Annotation:
    rel = annotation.item.get("rel", "")
    if told is None or rel not in _SAME + _NEXT:
        return annotation
    return replace(annotation, item=annotation.item | {"y": str(told + (rel in _NEXT)), "rel": ""})


def _interval(rule: str, said: Said, now: Reference) -> tuple[Interval | None, bool]:
    """Give the interval, and whether the reference date was needed."""
    reader = _READERS.get(rule)
    return reader(said, now) if reader else (None, True)


_READERS = {
    "time.plan": spans.plan,
    "time.years": spans.years,
    "time.month-span": spans.month_span,
    "time.past-years": spans.past_years,
    "time.past-months": spans.past_months,
    "time.coming-years": spans.coming_years,
    "time.century": spans.century,
    "time.since": spans.since,
    "time.date": within.day,
    "time.day": within.day,
    "time.first-months": within.some_months,
    "time.months": within.some_months,
    "time.month": within.some_months,
    "time.part-of-year": within.part_of_year,
    "time.year": within.plain_year,
    "time.year-end": within.plain_year,
    "time.now": within.present,
    "time.lately": within.lately,
}

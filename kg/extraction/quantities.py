"""Quantities: what a number says exactly: value, bounds, unit, comparator.

Place in the stream: annotations of the quantity layer → `Quantity` on each. Values are exact decimals in base units.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from kg.extraction import numerals, rules, units
from kg.extraction.patterns import Annotation
from kg.model import Quantity, Span

Bounds = tuple[Decimal | None, Decimal | None, Decimal | None]
"""Value, lower, upper."""

TYPES = ("Qty", "Share", "Point", "Times", "Rank")
"""The annotation types that carry a quantity."""

_POSTS = {
    "及以上": "at-least",
    "以上": "at-least",
    "之上": "at-least",
    "以下": "at-most",
    "以内": "at-most",
    "之内": "at-most",
    "左右": "about",
    "上下": "about",
    "前后": "about",
    "有余": "slightly-more",
    "之多": "exact",
    "多": "slightly-more",
    "级": "class",
}
_FALL = regex.compile(
    r"(?:下降|减少|降低|下滑|回落|缩减|压减|收窄|下跌|放缓|负增长|衰退|萎缩|缩水|跌幅|降幅|减幅|下挫|下调|走低|走弱|锐减|骤降"
    r"|大跌|(?:同比|环比|年|月|季)[降减跌](?=$|了))(?:了|约|近|幅度?(?:为|达到?)|达到?|为|至负)?$"
)
_PERCENT = {"百": "PERCENT", "千": "PPTH", "万": "permyriad"}


@dataclass(frozen=True, slots=True)
class _Printed:
    """The parts of a match as characters."""

    rule: str
    parts: Mapping[str, str]

    def __getitem__(self, part: str) -> str:
        return self.parts.get(part, "")


def interpret(annotation: Annotation, text: str) -> Annotation | None:
    """Give the annotation with its `Quantity` and true type, or None when its numeral does not parse.

    `text` is the view's text, so that `annotation.span` points into it.
    """
    printed = _Printed(annotation.rule.partition("/")[0], _characters(annotation, text))
    reading = _READINGS.get(printed.rule, _core)(printed)
    if reading is None:
        return None
    start = annotation.parts["lead"][-1].end if "lead" in annotation.parts else annotation.span.start
    if printed.rule == "qty.half" and printed["lead"] in ("过",):
        start = annotation.span.start
    while start < annotation.span.end and text[start].isspace():
        start += 1
    span = Span(start, annotation.span.end)
    quantity = replace(reading, span=span, text=span.of(text), rule=annotation.rule)
    if annotation.type != "Rank" and _FALL.search(
        text[max(0, annotation.span.start - 8) : annotation.span.start].rstrip()
    ):
        quantity = _negative(quantity)
    type_ = _type(annotation.type, quantity)
    return Annotation(type_, annotation.span, annotation.rule, annotation.parts, quantity)


def comparator(lead: str, vague: str, post: str) -> str:
    """Name the comparator that the words around a number mean, as in scheme/comparator."""
    named = _leads().get(lead, "")
    if named == "at-most" and lead == "控制在":
        return _POSTS.get(post, "exact")
    if named and named != "about":
        return named
    if vague in ("余", "多", "来", "几", "+"):
        return "slightly-more"
    return _POSTS.get(post, "") or named or "exact"


def bounds(value: Decimal, comparison: str) -> Bounds:
    """Give value and bounds in step with a comparator; no tolerance is invented."""
    lower = value if comparison in ("exact", "more-than", "at-least", "slightly-more") else None
    upper = value if comparison in ("exact", "less-than", "at-most", "slightly-less") else None
    return value, lower, upper


@cache
def _leads() -> dict[str, str]:
    lists = {
        "MORE": "more-than",
        "AT_LEAST": "at-least",
        "LESS": "less-than",
        "AT_MOST": "at-most",
        "ABOUT": "about",
        "NEARLY": "slightly-less",
    }
    found = {word: name for key, name in lists.items() for word in rules.word_list(key)}
    return found | {"上": "at-least", "成": "at-least", "过": "more-than", "首次破": "more-than", "首破": "more-than"}


def _characters(annotation: Annotation, text: str) -> dict[str, str]:
    printed = {name: spans[-1].of(text) for name, spans in annotation.parts.items()}
    return {name: "".join(part.split()) if len(part) > 1 else part for name, part in printed.items()}


def _quantity(
    values: Bounds, comparison: str, *, key: str, unit_text: str, precision: Decimal | None = None
) -> Quantity:
    value, lower, upper = values
    return Quantity(Span(0, 0), "", value, lower, upper, key, unit_text, comparison, precision)


def _scaled(number: str, magnitude: str, factor: Decimal) -> Decimal | None:
    value = numerals.parse(number)
    return None if value is None else value * numerals.magnitude(magnitude) * factor


def _core(printed: _Printed) -> Quantity | None:
    """Read a numeral with its unit: 超过8500家, 39.8亿元, 20余名, 2倍多, 18MW级."""
    unit = units.table().get(printed["unit"].replace("多", "") or "")
    key, factor = (unit.key, unit.factor) if unit else ("NUM", Decimal(1))
    value = _scaled(printed["n"], printed["mag"], factor)
    if value is None:
        return None
    vague = printed["vague"] or printed["late"] or ("多" if "多" in printed["unit"] else "")
    comparison = comparator(printed["lead"], vague, printed["post"])
    digits = numerals.precision(printed["n"])
    precision = digits * numerals.magnitude(printed["mag"]) * factor if digits is not None else None
    return _quantity(bounds(value, comparison), comparison, key=key, unit_text=printed["unit"], precision=precision)


def _below_zero(printed: _Printed) -> Quantity | None:
    """Read -3.2%, 零下40摄氏度."""
    reading = _core(printed)
    return _negative(reading) if reading else None


def _range(printed: _Printed) -> Quantity | None:
    """Read a range; a magnitude after the second number holds for the first one too: 3—5万家."""
    unit = units.table()[printed["unit"]]
    first_magnitude = printed["mag"] or ("" if printed["unit1"] else printed["mag2"])
    low = _scaled(printed["n"], first_magnitude, unit.factor)
    high = _scaled(printed["n2"], printed["mag2"], unit.factor)
    if low is None or high is None or low >= high:
        return None
    return _quantity((None, low, high), "range", key=unit.key, unit_text=printed["unit"])


def _range_hanzi(printed: _Printed) -> Quantity | None:
    unit = units.table()[printed["unit"]]
    low = _scaled(printed["n"], printed["mag"], unit.factor)
    high = _scaled(printed["n2"], printed["mag"], unit.factor)
    if low is None or high is None or low >= high:
        return None
    return _quantity((None, low, high), "range", key=unit.key, unit_text=printed["unit"])


def _percent_words(printed: _Printed) -> Quantity | None:
    part, whole = numerals.parse(printed["n"]), numerals.parse(printed["whole"])
    if part is None or not whole:
        return None
    comparison = comparator(printed["lead"], "", printed["post"])
    key = _PERCENT.get(printed["whole"])
    if key:
        return _quantity(bounds(part, comparison), comparison, key=key, unit_text=f"{printed['whole']}分之")
    return _quantity(bounds(part / whole, comparison), comparison, key="UNITLESS", unit_text="分之")


def _tenths(printed: _Printed) -> Quantity | None:
    value = _scaled(printed["n"], "", Decimal(10))
    comparison = comparator(printed["lead"], printed["vague"], printed["post"])
    return None if value is None else _quantity(bounds(value, comparison), comparison, key="PERCENT", unit_text="成")


def _half(printed: _Printed) -> Quantity:
    comparison = comparator(printed["lead"], "", printed["post"])
    return _quantity(bounds(Decimal(50), comparison), comparison, key="PERCENT", unit_text=printed["half"])


def _double(printed: _Printed) -> Quantity:
    """Read 翻番 as two times, 翻两番 as four."""
    doublings = int(numerals.parse(printed["n"] or "一") or 1)
    comparison = comparator(printed["lead"], printed["late"], printed["post"])
    return _quantity(bounds(Decimal(2**doublings), comparison), comparison, key="UNITLESS", unit_text="番")


def _several(printed: _Printed) -> Quantity:
    """Read 数十亿元 as at least twice the place named; no point value exists."""
    unit = units.table().get(printed["unit"])
    factor = unit.factor if unit else Decimal(1)
    lower = 2 * numerals.magnitude(printed["mag"]) * factor
    key = unit.key if unit else "NUM"
    return _quantity((None, lower, None), "several-tens", key=key, unit_text=printed["unit"])


def _two_digits(printed: _Printed) -> Quantity:
    digits = int(numerals.parse(printed["digits"]) or 2)
    return _quantity(bounds(Decimal(10 ** (digits - 1)), "at-least"), "at-least", key="PERCENT", unit_text="位数")


def _rank(printed: _Printed) -> Quantity | None:
    value = numerals.parse(printed["n"]) if printed["n"] else Decimal(1)
    comparison = "at-most" if printed["top"] else "exact"
    unit_text = printed["unit"] or ("首位" if printed["first"] else "")
    return None if value is None else _quantity(bounds(value, comparison), comparison, key="", unit_text=unit_text)


def _negative(quantity: Quantity) -> Quantity:
    value, lower, upper = quantity.value, quantity.lower, quantity.upper
    return replace(
        quantity,
        value=None if value is None else -value,
        lower=None if upper is None else -upper,
        upper=None if lower is None else -lower,
    )


def _type(emitted: str, quantity: Quantity) -> str:
    """Name the true type of a quantity: the unit decides between a count, a share, points and times."""
    if emitted != "Qty":
        return emitted
    unit = units.table().get(quantity.unit_text)
    return {"share": "Share", "point": "Point", "times": "Times"}.get(unit.kind, "Qty") if unit else "Qty"


_READINGS: Mapping[str, Callable[[_Printed], Quantity | None]] = {
    "qty.range": _range,
    "qty.range-hanzi": _range_hanzi,
    "qty.percent-words": _percent_words,
    "qty.fraction": _percent_words,
    "qty.tenths": _tenths,
    "qty.half": _half,
    "qty.several": _several,
    "qty.double": _double,
    "qty.two-digits": _two_digits,
    "qty.negative": _below_zero,
    "rank.top": _rank,
    "rank.nth": _rank,
    "rank.bare": _rank,
    "rank.number": _rank,
    "rank.first": _rank,
}

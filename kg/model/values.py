"""The nouns of numbers: how much, of what, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kg.model.reading import Span
from kg.model.things import Ref

__all__ = ["Indicator", "Period", "PeriodBasis", "Quantity", "Value", "ValueKind"]


class PeriodBasis(StrEnum):
    """How a period was read (scheme/period-basis)."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    CARRIED = "carried"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Period:
    """A closed calendar interval and how it was read; `label` is its normal form: 2023, 2024-01-22, 2021-2025."""

    label: str
    start: date | None
    end: date | None
    basis: PeriodBasis = PeriodBasis.EXPLICIT


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed, with what it says exactly."""

    span: Span  # numeral + magnitude + unit, with 多/余 inside and 以上/左右 after it
    text: str
    value: Decimal | None  # in base units (yuan, single things); percent as 19.2; a fall is negative
    lower: Decimal | None
    upper: Decimal | None
    unit: str  # key of lexicon/units.tsv: NUM, PERCENT, CCY_CNY, UNITLESS …; "" for ranks
    unit_text: str  # as printed, without its magnitude: 家, 元, 家(次)
    comparator: str  # concept of scheme/comparator: exact, more-than, at-least, about, slightly-more, slightly-less, …
    precision: Decimal | None = None  # place value of the last printed digit
    rule: str = ""


class ValueKind(StrEnum):
    """Which of the three classes of indicator values."""

    OBSERVED = "observed"
    TARGET = "target"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured."""

    name: str  # canonical Chinese name of the measure: 高新技术企业数量
    measure_type: (
        str  # concept of scheme/measure-type: stock, flow, cumulative, growth, share, rank, capacity, duration
    )
    of: str = ""  # growth: name of the indicator that grows; share: the whole's; rank: the ranking's name


@dataclass(frozen=True, slots=True)
class Value:
    """One reported value: who, what, how much, when."""

    quantity: Quantity
    indicator: Indicator
    about: Ref
    kind: ValueKind
    period: Period | None
    base_period: Period | None = None
    scope: Ref | None = None  # 全国, 西部: within which a rank or distinction holds
    component_of: Span | None = None  # the quantity's span of the total (其中)
    baseline: Span | None = None  # the quantity's span of the value that this one changes
    deadline: Period | None = None
    about_text: str = ""  # the words for whom it is about, where they are no name: 我国
    printed: str = ""  # the quantity with its word of comparison or change before it: 超过8500家, 增长19.2%

"""Values: a number with its measure, subject, kind, period and the words that say so, as a claim.

Place in the stream: reading + context → `Claim` that states a `Value`. Without a measure or a subject there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from kg.extraction.indicators import evidence, kinds, naming, settling, timing
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import Subject
from kg.extraction.quantities import bounds, comparator
from kg.model import Claim, Modality, Period, PeriodBasis, Quantity, Ref, Sentence, Span, Value, ValueKind

_MODALITY = {
    ValueKind.OBSERVED: Modality.ASSERTED,
    ValueKind.TARGET: Modality.PLANNED,
    ValueKind.FORECAST: Modality.FORECAST,
}


@dataclass(frozen=True)
class _Settled:
    """What is known of a number once its measure and subject are."""

    cell: Cell
    reading: Reading
    base: str
    subject: Subject
    base_span: Span | None  # the words of the base
    kind: ValueKind


def claim(sentence: Sentence, cell: Cell, reading: Reading, context: Context) -> Claim | None:
    """Claim the value that a reading states, and keep in mind what it was about."""
    base, subject = settling.settle(sentence, cell, reading, context)
    if not base or subject is None:
        return None
    base_span = reading.base_span if reading.base else context.base_span
    settled = _Settled(cell, reading, base, subject, base_span, _kind(cell, reading, context))
    value, when = _value(settled, context)
    _remember(settled, value, context)
    period = value.period
    return Claim(
        rule=reading.rule.name,
        spans=_spans(settled, when if period is not None and period.basis is not PeriodBasis.CARRIED else None),
        sentences=(sentence.ordinal,),
        value=value,
        modality=_MODALITY[settled.kind],
        period_basis=period.basis if period else PeriodBasis.NONE,
    )


def _kind(cell: Cell, reading: Reading, context: Context) -> ValueKind:
    """Say of which kind a number is; a group, or what a change starts from, is there whatever is planned."""
    if cell.number.item.unit_text == "大" or reading.role == "baseline":
        return ValueKind.OBSERVED
    return kinds.kind(cell.shadow, cell.at, context.clock, changed=reading.role == "changed")


def _value(settled: _Settled, context: Context) -> tuple[Value, Span | None]:
    """Put the value together, and give the words that say its time."""
    cell, reading, subject = settled.cell, settled.reading, settled.subject
    quantity = _in_currency(_hedged(_distributed(cell.number.item, reading), reading), context, settled.base)
    after = cell.begin if reading.role == "changed" else -1
    before = reading.role == "baseline"
    period, when = context.clock.period(cell.shadow, cell.at, settled.kind, before=before, after=after)
    indicator = naming.indicator(reading, settled.base, quantity, period)
    period = _at_end(period, indicator.measure_type)
    value = Value(
        quantity=quantity,
        indicator=indicator,
        about=subject.ref,
        kind=settled.kind,
        period=period,
        base_period=_base_period(period) if indicator.measure_type == "growth" else None,
        scope=Ref("place", reading.scope) if indicator.measure_type == "rank" and reading.scope else None,
        component_of=_whole(cell, context),
        baseline=_baseline(reading, context),
        deadline=period if settled.kind is ValueKind.TARGET else None,
        about_text=subject.label if subject.label != subject.ref.name else "",
        printed=evidence.printed(cell, reading),
    )
    return value, when


def _remember(settled: _Settled, value: Value, context: Context) -> None:
    """Keep what was measured, of whom, for the numbers after it."""
    reading, base = settled.reading, settled.base
    context.previous, context.about = reading, settled.subject
    context.base, context.base_span = base, settled.base_span
    context.quantities.append(settled.cell.number)
    if value.indicator.measure_type not in ("growth", "share", "rank"):
        context.told.append((base, reading.start, settled.base_span))
        if len(base) > 2:
            context.by_unit[value.quantity.unit_text] = base


def _spans(settled: _Settled, when: Span | None) -> tuple[Span, ...]:
    """Give the words that state a value: its measure, number and subject, and the time of what is to come."""
    explicit = evidence.when(settled.cell, when) if settled.kind is not ValueKind.OBSERVED else None
    spans = {settled.base_span, evidence.said(settled.cell, settled.reading), settled.subject.span, explicit}
    return evidence.merged({span for span in spans if span is not None and span.start < span.end})


def _hedged(quantity: Quantity, reading: Reading) -> Quantity:
    """Let a word of comparison before the verb hold for the number: 几乎占…的80%."""
    return _compared(quantity, comparator(reading.hedge, "", "")) if reading.hedge else quantity


def _distributed(quantity: Quantity, reading: Reading) -> Quantity:
    """Let a comparing word before the first number of a respectively list hold for the others: 分别超过A和B."""
    first = reading.shared
    holds = first is not None and first.comparator in ("more-than", "at-least", "less-than")
    return _compared(quantity, first.comparator) if first is not None and holds else quantity


def _compared(quantity: Quantity, comparison: str) -> Quantity:
    """Give a quantity the comparison that stands elsewhere, unless it has its own."""
    if quantity.comparator != "exact" or quantity.value is None:
        return quantity
    value, lower, upper = bounds(quantity.value, comparison)
    return replace(quantity, value=value, lower=lower, upper=upper, comparator=comparison)


_MONEY = regex.compile(
    "(?:GDP|生产总值|营业额|营业收入|营收|收入|产值|增加值|投资额?|[进出]口(?:总?额)?|成交额|交易额|销售额|经费|利润|税收|市值|估值|融资|授信|贷款余额|投入|资金|费用|支出|款|预算|资产|存款余额|造价|净利|净利润)$"
)


def _in_currency(quantity: Quantity, context: Context, base: str) -> Quantity:
    """Take 元 for the currency of the text's region, and a sum without a unit (GDP达1.14万亿) for that currency."""
    if quantity.rule.startswith("qty.no-unit") and _MONEY.search(base):
        quantity = replace(quantity, unit="CCY_CNY")
    if quantity.unit != "CCY_CNY" or context.currency == "CCY_CNY" or "人民币" in quantity.unit_text:
        return quantity
    return replace(quantity, unit=context.currency)


def _at_end(period: Period | None, type_: str) -> Period | None:
    """Take the last year for a stock or rank told over several: 五年来…达到."""
    if period is None or period.start is None or period.end is None or type_ in ("growth", "flow", "cumulative"):
        return period
    if period.end.year - period.start.year < 2:
        return period
    start = period.end.replace(month=1, day=1)
    return Period(str(period.end.year), start, period.end, period.basis)


def _base_period(period: Period | None) -> Period | None:
    """Give the period a growth is counted from: the same a year before, or the year before several."""
    if period is None or period.start is None or period.end is None:
        return None
    return timing.year_before(period)


def _whole(cell: Cell, context: Context) -> Span | None:
    """Find the total that a number after 其中 is a part of: the number before it that did not stand after 其中."""
    marker = cell.shadow.text.rfind("其中", 0, cell.at)
    if marker < 0 or not context.quantities:
        return None
    limit = cell.shadow.starts_at(marker)
    total = next((number for number in reversed(context.quantities) if number.span.end <= limit), None)
    return total.item.span if total is not None and total.item.unit == cell.number.item.unit else None


def _baseline(reading: Reading, context: Context) -> Span | None:
    if reading.role == "changed" and context.quantities:
        quantity: Quantity = context.quantities[-1].item
        return quantity.span if quantity.unit == reading.number.item.unit else None
    return None

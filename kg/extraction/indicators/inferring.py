"""Infer values: each number of a view with its measure, subject, kind, period and the rule that said so.

Place in the stream: view + numeric annotations + entities → claims that state a `Value`. A number whose measure or
subject no rule pins makes no claim; the coverage lists it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from kg.extraction.annotating import Annotated
from kg.extraction.indicators import (
    attributes,
    cells,
    counting,
    evidence,
    kinds,
    naming,
    nouns,
    outward,
    pairs,
    quotes,
    readings,
    settling,
    timing,
    topics,
    words,
)
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.context import Context, currency, is_report
from kg.extraction.indicators.qualifying import SHOWN, is_qualifier
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import Subject
from kg.extraction.patterns import Annotation, Shadow
from kg.extraction.quantities import bounds
from kg.model import (
    BlockKind,
    Claim,
    Entity,
    Modality,
    Period,
    PeriodBasis,
    Quantity,
    Ref,
    Sentence,
    Span,
    Value,
    ValueKind,
    View,
)

_MODALITY = {
    ValueKind.OBSERVED: Modality.ASSERTED,
    ValueKind.TARGET: Modality.PLANNED,
    ValueKind.FORECAST: Modality.FORECAST,
}


_HEADING = regex.compile(r"(?:[（(]?[一二三四五六七八九十]+[）)、]).{2,24}$")


def infer(view: View, annotated: Annotated, entities: Sequence[Entity] = ()) -> list[Claim]:
    """Infer the values of a view; `entities` are the names found in it, with their mentions."""
    report = is_report(view)
    subjects = topics.subjects(view, entities, report=report)
    context = Context(view, subjects, timing.Clock(annotated.reference), report=report)
    context.spoken = quotes.spoken(view, subjects)
    context.currency = currency(view)
    planned = kinds.planned_blocks(view, annotated)
    claims: list[Claim] = []
    for sentence in view.sentences:
        context.clock.enter(sentence, sentence.block in planned)
        if sentence.block != context.block:
            context.block, context.carried, context.goes_on = sentence.block, None, False
            context.before, context.told = "", []
        known = [annotation for annotation in annotated[sentence.ordinal] if annotation.type in SHOWN]
        shadow = Shadow.of(sentence.text, known, start=sentence.span.start, dropped=_asides(sentence, known))
        claims.extend(_sentence(sentence, shadow, context))
        heading = sentence.kind in (BlockKind.HEADING, BlockKind.SIDEBAR) or _HEADING.match(sentence.text) is not None
        context.clock.remember(shadow, heading=heading, title=sentence.kind is BlockKind.TITLE)
        context.clock.listen(sentence.text)
        context.clock.look_ahead(shadow)
        context.goes_on = sentence.text.endswith("；")
        outward.carry(sentence, context)
    return claims


def _asides(sentence: Sentence, known: Sequence[Annotation]) -> list[Span]:
    """List the brackets of a sentence that hold no number of their own: they are passed over."""
    if "（" not in sentence.text:
        return []
    start = sentence.span.start
    spans = [Span(start + found.start(), start + found.end()) for found in _BRACKETS.finditer(sentence.text)]
    return [span for span in spans if not any(span.overlaps(annotation.span) for annotation in known)]


_BRACKETS = regex.compile(r"（[^（）]{1,60}）(?=.)")


def _sentence(sentence: Sentence, shadow: Shadow, context: Context) -> Iterator[Claim]:
    context.enter_sentence()
    found = list(cells.cut(shadow))
    paired = pairs.pair(shadow, found) if found else {}
    for number, cell in enumerate(found):
        if cell.clause != context.clause:
            context.clause, context.flow = cell.clause, ""
        reading = readings.read(cell, readings.ruleset(cell))
        item = paired.get(number)
        if item is not None and reading is not None:
            _take(reading, item, paired.get(number - 1), context)
            _hand_out(reading, item, _noun_after(shadow, found, paired, number), context)
        if reading is not None:
            _drop_counted(reading, context)
            _give_to_thing(reading, context)
        if reading is None or is_qualifier(cell, reading) or _in_name(cell, context):
            continue
        claim = _claim(sentence, cell, reading, context)
        if claim:
            yield claim


def _drop_counted(reading: Reading, context: Context) -> None:
    """Take the things just counted out of what is done for them: 为5600家企业|提供担保320亿元."""
    before = context.previous
    if before is None or not before.base or reading.cell.first or reading.type != "stock":
        return
    rest = reading.base.removeprefix(before.base)
    if rest != reading.base and rest.startswith(words.listed("flow")):
        reading.start += len(reading.base) - len(rest)
        reading.base, reading.base_span = rest, Span(reading.start, reading.start + len(rest))


def _give_to_thing(reading: Reading, context: Context) -> None:
    """Give an attribute to the thing after it, unless that is only called a project, a firm."""
    if reading.thing is None or reading.thing.end - reading.thing.start <= 3:
        return
    label = reading.thing.of(context.view.text)
    reading.who = attributes.thing(reading.thing, context) or Subject(Ref("group", label), label, reading.thing)


def _in_name(cell: Cell, context: Context) -> bool:
    """Say whether a number is part of a product's or technology's name; a rating (18MW级) is also its value."""
    quantity: Quantity = cell.number.item
    return quantity.comparator != "class" and context.subjects.holding(quantity.span) is not None


def _take(reading: Reading, item: pairs.Item, before: pairs.Item | None, context: Context) -> None:
    """Give a reading its thing of a respectively list; what the verb says of the first holds for the others."""
    if item.back:
        if item.back > len(context.told):
            return
        base, start, span = context.told[-item.back]
        item = pairs.Item(base, start, span or item.span, item.said)
    reading.base, reading.start, reading.base_span, reading.said = item.base, item.start, item.span, item.said
    if item.base.endswith(("比重", "比例", "份额")):
        reading.name = _itself
    first = context.previous
    if reading.rule.id == "ind.alone" and before is not None and first is not None:
        reading.name, reading.type, reading.scope, reading.verb = first.name, first.type, first.scope, first.verb
        reading.shared = first.shared or (
            first.number.item if first.number.span.start < reading.number.span.start else None
        )
        if first.rule.id == "ind.growth":
            reading.rule = first.rule


def _noun_after(shadow: Shadow, found: Sequence[Cell], paired: Mapping[int, pairs.Item], number: int) -> str:
    """Give the noun after the last number of a respectively list, which all of them count."""
    last = number
    while last + 1 in paired and paired[last + 1].said is None:
        last += 1
    rest = _PLAIN.match(shadow.text, found[last].at + 1)
    return counting.counted(rest[0]) if rest else ""


_PLAIN = regex.compile(r"[^\ue000-\ue0ff，。；：]*")


def _hand_out(reading: Reading, item: pairs.Item, noun: str, context: Context) -> None:
    """Give a number to its own one where the things of the list are who has them: 上海、北京分别拥有65家和56家A."""
    if item.back or item.base.endswith(("比重", "比例", "份额")):
        return
    who = nouns.named(context.subjects, item.start, item.span.end)
    if who is None or who.span is None or who.span.end != item.span.end or not (noun or context.base):
        return
    reading.who, reading.base, reading.base_span = who, noun or context.base, None


def _itself(base: str) -> str:
    return base


def _claim(sentence: Sentence, cell: Cell, reading: Reading, context: Context) -> Claim | None:
    base, subject = settling.settle(sentence, cell, reading, context)
    if not base or subject is None:
        return None
    quantity = _in_currency(_distributed(cell.number.item, reading), context, base)
    kind = kinds.kind(cell.shadow, cell.at, context.clock, changed=reading.role == "changed")
    if quantity.unit_text == "大" or reading.role == "baseline":
        kind = ValueKind.OBSERVED  # a group, or what a change starts from, is there whatever is planned
    after = cell.begin if reading.role == "changed" else -1
    baseline = reading.role == "baseline"
    period, when = context.clock.period(cell.shadow, cell.at, kind, before=baseline, after=after)
    indicator = naming.indicator(reading, base, quantity, period)
    period = _at_end(period, indicator.measure_type)
    base_span = reading.base_span if reading.base else context.base_span
    context.previous, context.about, context.base, context.base_span = reading, subject, base, base_span
    value = Value(
        quantity=quantity,
        indicator=indicator,
        about=subject.ref,
        kind=kind,
        period=period,
        base_period=_base_period(period) if indicator.measure_type == "growth" else None,
        scope=Ref("place", reading.scope) if indicator.measure_type == "rank" and reading.scope else None,
        component_of=_whole(cell, context),
        baseline=_baseline(reading, context),
        deadline=period if kind is ValueKind.TARGET else None,
        about_text=subject.label if subject.label != subject.ref.name else "",
        printed=evidence.printed(cell, reading),
    )
    context.quantities.append(cell.number)
    if indicator.measure_type not in ("growth", "share", "rank"):
        context.told.append((base, reading.start, base_span))
        if len(base) > 2:
            context.by_unit[quantity.unit_text] = base
    explicit = evidence.when(cell, when) if period is not None and period.basis is not PeriodBasis.CARRIED else None
    spans = {
        base_span,
        evidence.said(cell, reading),
        subject.span,
        explicit if kind is not ValueKind.OBSERVED else None,
    }
    return Claim(
        rule=reading.rule.name,
        spans=evidence.merged({span for span in spans if span is not None and span.start < span.end}),
        sentences=(sentence.ordinal,),
        value=value,
        modality=_MODALITY[kind],
        period_basis=period.basis if period else PeriodBasis.NONE,
    )


def _distributed(quantity: Quantity, reading: Reading) -> Quantity:
    """Let a comparing word before the first number of a respectively list hold for the others: 分别超过A和B."""
    first = reading.shared
    if (
        first is None
        or quantity.comparator != "exact"
        or first.comparator not in ("more-than", "at-least", "less-than")
    ):
        return quantity
    if quantity.value is None:
        return quantity
    value, lower, upper = bounds(quantity.value, first.comparator)
    return replace(quantity, value=value, lower=lower, upper=upper, comparator=first.comparator)


_MONEY = regex.compile(
    "(?:GDP|生产总值|营业额|营业收入|营收|收入|产值|增加值|投资额?|[进出]口(?:总?额)?|成交额|交易额|销售额|经费|利润|税收|市值|估值|融资|授信|贷款余额)$"
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

"""Infer values: each number of a view with its measure, subject, kind, period and the rule that said so.

Place in the stream: view + numeric annotations + entities → claims that state a `Value`. A number whose measure or
subject no rule pins makes no claim; the coverage lists it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kg.extraction.annotating import Annotated
from kg.extraction.indicators import (
    attributes,
    cells,
    kinds,
    outward,
    pairs,
    quotes,
    rulebook,
    sharing,
    timing,
    topics,
    values,
    words,
)
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.context import Context, currency, is_report
from kg.extraction.indicators.qualifying import SHOWN, is_qualifier
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import Subject
from kg.extraction.patterns import Annotation, Shadow
from kg.model import (
    BlockKind,
    Claim,
    Entity,
    Quantity,
    Ref,
    Sentence,
    Span,
    View,
)

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
        reading = rulebook.read(cell, rulebook.ruleset(cell))
        item = paired.get(number)
        if item is not None and reading is not None:
            sharing.take(reading, item, paired.get(number - 1), context)
            sharing.hand_out(reading, item, sharing.noun_after(shadow, found, paired, number), context)
        if reading is not None:
            _drop_counted(reading, context)
            _give_to_thing(reading, context)
            _add_to_share(reading, context)
        if reading is None or is_qualifier(cell, reading) or _in_name(cell, context):
            continue
        claim = values.claim(sentence, cell, reading, context)
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


def _add_to_share(reading: Reading, context: Context) -> None:
    """Take points gained right after a share for the share's: 占比达49.2%、较2012年提高|10.1个百分点."""
    before = context.previous
    if reading.number.type != "Point" or reading.base or before is None or before.type != "share":
        return
    share, verb = before.name, reading.verb
    reading.name = lambda measured: f"{share(measured)}{verb}"


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

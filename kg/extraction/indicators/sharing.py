"""Sharing: a respectively list gives each number its thing, or its own one.

Place in the stream: reading + item of the list → the reading with what it measures, or of whom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from kg.extraction.indicators import counting, nouns, pairs
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.readings import Reading
from kg.extraction.patterns import Shadow


def take(reading: Reading, item: pairs.Item, before: pairs.Item | None, context: Context) -> None:
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


def noun_after(shadow: Shadow, found: Sequence[Cell], paired: Mapping[int, pairs.Item], number: int) -> str:
    """Give the noun after the last number of a respectively list, which all of them count."""
    last = number
    while last + 1 in paired and paired[last + 1].said is None:
        last += 1
    rest = _PLAIN.match(shadow.text, found[last].at + 1)
    return counting.counted(rest[0]) if rest else ""


_PLAIN = regex.compile(r"[^\ue000-\ue0ff，。；：]*")


def hand_out(reading: Reading, item: pairs.Item, noun: str, context: Context) -> None:
    """Give a number to its own one where the things of the list are who has them: 上海、北京分别拥有65家和56家A."""
    if item.back or item.base.endswith(("比重", "比例", "份额")):
        return
    who = nouns.named(context.subjects, item.start, item.span.end)
    if who is None or who.span is None or who.span.end != item.span.end or not (noun or context.base):
        return
    reading.who, reading.base, reading.base_span = who, noun or context.base, None


def _itself(base: str) -> str:
    return base

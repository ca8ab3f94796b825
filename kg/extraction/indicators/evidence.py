"""Evidence: which words of the article state a value, as spans.

Place in the stream: cell + reading → spans of the claim, and the number as it is printed with its verb.
"""

from __future__ import annotations

import regex

from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.readings import Reading
from kg.model import (
    Span,
)


def when(cell: Cell, span: Span | None) -> Span | None:
    """Give the words that say the time, without the aim before them: 确保|到2024年底."""
    aim = _AIM.match(cell.shadow.printed(span)) if span else None
    return Span(span.start + aim.end(), span.end) if span and aim else span


_AIM = regex.compile("确保|预计|力争|计划|争取|规划")


def said(cell: Cell, reading: Reading) -> Span:
    """Give the words that state the value: from the verb, or 分别, to the end of the number."""
    number = cell.number.item.span
    starts = [span.start for span in (reading.said, reading.verb_span, cell.number.span) if span is not None]
    near = [start for start in starts if 0 <= number.start - start <= 16]
    return Span(min(near, default=number.start), number.end)


def printed(cell: Cell, reading: Reading) -> str:
    """Give the number with the word of comparison or change before it: 超过8500家, 增长19.2%."""
    text, number = cell.shadow, cell.number
    start = number.span.start
    if reading.type == "growth" and reading.verb_span is not None and 0 <= start - reading.verb_span.start <= 8:
        start = reading.verb_span.start
    said = text.printed(Span(start, number.item.span.end))
    return "" if said == number.item.text else said


def merged(spans: set[Span]) -> tuple[Span, ...]:
    """Order the evidence, join what touches and drop what lies inside."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)

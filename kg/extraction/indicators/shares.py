"""Shares: what part of a whole a number is.

Place in the stream: cells × rules that emit `share` → readings.
"""

from __future__ import annotations

import regex

from kg.extraction.indicators import counting, readings
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.readings import Reading
from kg.extraction.patterns import Match


def share(cell: Cell, match: Match) -> Reading | None:
    """Read 占工业增加值96%, 超80%的项目, 六成处于基础领域."""
    kind = match.rule.id.rpartition(".")[2]
    reading = readings.begun(cell, match, "noun" if kind == "share-of-noun" else "measure")
    reading.type = "share"
    hedge = _HEDGE.search(match.shadow.text[: match.found.start("whole")] if "whole" in match.rule.groups else "")
    reading.hedge = hedge[1] if hedge else ""
    if kind == "share-of-whole":
        whole = match.text_of("whole").removesuffix("的")
        reading.name = lambda part: f"{part}占{whole}比重" if whole and whole != "比" else f"{part}占比"
    elif kind == "share-of-noun":
        left = match.text_of("left")
        reading.lead = match.span_of("left")
        verb, found = counting.last_verb(left), counting.read(reading.base, event=True)
        if found.noun and found.deed and reading.base.startswith(found.noun):
            reading.base, does = found.noun, found.named
            reading.name = lambda part: f"{does(part)}占比"
        else:
            reading.name = lambda part: f"{verb}{part}占比"
    elif kind == "part-put":
        whole, pred = match.text_of("whole"), match.text_of("pred").removeprefix("以上")
        reading.base, reading.start = whole, (match.span_of("whole") or match.span).start
        reading.lead = match.span_of("left")
        reading.name = lambda part: f"{pred}占{part}比重"
    else:
        pred = match.text_of("pred")
        reading.name = lambda part: f"{part}{pred}占比"
        if not reading.base:
            reading.base, reading.start = pred, (match.span_of("pred") or match.span).start
            reading.name = lambda part: f"{part}占比"
    return reading


_HEDGE = regex.compile("(几乎|接近|将近|约|近|超过|超|不足|不到)占(?:到|了)?$")

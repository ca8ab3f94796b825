"""Levels: what stands at a number, and numbers that stand alone.

Place in the stream: cells × rules that emit `level` or `same` → readings.
"""

from __future__ import annotations

import regex

from kg.extraction.indicators import readings, words
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.readings import Reading
from kg.extraction.patterns import Match
from kg.model import Span


def level(cell: Cell, match: Match) -> Reading:
    """Read 达到5500亿元, 提高到72.2%, 升至第5位."""
    reading = readings.begun(cell, match)
    if not reading.base and match.rule.id == "ind.level":
        _take_clause_before(reading)
    if cell.number.type == "Share":
        reading.type = "share"
    elif cell.number.type == "Rank":
        scope = reading.scope.removeprefix("的")
        reading.type, reading.name = "rank", lambda measured: f"{measured}{scope}排名"
    elif cell.number.type == "Times":
        reading.type = "growth"
    return reading


def _take_clause_before(reading: Reading) -> None:
    """Read 一年引进的高层次人才，就达到2516名: the clause before is nothing but what is measured."""
    cell = reading.cell
    found = _NOUN_CLAUSE.search(cell.shadow.text, 0, max(0, cell.clause - 1))
    if found is None or _ANY_NUMBER.search(cell.shadow.text, 0, cell.clause):
        return
    span = cell.shadow.span(*found.span("noun"))
    reading.base, cut = words.trim(readings.plain(cell.shadow.printed(span)))
    reading.start = span.start + cut
    reading.base_span = Span(reading.start, span.end)


_NOUN_CLAUSE = regex.compile(
    r"(?:^|[，。；：\ue005])[^，。；：\ue000-\ue005]{0,30}?(?<noun>(?:\p{Han}{2,6}的)?[\p{Han}“”A-Za-z]{2,14}(?:人才|人员|企业|机构|平台|项目|专利|论文|团队|资金|投资|总额|总量|规模|收入|产值|数量|总数|产量|销量|面积|里程|占比|比例|比重|率))$"
)


_ANY_NUMBER = regex.compile("[\ue000-\ue004]")


def same(cell: Cell, match: Match) -> Reading:
    """Read a number without words of its own: what it measures stands before."""
    reading = readings.Reading(cell, match.rule)
    if cell.number.type == "Rank":
        reading.type, reading.name = "rank", lambda measured: f"{measured}排名"
    elif cell.number.type == "Share":
        reading.type = "share"
    return reading

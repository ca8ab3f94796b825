"""The rulebook: which rule reads a cell, and who makes a reading of it.

Place in the stream: cells × `rules/indicators.toml` → readings; order in the file is priority.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.extraction import candidates
from kg.extraction.indicators import changes, counts, levels, ranks, shares
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.readings import Reading
from kg.extraction.patterns import TIME_LIMIT, Match
from kg.extraction.rules import Rule


def read(cell: Cell, ruleset: Sequence[Rule]) -> Reading | None:
    """Read a cell by the first rule that fits it."""
    for rule in ruleset:
        only = rule.set.get("only")
        if only and cell.number.type not in only.split():
            continue
        if rule.needs and not any(word in cell.text for word in rule.needs):
            continue
        match = _match(rule, cell)
        reading = match and _MAKERS[rule.emit](cell, match)
        if reading:
            if cell.number.type == "Rank" and not reading.base:
                ranks.take_list(reading)
            return reading
    return None


def _match(rule: Rule, cell: Cell) -> Match | None:
    try:
        found = rule.pattern.match(cell.shadow.text, cell.begin, cell.end, timeout=TIME_LIMIT)
    except TimeoutError:
        cell.shadow.late.append(rule.name)
        return None
    return Match(rule, cell.shadow, found) if found else None


_MAKERS: Mapping[str, Callable[[Cell, Match], Reading | None]] = {
    "growth": changes.growth,
    "share": shares.share,
    "ratio": changes.ratio,
    "rank": ranks.rank,
    "level": levels.level,
    "count": counts.count,
    "same": levels.same,
    "attribute": counts.attribute,
}


_SEEN_BEFORE = 20
"""Symbols before a cell that a look-behind of a rule may reach."""


def ruleset(cell: Cell) -> list[Rule]:
    """Give the rules of the indicator layer that a cell may fit, in order of priority."""
    return candidates.among(("indicators.toml",), cell.shadow.text[max(0, cell.begin - _SEEN_BEFORE) : cell.end])

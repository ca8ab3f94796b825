"""Changes: growth, falls, and how many times another number a number is.

Place in the stream: cells × rules that emit `growth` or `ratio` → readings.
"""

from __future__ import annotations

from kg.extraction.indicators import readings
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.readings import Reading
from kg.extraction.patterns import Match


def growth(cell: Cell, match: Match) -> Reading:
    """Read what a number says of growth: 增长19.2%, 高于全国2.4个百分点."""
    reading = readings.begun(cell, match)
    reading.type = "growth"
    verb, base = reading.verb, match.text_of("base")
    if base:
        reading.name = lambda measured: (
            f"{measured}{verb}{base}" if verb[-1:] in "于先出" else f"{measured}比{base}{verb}"
        )
    elif verb == "实现":
        reading.name = lambda measured: f"{measured}{cell.number.item.text}"
    elif match.rule.id == "ind.growth-of":
        average = "年均" if "均" in match.text_of("adv") else ""
        reading.name = lambda measured: f"{measured}{average}增长"
    elif verb and not reading.base.endswith((verb, "增长", "增速")):
        adverb = next(
            (word for word in ("年均", "同比", "环比") if word in match.text_of("adv") + match.text_of("adv2")), ""
        )
        reading.name = lambda measured: f"{measured}{adverb}{verb}"
    return reading


def ratio(cell: Cell, match: Match) -> Reading:
    """Read 是2012年的2.25倍."""
    reading = readings.begun(cell, match)
    reading.type, base = "growth", match.text_of("base")
    earlier = any(annotation.type == "Time" for annotation in match.annotations("base"))
    reading.name = lambda measured: f"{measured}（{base}的倍数）" if earlier else f"{measured}与{base}之比"
    return reading

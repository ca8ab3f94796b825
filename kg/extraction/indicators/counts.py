"""Counts: a number with the noun it counts, before it or after it.

Place in the stream: cells × rules that emit `count` or `attribute` → readings.
"""

from __future__ import annotations

import regex

from kg.extraction.indicators import counting, dimensions, levels, readings, words
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.readings import Reading
from kg.extraction.patterns import Match
from kg.model import Span


def count(cell: Cell, match: Match) -> Reading | None:
    """Read 科研团队40个, 拥有17所职业院校."""
    kind = match.rule.id.rpartition(".")[2]
    if kind == "number-first":
        return _number_first(cell, match)
    reading = readings.begun(cell, match)
    if kind == "done":
        reading.flow = counting.last_verb(reading.base)
        return reading
    if reading.base.startswith(words.listed("flow")):
        reading.flow = next(verb for verb in words.listed("flow") if reading.base.startswith(verb))
    kinds = _KIND_OF.search(reading.base)
    if kinds:
        cut = kinds.start("of")
        reading.start, reading.base = reading.start + cut, reading.base[cut:]
        reading.base_span = Span(reading.start, reading.start + len(reading.base))
        verb = reading.flow
        reading.name = lambda thing: f"{verb}{thing}"
    if cell.number.type in ("Share", "Rank"):
        return levels.level(cell, match) if reading.base else None
    return reading


_KIND_OF = regex.compile(r"..(?<![高中平同初优均头何])等(?<of>(?![级待于号候])[^等]{4,})$")


def _number_first(cell: Cell, match: Match) -> Reading | None:
    """Read a number before the noun it counts, which ends where a verb begins; the verb before it may belong to it."""
    noun_span = match.span_of("noun")
    if noun_span is None:
        return None
    text = match.shadow.source[noun_span.start - match.shadow.start :]
    unit_text, quantity_unit = cell.number.item.unit_text, cell.number.item.unit
    after = "".join(match.shadow.printed(noun_span).split())
    owned = _OWNED.match(after)
    if owned:
        reading = readings.Reading(cell, match.rule, base=owned["head"], start=noun_span.start)
        thing = noun_span.start + owned.end()
        reading.thing = Span(thing, thing + len(counting.counted(text[owned.end() :])))
        return reading
    found = counting.read(after, event=unit_text in _EVENTS, money=quantity_unit.startswith("CCY_"))
    noun, (left, _) = found.noun, readings.phrase(match, "left")
    reading = readings.Reading(cell, match.rule, lead=match.span_of("left"))
    if not noun and unit_text.endswith(("人", "名", "位", "人次")) and not left:
        reading.base, reading.start = after, noun_span.start
        return reading
    before = match.text_of("left")
    if not noun and found.deed and quantity_unit == "NUM" and not counting.last_verb(before):
        reading.name = found.named
        if unit_text == "次":
            reading.base, reading.start, reading.name = found.deed, noun_span.start, lambda deed: f"{deed}次数"
        return reading
    if not noun:
        return None
    reading.dimension = dimensions.of(quantity_unit, noun)
    told = before.endswith(_DIMENSIONS) or not reading.dimension
    if told and counting.ends_nominal(before) and quantity_unit != "NUM":
        return None
    verb = reading.flow = counting.last_verb(before)
    reading.base, reading.start = noun, noun_span.start
    reading.base_span = Span(noun_span.start, noun_span.start + len(noun))
    if reading.dimension:
        reading.name = lambda thing: f"{verb}{thing}{reading.dimension}"
        return reading
    batch = next((word for word in _BATCHES if before.endswith(word)), "")
    goes_on = not verb or before.endswith(words.listed("pivots"))
    does = counting.told(noun, text).named if goes_on else None
    reading.name = lambda thing: f"{batch}{does(thing) if does else verb + thing}"
    return reading


_OWNED = regex.compile(
    "(?P<head>市值|产值|年产值|营收|年营收|销售额|年销售额|注册资本金?|注册资金|估值|规模|总?投资|库容|面积|建筑面积|产能|年产能)的(?=[\\p{Han}“]{2})"
)


_DIMENSIONS = (
    "面积",
    "占地",
    "用地",
    "全长",
    "总长",
    "里程",
    "长度",
    "容量",
    "装机",
    "规模",
    "投资",
    "资金",
    "经费",
    "产值",
    "收入",
    "总量",
    "募集",
    "金额",
)
_BATCHES = ("首批", "首期", "第一批", "第二批", "第三批", "首次", "新一批")


_EVENTS = ("次", "场", "项", "起", "例", "轮", "批", "宗", "场次", "期", "件", "份", "笔", "单", "篇", "人次", "项次")


def attribute(cell: Cell, match: Match) -> Reading | None:
    """Read an attribute before the thing that has it: 总投资50亿元的|储能电池项目."""
    noun_span = match.span_of("noun")
    noun = counting.counted("".join(match.shadow.printed(noun_span).split())) if noun_span else ""
    if noun_span is None or not noun:
        return None
    reading = readings.begun(cell, match)
    reading.type = "share" if cell.number.type == "Share" else "stock"
    reading.thing = Span(noun_span.start, noun_span.start + len(noun))
    return reading

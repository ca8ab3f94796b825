"""Numbers that state no value but only say which things are meant: 研发投入超50亿元的公司有32家, ±800千伏特高压.

Place in the stream: cells + readings → yes or no; what qualifies makes no claim and is benign in the coverage.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kg.extraction.indicators import cells, counting, rulebook
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.readings import Reading
from kg.extraction.patterns import TOKENS, Annotation, Shadow
from kg.model import Quantity, Sentence, Span

SHOWN = ("Qty", "Share", "Point", "Times", "Rank", "Time", "Name")
"""The annotation types that the indicator rules see."""

_COUNTS = (TOKENS["Qty"], TOKENS["Share"])
_MEASURING = (
    *("距离", "规模", "面积", "长度", "时间", "容量", "高度", "重量", "产能", "产量"),
    *("功率", "速度", "空间", "厂房", "场地", "用地", "土地"),
)
_COUNTED = ("", "NUM", "YR", "MO", "DAY", "HR", "MIN", "WK")
_CLAUSE = regex.compile("[，。；]")
_BOUNDED = regex.compile(
    r"(?:的[\p{Han}“”]|[\p{Han}“”]{0,6}?(?:公司|企业|项目|产品|机构|园区|集群|产业|平台))|以上[\p{Han}]|及以上[\p{Han}]"
)


def qualifiers(sentence: Sentence, known: Sequence[Annotation]) -> frozenset[Span]:
    """Find the numbers of a sentence that only say which things are meant."""
    shown = [annotation for annotation in known if annotation.type in SHOWN]
    shadow = Shadow.of(sentence.text, shown, start=sentence.span.start)
    found = []
    for cell in cells.cut(shadow):
        reading = rulebook.read(cell, rulebook.ruleset(cell))
        if reading is not None and is_qualifier(cell, reading):
            found.append(cell.number.span)
    return frozenset(found)


def is_qualifier(cell: Cell, reading: Reading) -> bool:
    """Say whether a number qualifies: a threshold inside the counted thing, a lapse of years, a product's rating."""
    quantity: Quantity = cell.number.item
    if reading.dimension or reading.thing is not None:
        return False
    if _is_threshold(cell):
        return True
    if quantity.unit in ("YR", "MO", "DAY") and quantity.comparator == "at-least":
        return True
    if cell.number.type == "Qty" and quantity.unit not in ("NUM", "") and _bounds_what(cell):
        return True
    spec = quantity.unit not in _COUNTED and not quantity.unit.startswith("CCY")
    if reading.role or not spec or quantity.comparator == "class" or reading.flow or cell.number.type != "Qty":
        return False
    noun = counting.counted(cell.text[cell.at + 1 - cell.begin :])
    return noun[:1].isalnum() and not noun.endswith(_MEASURING) and not noun.startswith(_MEASURING)


def _is_threshold(cell: Cell) -> bool:
    """Read 15家公司研发投入超百亿元: the sum is what each of the things just counted passes."""
    quantity: Quantity = cell.number.item
    if cell.first or quantity.comparator not in ("more-than", "at-least", "less-than"):
        return False
    if not (quantity.unit.startswith("CCY") or quantity.unit == "PERCENT" or quantity.rule.startswith("qty.no-unit")):
        return False
    before = _COUNTED_BEFORE.search(cell.shadow.text, cell.clause, cell.at)
    counted = cell.shadow.at.get(before.start()) if before else None
    return counted is not None and counted.type == "Qty" and counted.item.unit == "NUM"


_COUNTED_BEFORE = regex.compile(
    "[\ue000](?![^\ue000]*(?:[总共]|合计|累计|实现|平均|增长|占))[^\ue000-\ue0ff，。；]{2,16}"
    "(?:产值|营收|收入|投入|市值|利润|销售额|强度|占比|比例|比重|规模|税收|估值|资产|融资额?|增速|占有率|出口额?|金额)$"
)


def _bounds_what(cell: Cell) -> bool:
    rest = cell.shadow.text[cell.at + 1 : cell.at + 24]
    clause = _CLAUSE.split(rest)[0]
    return _BOUNDED.match(rest) is not None and any(token in clause for token in _COUNTS)

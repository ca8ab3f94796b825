"""Respectively lists: A和B分别达到m、n，分别增长x、y gives each thing its own number.

Place in the stream: shadow sentence → the thing that each paired number belongs to. Fires only when the counts agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from kg.extraction.indicators import words
from kg.extraction.indicators.cells import MARKS, Cell
from kg.extraction.patterns import TOKENS, Shadow
from kg.extraction.quantities import TYPES
from kg.model import Span

_HOLDS_NUMBER = regex.compile("[" + "".join(TOKENS[name] for name in TYPES) + "]")
_SIGN = regex.compile("分别|依次为")
_SPLIT = regex.compile(r"、|以及|[和与及]")
_BETWEEN = regex.compile(r"(?:[、和与及，]|以及)*")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a respectively list."""

    base: str
    start: int
    span: Span
    said: Span | None = None  # 分别, for the first
    back: int = 0  # without words of its own: the thing measured so many numbers before


def pair(shadow: Shadow, cells: Sequence[Cell]) -> dict[int, Item]:
    """Give the item of each cell (by its place in `cells`) that stands after 分别 with as many numbers as items."""
    found: dict[int, Item] = {}
    items: list[Item] = []
    for sign in _SIGN.finditer(shadow.text):
        group = _following(shadow.text, cells, sign.end())
        fresh = _items(shadow, sign.start(), len(group), again=bool(items))
        items = fresh or (items if len(items) == len(group) else [])
        if not items and len(group) > 1 and group[0] >= len(group):
            here = shadow.span(*sign.span())
            items = [Item("", 0, here, back=len(group) - order) for order in range(len(group))]
        for order, (number, item) in enumerate(zip(group, items, strict=False)):
            found[number] = replace(item, said=shadow.span(*sign.span()) if order == 0 else None)
    return found


def _following(text: str, cells: Sequence[Cell], start: int) -> list[int]:
    """List the cells of the numbers after 分别 that are joined by nothing but 、 and 和."""
    group: list[int] = []
    for number, cell in enumerate(cells):
        if cell.at < start:
            continue
        if not group:
            if any(mark in text[start : cell.at] for mark in MARKS):
                return []
        elif not _BETWEEN.fullmatch(text, cells[group[-1]].at + 1, cell.at):
            break
        group.append(number)
    return group


def _items(shadow: Shadow, end: int, count: int, *, again: bool) -> list[Item]:
    """Split the words before 分别 into as many items as there are numbers; a head after the last one is shared."""
    if count < 2:
        return []
    begin = max(shadow.text.rfind(mark, 0, end) for mark in MARKS) + 1
    if end - begin <= 1 and (again or _HOLDS_NUMBER.search(shadow.text, 0, end)):
        return []
    if end - begin <= 1 and begin:
        end = begin - 1
        begin = max(shadow.text.rfind(mark, 0, end) for mark in MARKS) + 1
    pieces = _pieces(shadow.text, begin, end, count)
    if len(pieces) != count:
        return []
    texts = ["".join(shadow.printed(shadow.span(*piece)).split()) for piece in pieces]
    trimmed = [words.trim(text) for text in texts]
    bases = _share_head([text for text, _ in trimmed])
    spans = [shadow.span(*piece) for piece in pieces]
    return [
        Item(base, span.start + cut, Span(span.start + cut, span.start + cut + len(text)))
        for base, (text, cut), span in zip(bases, trimmed, spans, strict=True)
    ]


def _pieces(text: str, begin: int, end: int, count: int) -> list[tuple[int, int]]:
    """Split at every joint, else only at 、 and the last 和, until the count agrees."""
    joints = [joint.span() for joint in _SPLIT.finditer(text, begin, end)]
    commas = [joint for joint in joints if text[joint[0]] == "、"]
    for chosen in (joints, commas, [*commas, *[joint for joint in joints if joint not in commas][-1:]], joints[-1:]):
        chosen = sorted(set(chosen))
        if len(chosen) == count - 1:
            edges = [begin, *[edge for joint in chosen for edge in joint], end]
            return [(edges[n], edges[n + 1]) for n in range(0, len(edges), 2) if edges[n] < edges[n + 1]]
    return []


def _share_head(bases: list[str]) -> list[str]:
    """Give all items the measuring words that only the last one has: A产业、B产业增加值; A、B产值占工业比重."""
    last = bases[-1]
    tail = _TAIL.search(last) or _THING.search(last)
    if tail is None or len(last) - len(tail[0]) < 2 or any(_ENDS.search(base) for base in bases[:-1]):
        return bases
    return [*[base + tail[0] for base in bases[:-1]], last]


_SHARED = (
    *("投资额", "零售额", "销售额", "销量", "数量", "总数", "总量", "人数", "占有率", "增速", "比重", "占比", "面积"),
    *("里程", "强度"),
)
_MEASURE = (
    f"(?:(?:产业|行业|制造业|企业)?{words.any_of('heads')}|{'|'.join(_SHARED)}|"
    "(?:基础研究|应用研究|试验发展|研究|研发|科技|财政)?(?:经费支出|经费投入|经费|支出|投资|投入|活动经费))"
)
_THING = regex.compile("(?:企业|平台|中心|基地|项目|园区|机构|实验室|车间|工厂)$")
_TAIL = regex.compile(rf"{_MEASURE}?(?:所占(?:比重|比例|份额)|占[^占]{{1,16}}?(?:比重|比例|份额))$|{_MEASURE}$")
_ENDS = regex.compile(f"{_TAIL.pattern}|{_THING.pattern}")

"""Tell noun phrases from clauses over the words of a text: where one begins, where it ends, whether a stretch is one.

Place in the stream: words → edges of names; read by `terms` and `enumerations`.
"""

from __future__ import annotations

from functools import cache

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.growing import Grower, is_generic

__all__ = ["DOING", "is_noun", "is_specific", "left", "right", "stops"]

LONGEST = 20
"""Characters that a noun phrase may have."""

_CLOSED = frozenset(
    {"p", "c", "u", "uj", "ul", "ud", "uv", "uz", "ug", "r", "x", "y", "m", "d", "t", "f", "w", "ns", "zg"}
)
_PREFIXES = frozenset("超微高低双多单全半亚太轻重大小长短宽窄厚薄冷热快慢固液气非抗")
_CLASSIFIERS = frozenset("个项家款台套颗条座艘架辆枚种例批支部只件")
_END = regex.compile(r"等|[以为是的并将已可能使让在从向对于]|[0-9一二两三四五六七八九十]+(?:大|个|条|项|类)|[0-9]")


@cache
def stops() -> frozenset[str]:
    """Collect the words that govern a name rather than belong to it."""
    verbs = lexicon.words("stop-verb") | lexicon.words("governing")
    return (verbs - lexicon.words("soft-verb")) | lexicon.words("praise") - {"高端", "智能"}


def left(grower: Grower, end: int, *, floor: int = 0) -> int:
    """Give the offset at which the noun phrase that ends at an offset begins."""
    position = end
    while position > floor and end - position < LONGEST:
        step = _step(grower, position, end)
        if step is None or step < floor:
            break
        position = step
    return _without_verb(grower, position, end)


def _step(grower: Grower, position: int, end: int) -> int | None:
    """Give the start of the word or listed field before `position` when it may belong to the phrase."""
    text, words = grower.text, grower.words
    if position in grower.walls or not (text[position - 1].isalnum() or text[position - 1] in "-·/"):
        return None
    unit = grower.units.get(position)
    if unit is not None and text[unit:position] in dictionary.fields():
        return unit
    if unit is not None and position - unit > 1 and position < end:
        return None
    n = words.holding(position - 1)
    word, begin = text[words.starts[n] : position], words.starts[n]
    if word.isascii():
        return begin if not word.isdigit() or text[begin - 1 : begin] in ("-", "/") else None
    if text[begin - 1 : begin].isdigit():  # 第6|代, 1000|千伏
        return None
    if word in lexicon.words("dimension") or word in _PREFIXES:
        return begin
    if word in stops() or word in _CLASSIFIERS or (word[-1] == "等" and len(word) < 3):
        return None
    return None if words.tags[n] in _CLOSED else begin


def _without_verb(grower: Grower, start: int, end: int) -> int:
    """Cut a verb that was taken for the first modifier: 生产|碳化硅衬底."""
    words = grower.words
    n = words.holding(start)
    follows = words.ends[n]
    first = grower.text[start:follows]
    if words.tags[n] in ("v", "vn") and first in DOING and follows < end - 1:
        return follows
    return start


DOING = frozenset(
    {
        "生产",
        "研发",
        "开发",
        "制造",
        "建设",
        "发展",
        "培育",
        "推广",
        "应用",
        "设计",
        "提升",
        "推进",
        "促进",
        "管理",
        "服务",
        "加工",
        "改造",
        "研究",
        "突破",
        "攻关",
        "引进",
        "装备",
        "试验",
        "示范",
        "控制",
        "运营",
        "投资",
        "测试",
    }
)


def right(text: str, start: int, end: int) -> int:
    """Give the offset at which a plain phrase from `start` on ends."""
    match = _END.search(text, start, end)
    return end if match is None else match.start()


def is_noun(grower: Grower, start: int, end: int) -> bool:
    """Say whether a stretch is one noun phrase that tells something apart."""
    n = grower.words.ending_at(end)
    last = end if n is None else grower.words.starts[n]
    process = start < last and grower.words.printed[n or 0] in stops()  # 异质|集成, 心肌|旋切
    return left(grower, last if process else end, floor=start) == start and is_specific(grower, start, end)


def is_specific(grower: Grower, start: int, end: int) -> bool:
    """Say whether a stretch holds a word that is not merely of a general kind."""
    special = [part for part, _ in grower.parts(start, end) if not is_generic(part)]
    return sum(map(len, special)) >= 2

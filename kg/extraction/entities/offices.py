"""Find offices by what they do: 市|民营经济|局, 乐山市|文广旅|局, 国家|外国专家|局, 市委|科技|办.

Place in the stream: text → finds. An office is a level or a place, then only words for what governments do, then 局,
厅, 委, 办 or the like; the list of endings in `suffixes.tsv` holds the common ones, this file the whole class.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.found import Found
from kg.model import Span

__all__ = ["find"]

_END = regex.compile(
    r"局(?!长|面(?![向对])|[部势限域促党])|厅(?![长堂级局])|委(?![员托派任书外培屈婉会])|办(?![公理事好学法证税案结成公医展得起了])|办公室(?!主任)"
    r"|委员会|总局|署(?![名理长])|司(?![法机空令仪马长])"
)
_SINGLE = frozenset(
    "科教文卫体旅广农林牧渔水工信商财经贸住建环发改数人社医民宗编侨台外统审投促金药粮储招规资城管交法知国企防安产创"
    "和与及"
)
_LEVELS = frozenset("省市区县州旗盟")
_LONGEST_WORD = 9
_LONGEST_PLACE = 11
_SHORTEST = 2
_LEAGUE = regex.compile(r"(?<![\p{Han}])团(?:[省市区县州]委|中央)|(?<=[、和与及，])团(?:[省市区县州]委|中央)")
_STATE = ("国家", "中央", "国务院")


def find(text: str) -> Iterator[Found]:
    """Find the offices of a text."""
    for match in _END.finditer(text):
        work = _work(text, match.start())
        if match.start() - work < _SHORTEST:
            continue
        start = _seat(text, work)
        if start < work:
            yield _office(text, start, match.end())
    for match in _LEAGUE.finditer(text):
        yield _office(text, *match.span())


def _office(text: str, start: int, end: int) -> Found:
    return Found(Span(start, end), "PublicBody", text[start:end], "entity.office/1", weight=2)


def _work(text: str, end: int) -> int:
    """Give where the words for an office's work begin, read backwards from its ending."""
    words = lexicon.column("offices", "word")
    position = end
    while True:
        sizes = range(min(_LONGEST_WORD, position), 1, -1)
        listed = (size for size in sizes if text[position - size : position] in words)
        size = next(listed, 1 if position and text[position - 1] in _SINGLE else 0)
        if not size:
            return position
        position -= size


def _seat(text: str, end: int) -> int:
    """Give where the level or the place of an office begins: 省, 国家, 乐山市, 达州市委; the end when there is none."""
    for state in _STATE:
        if text.endswith(state, 0, end):
            return end - len(state)
    level = end - 1 if text[end - 1 : end] == "委" and text[end - 2 : end - 1] in _LEVELS else end
    level = end - 2 if text[end - 2 : end] == "政府" and text[end - 3 : end - 2] in _LEVELS else level
    owner = _owner(text, level)
    if owner < level:
        return owner
    above = _place(text, level)
    if above < level:
        return above
    begins = text[level - 1 : level] in _LEVELS and level > 0
    return level - 1 if begins and not _is_inside(text, level) else end


def _owner(text: str, end: int) -> int:
    """Give where the listed body that ends at an offset begins: 科技部|高新技术司, 中国科学院|科技促进发展局."""
    for size in range(min(_LONGEST_PLACE, end), 1, -1):
        row = dictionary.names().get(text[end - size : end])
        if row is not None and row["type"] in ("PublicBody", "ResearchInstitution"):
            return end - size
    return end


def _place(text: str, end: int) -> int:
    """Give where the chain of places that ends at an offset begins."""
    begin = end
    while begin > 0:
        sizes = range(min(_LONGEST_PLACE, begin), 1, -1)
        size = next((size for size in sizes if text[begin - size : begin] in dictionary.places()), 0)
        if not size:
            return begin
        begin -= size
    return begin


_PLAIN = frozenset("城都超门上股菜集闹夜园景社山矿地辖小片校灾库牧特街厂战各全我本该外跨新老")


def _is_inside(text: str, level: int) -> bool:
    """Say whether a level is the end of another word: 城|市, 园|区, 全|市."""
    return level > 1 and text[level - 2] in _PLAIN

"""Read list ellipsis: 金凤、明月湖、广阳湾、嘉陵江4大重庆实验室 names four laboratories by one ending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from kg.extraction.entities.found import Found
from kg.extraction.entities.growing import Grower
from kg.extraction.patterns import TIME_LIMIT
from kg.model import Span

__all__ = ["Listing", "find"]

_ENDINGS = {
    "实验室": "Laboratory",
    "高新区": "Zone",
    "科学城": "Zone",
    "新区": "Zone",
    "经开区": "Zone",
    "重大科技专项": "SpecialProgramme",
    "科技重大专项": "SpecialProgramme",
    "重大专项": "SpecialProgramme",
    "重点专项": "SpecialProgramme",
    "科技专项": "SpecialProgramme",
    "技术创新中心": "InnovationPlatform",
}
_NUMERAL = "0-9两二三四五六七八九十"
_ITEM = rf"(?:(?!等|[{_NUMERAL}]+[大个家所])[\u4e00-\u9fffA-Z0-9]){{2,16}}"
_LIST = regex.compile(
    rf"(?:(?<item>{_ITEM})[、和])+(?<item>{_ITEM}?)(?<open>等)?(?:领域的?)?"
    rf"(?<count>[{_NUMERAL}]+)(?<counter>大|个|家|所)(?<above>[\u4e00-\u9fff]{{0,4}}?)(?<ending>{'|'.join(_ENDINGS)})"
)
_ENDING = regex.compile(rf"[{_NUMERAL}](?:大|个|家|所)[\u4e00-\u9fff]{{0,4}}?(?:{'|'.join(_ENDINGS)})")
LONGEST = 160
"""Characters that a list with a common ending may take up before it."""

_NUMBERS = {character: n for n, character in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Listing:
    """A counted list that shares one ending."""

    span: Span
    members: tuple[Found, ...]
    count: int
    type: str
    label: str  # 4大重庆实验室
    complete: bool


def find(text: str, grower: Grower) -> Iterator[Listing]:
    """Find the counted lists of a text whose members leave out their common ending."""
    for close in _ENDING.finditer(text):
        start = max(0, close.start() - LONGEST, text.rfind("。", 0, close.start()), text.rfind("\n", 0, close.start()))
        match = _ending_at(text, start, close.end())
        if match is None:
            continue
        count = _count(match["count"])
        ending = match["ending"]
        type_ = _ENDINGS[ending]
        members = tuple(_members(text, match, grower, type_, ending))
        if count is None or len(members) < 2 or len(members) > count or ending == "技术创新中心":
            continue
        span = Span(members[0].span.start, match.end())
        label = text[match.start("count") : match.end()]
        yield Listing(span, members, count, type_, label, len(members) == count)


def _ending_at(text: str, start: int, end: int) -> regex.Match[str] | None:
    """Find the list that ends at an offset; none when the search runs out of time."""
    try:
        lists = _LIST.finditer(text, start, end, timeout=TIME_LIMIT)
        return next((one for one in lists if one.end() == end), None)
    except TimeoutError:
        return None


def _members(text: str, match: regex.Match[str], grower: Grower, type_: str, ending: str) -> Iterator[Found]:
    items = match.spans("item")
    for number, (begin, end) in enumerate(items):
        start = max(begin, grower.left(end, "Group")) if number == 0 else begin
        if start < end:
            if grower.is_governed(start, end):
                return
            label = text[start:end] + ending
            yield Found(Span(start, end), type_, label, "entity.list-ellipsis/1", weight=4)


def _count(printed: str) -> int | None:
    return int(printed) if printed.isascii() else _NUMBERS.get(printed)

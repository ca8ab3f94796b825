"""Which region a text means by 我市, 全省, 该县: the place of that level that the text speaks of most.

Place in the stream: view + entities → places by level. A place counts for each time it is named, the publisher's and a
public body's place a little; where no province is named, the one that most of the named cities lie in is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import regex

from kg.extraction.entities import dictionary
from kg.model import Entity, View

__all__ = ["LEVELS", "Regions", "full_name", "is_of_level", "leading", "lies_in", "of"]

LEVELS = {
    "市": frozenset({"直辖市", "地级市", "县级市"}),
    "省": frozenset({"省", "自治区"}),
    "区": frozenset({"市辖区"}),
    "县": frozenset({"县", "自治县"}),
    "州": frozenset({"自治州"}),
    "旗": frozenset({"旗", "自治旗"}),
}
"""The classes of divisions that 我市, 我省 … can mean, by their last character."""

_BODY_WEIGHT = 0.4
_PRESS = regex.compile(
    r"(?:日报|晚报|晨报|商报|都市报|时报|早报|快报|新闻网|广播电视|电视台|发布)(?=社|讯|记者|消息|[（\s：])"
)
_PRESS_OF = {"楚天": "湖北省", "红网": "湖南省", "南方": "广东省", "大众": "山东省", "齐鲁": "山东省", "新华": ""}
_BODY = regex.compile(
    "(?<=[省市区县州旗])(?:委|政府|人民政府|科技局|科技厅|科学技术|发改委|统计局|工信|经信|新闻办|人大|政协)"
)
_LONGEST = 8


@dataclass
class Regions:
    """The places of a text with what speaks for each."""

    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # full name → weight

    def named(self, level: str) -> str:
        """Give the place of a level that the text means; empty when none is named."""
        fitting = {name: weight for name, weight in self.weights.items() if is_of_level(name, level)}
        if not fitting:
            return self._around() if level == "省" else ""
        best = max(fitting, key=lambda name: (fitting[name], name))
        above = _parent(best)
        return above if level == "市" and above in fitting else best

    def _around(self) -> str:
        """Give the province that most of the named cities lie in."""
        provinces: dict[str, float] = defaultdict(float)
        for name, weight in self.weights.items():
            above = _province(name)
            if above:
                provinces[above] += weight
        ranked = sorted(provinces.items(), key=lambda item: (-item[1], item[0]))[:2]
        clear = bool(ranked) and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
        return ranked[0][0] if clear else ""


def of(view: View, entities: Iterable[Entity]) -> Regions:
    """Weigh the places of a text."""
    regions = Regions()
    for entity in entities:
        if entity.ref.kind == "place" and _row(entity.label) is not None:
            regions.weights[entity.label] += sum(not mention.anaphoric for mention in entity.mentions)
    for name in filter(None, _of_bodies(view.text)):
        regions.weights[name] += _BODY_WEIGHT
    return regions


def _of_bodies(text: str) -> Iterator[str]:
    """Give the places of publishers and public bodies: 长沙市科技局, 苏州日报讯."""
    for found in _BODY.finditer(text):
        yield from _ending(text, found.start(), shortest=2)
    for found in _PRESS.finditer(text):
        paper = text[max(0, found.start() - 2) : found.start()]
        yield from [_PRESS_OF[paper]] if paper in _PRESS_OF else _ending(text, found.start(), shortest=2)


def _ending(text: str, end: int, *, shortest: int) -> Iterator[str]:
    """Give the longest division whose name ends at an offset."""
    names = (full_name(text[start:end]) for start in range(max(0, end - _LONGEST), end - shortest + 1))
    name = next(filter(None, names), "")
    if name:
        yield name


def full_name(name: str, *, level: str = "") -> str:
    """Give the official name of a division, of the highest rank where several bear the name; empty when none does."""
    rows = [row for row in dictionary.places().get(name, ()) if not level or row["type"] in LEVELS[level]]
    return min(rows, key=lambda row: (row["valid_to"] != "", _rank(row), row["code"]))["name"] if rows else ""


def leading(label: str, *, longest: int) -> str:
    """Give the official name of the longest division that a label begins with; empty when it begins with none."""
    names = (full_name(label[:end]) for end in range(min(len(label), longest), 1, -1))
    return next(filter(None, names), "")


def is_of_level(name: str, level: str) -> bool:
    """Say whether a division's official name is of the level of 我市, 我省 …."""
    return any(
        row["name"] == name and row["type"] in LEVELS.get(level, ()) for row in dictionary.places().get(name, ())
    )


def lies_in(name: str, other: str) -> bool:
    """Say whether a division lies in another, by their official names."""
    return other in (_parent(name), _province(name))


def _rank(row: dict[str, str]) -> int:
    code = row["code"]
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def _row(name: str) -> dict[str, str] | None:
    """Give the row of an official name where it is that of one place only."""
    rows = [row for row in dictionary.places().get(name, ()) if row["name"] == name]
    return rows[0] if len({row["parent"] for row in rows}) == 1 else None


def _parent(name: str) -> str:
    row = _row(name)
    return _by_code().get(row["parent"], "") if row else ""


def _province(name: str) -> str:
    row = _row(name)
    above = _by_code().get(row["code"][:2] + "0000", "") if row else ""
    return above if is_of_level(above, "省") and above != name else ""


@cache
def _by_code() -> dict[str, str]:
    return {row["code"]: row["name"] for rows in dictionary.places().values() for row in rows}

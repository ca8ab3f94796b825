"""Find the names that end in a telling suffix: the ending says the class, what stands before it the name.

Place in the stream: hits of suffixes → finds. `growing` finds the left edge, `stems` judges what is a name at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from kg.extraction.entities import dictionary, stems
from kg.extraction.entities.dictionary import Hit
from kg.extraction.entities.found import Found
from kg.extraction.entities.growing import PLANS, Grower
from kg.model import Span

__all__ = ["find"]

_GOES_ON = regex.compile(
    "企业|城市|县|示范|试点|机遇|性|科技|力量|前沿|定位|支点|目标|任务|需求|方案|新局|合作|部署|咨询|布局|导向"
    "|等(?:优势|重点|特色)?(?:学科|专业)|师|硕|博|院|技术|研究|学|机械|材料|化|者|力|论|家|区|中|项目"
)
_DEPUTIES = regex.compile("代表|委员|常委|会议|[一二三四五六七八九十0-9]+(?:次|届)|专题|监督|支持")
_INFLUENCE = regex.compile(r"具有[^，。；、“”]{2,10}(?:影响力|竞争力|辨识度|特色)的$")

_COUNTABLE = frozenset({"Zone", "InnovationPlatform", "Organization", "ResearchInstitution", "Event"})
_COUNT_AFTER = regex.compile(r"(?:达到?|共|累计|超过?|近|突破)?[0-9]+(?:余|多)?[家个支座所](?!月)")
_COUNT_BEFORE = regex.compile(r"[0-9一二两三四五六七八九十余多数](?:[个家座所批]|支.)$")
_PLAIN_START = regex.compile(r"本场|本次|此次|这[次个场]|该|新一轮|零碳|各[类级地市]|全部|其他|有关|相关")


def find(grower: Grower, hits: list[Hit], roles: frozenset[int]) -> Iterator[Found]:
    """Find the names that end in a listed suffix, the longest suffix at each end.

    `roles` are the offsets at which a post begins: 市科技局|局长, whatever the segmenter makes of it.
    """
    longest: dict[int, Hit] = {}
    for hit in hits:
        known = longest.get(hit.end)
        if known is None or hit.start < known.start:
            longest[hit.end] = hit
    for hit in longest.values():
        found = _name(grower, hit, roles)
        if found is not None:
            yield found


def _name(grower: Grower, hit: Hit, roles: frozenset[int]) -> Found | None:
    text, row = grower.text, dictionary.suffixes()[hit.word]
    type_ = row["type"]
    if _goes_on(grower, hit, type_, roles):
        return None
    start = _start(grower, hit, type_)
    if start == hit.start or _lacks_quotes(hit.word, type_, text[start : hit.start]):
        return None
    if not stems.is_name(grower, start, hit.start, row) or _is_counted(text, Span(start, hit.end), type_):
        return None
    return Found(Span(start, hit.end), type_, text[start : hit.end], f"entity.{_slug(type_)}/1", weight=2)


def _is_counted(text: str, span: Span, type_: str) -> bool:
    """Say whether a class is counted rather than a thing named: 2个数据产业集聚区, 国家备案众创空间2441家."""
    heads = [text[span.start : span.start + n] for n in (2, 3, 4)]
    if type_ not in _COUNTABLE or any(head in dictionary.places() or head in dictionary.names() for head in heads):
        return False
    reach = span.start + 2 if text[span.start] == "支" else span.start  # 36|支子基金 cut as 36 支子 基金
    before = _COUNT_BEFORE.search(text, max(0, span.start - 3), reach)
    plain = _PLAIN_START.match(text, span.start, span.end)
    return bool(before or plain or _COUNT_AFTER.match(text, span.end))


def _goes_on(grower: Grower, hit: Hit, type_: str, roles: frozenset[int]) -> bool:
    """Say whether the ending is only the beginning, or the middle, of another word: 工程|师, 人大|代表."""
    if hit.word in ("人大", "政协") and _DEPUTIES.match(grower.text, hit.end):
        return True
    if type_ in PLANS and _GOES_ON.match(grower.text, hit.end):
        return True
    if type_ == "PublicBody" and len(hit.word) >= 3:  # the segmenter likes 局市 better than 经信局|市
        return False
    crossed = grower.words.ends[grower.words.holding(hit.end - 1)] > hit.end and hit.end not in roles
    return crossed or grower.words.starts[grower.words.holding(hit.start)] < hit.start - 3


def _start(grower: Grower, hit: Hit, type_: str) -> int:
    start = grower.left(hit.start, type_)
    if grower.units.get(hit.end, hit.start) < hit.start and grower.units[hit.end] != start:
        start = _before_listed(grower, grower.units[hit.end])
    if type_ == "Highland" and grower.text[start - 1 : start] == "的":
        start = _described(grower.text, start)
    return start


def _lacks_quotes(suffix: str, type_: str, stem: str) -> bool:
    """Say whether an ending that makes a name only behind a quoted word has none: “416”布局, “五项机制”改革."""
    if suffix == "活动":
        return not stem.endswith("”")
    if suffix == "改革":
        return "”" not in stem
    return type_ == "Strategy" and not suffix.endswith("战略") and not stem.endswith(("”", "’"))


def _before_listed(grower: Grower, start: int) -> int:
    """Keep a listed name as it is listed, but for a place right before it."""
    above = grower.units.get(start, start)
    before = grower.text[above:start]
    region = before in dictionary.names() and dictionary.names()[before]["type"] == "Region"
    return above if region or before in dictionary.places() else start


def _described(text: str, start: int) -> int:
    described = _INFLUENCE.search(text[max(0, start - 20) : start])
    return start if described is None else max(0, start - 20) + described.start()


@cache
def _slug(type_: str) -> str:
    return regex.sub(r"(?<!^)([A-Z])", r"-\1", type_).lower()

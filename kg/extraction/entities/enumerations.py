"""Read lists whose members a word before or behind them classes: A、B、C等产业, 三大产业：A、B, 聚焦A、B.

Place in the stream: words → finds. The list itself tells what its members are, so that a member needs no ending of its
own; what is no noun phrase, or as plain as 人才、资金, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary, phrases
from kg.extraction.entities.found import Found
from kg.extraction.entities.growing import Grower
from kg.model import Span

__all__ = ["find"]

_MARKS = "，。；：！？“”《》（）()\n"
_LIST = regex.compile(rf"(?<![^{_MARKS}])[^{_MARKS}、]++(?:、[^{_MARKS}、]++)++")  # from the mark before it on
_JOINT = regex.compile(r"、|以及|和|与|及")
_TELLS = {
    "Technology": r"技术|工艺|算法",
    "Industry": r"产业集群|产业链|产业|行业|赛道|领域|新兴产业",
    "Product": r"产品|装备|设备|器件|器械|仪器|药物|新品|展品|零部件",
}
_CLASS = "|".join(f"(?<{type_}>{words})" for type_, words in _TELLS.items())
_ROLE = (
    r"(?:[0-9一二两三四五六七八九十多几]+(?:大|个|条|项|类|种|款)|一批|多[款种项]|系列|战略性|新兴|先导|重点|未来|主导|优势|特色|支柱|传统|前沿|先进|关键|核心"
    r"|共性|千亿级?|百亿级?|万亿级?|细分|高科技|高新技术|高技术|尖端|新|科技|“卡脖子”|国家|我国|全[省市区县]|现代|高端|智能|医疗|化工|绿色|标志性|高附加值|自主|国产|拳头|名优"
    r"|\p{Han}{2,3}?(?=支柱|主导|重点|特色|优势|新兴))*"
)
_CLOSED = regex.compile(rf"等{_ROLE}(?:{_CLASS})")
_COUNTED = regex.compile(rf"[0-9一二两三四五六七八九十]+(?:大|个|条|项|类){_ROLE}(?:{_CLASS})")
_LEADING = regex.compile(
    r"为(?:主|主导|支柱|重点|代表|龙头|特色|引领|核心|支撑|主体|基础)的?[^，。；、]{0,8}?(?<Industry>产业|行业|制造业|经济|集群)"
)
_DIRECT = regex.compile(
    rf"(?:{_TELLS['Industry'].replace('领域|', '')})(?!化|园|基地|工人|政策|基金|转移|结构|项目|协会|联盟|研究|大会)"
)
_OPENING = regex.compile(
    rf"(?:{_ROLE}(?<Industry>产业|行业|赛道|领域|集群)(?:体系|链)?|(?<Product>产品)(?:线|体系)?)(?:主要|重点|广泛|已)?"
    r"(?:包括|有|为|是|涵盖|覆盖|分别[为是]|即|——|：|:)+$"
)
_PURSUED = regex.compile(
    r"(?:聚焦|布局|深耕|瞄准|主攻|发展|培育|壮大|做大做强|做强做优|做强|围绕|锚定|抢占|抢滩|形成|构建|打造|涵盖|涉及|紧盯|突出|立足)(?:了|以|在)?$"
)
_ENDS = regex.compile(r"(?<=\p{Han})(?<![平高中对优初上下特])等(?!级|离子|于|待|同|额|效|值|温|压)")


@dataclass(frozen=True, slots=True)
class _Listed:
    """The members of a list and the class that its surroundings tell."""

    spans: tuple[Span, ...]
    type: str
    by: str  # the word that says so (产业, 领域, 技术); empty when only a verb such as 聚焦 does


def find(grower: Grower) -> Iterator[Found]:
    """Find the members of the classed lists of a text."""
    text = grower.text
    for match in _LIST.finditer(text):
        listed = _read(grower, match.start(), match.end())
        if listed is None:
            continue
        kept = [span for span in listed.spans if _is_member(grower, span)]
        if _is_enough(text, listed, kept):
            weight = 3 if listed.type == "Technology" else 1
            for span in kept:
                name = span.of(text)
                yield Found(
                    span,
                    listed.type if listed.by == "产业" else _own_type(name) or listed.type,
                    name,
                    "entity.enumerated/1",
                    weight=weight,
                )


def _read(grower: Grower, start: int, end: int) -> _Listed | None:
    """Read a run of marks and words as a list, when something tells the class of its members."""
    text = grower.text
    first = text.find("、", start, end)
    ends = _ENDS.search(text, first, end)
    last = text.rfind("、", start, ends.start() if ends else end) + 1
    close, type_, by = _closing(text, last, end)
    begin = phrases.left(grower, first, floor=start)
    if not type_:
        opened, pursued = (
            _OPENING.search(text, max(0, begin - 24), begin),
            _PURSUED.search(text, max(0, begin - 8), begin),
        )
        if opened is None and pursued is None:
            return None
        type_, by = ("Industry", "") if opened is None else _told(opened)
    return _Listed(tuple(_members(text, begin, close)), type_, by)


def _closing(text: str, last: int, end: int) -> tuple[int, str, str]:
    """Give where the last member ends, and the class and the word told behind it, both in a list's last stretch."""
    for pattern in (_CLOSED, _COUNTED, _LEADING):
        match = pattern.search(text, last, min(end, last + 40))
        if match is not None and match.start() > last:
            return match.start(), *_told(match)
    direct = _DIRECT.search(text, last, min(end, last + 16))
    if direct is not None and direct.start() > last + 1 and _ENDS.search(text, last, end) is None:
        return direct.start(), "Industry", direct[0]
    return phrases.right(text, last, end), "", ""


def _told(match: regex.Match[str]) -> tuple[str, str]:
    """Give the class that a match tells, and the word that tells it."""
    return next((name, word) for name, word in match.groupdict().items() if word)


def _members(text: str, start: int, end: int) -> Iterator[Span]:
    position = start
    for joint in _JOINT.finditer(text, start, end):
        if joint[0] != "、" and not _is_joint(text, position, joint.span(), end):
            continue
        yield _unrated(text, position, joint.start())
        position = joint.end()
    yield _unrated(text, position, end)


def _unrated(text: str, start: int, end: int) -> Span:
    """Leave out the rating that a member begins with: ±800千伏|特高压直流输电."""
    rating = (_UNIT if text[start - 1 : start].isdigit() else _RATING).match(text, start, end)
    return Span(start if rating is None else rating.end(), end)


def _is_joint(text: str, start: int, joint: tuple[int, int], end: int) -> bool:
    """Say whether 和 or 与 parts two members rather than standing within one (汽车及零部件, 船舶与海洋工程装备)."""
    at, after = joint
    if text[start:at] in dictionary.fields() and text[after:end] in dictionary.fields():
        return text[start:end] not in dictionary.fields()
    whole = text[start:end] in dictionary.fields()
    return not whole and at - start >= 2 and end - after >= 2 and text.find("、", after, end) < 0


def _is_member(grower: Grower, span: Span) -> bool:
    name = span.of(grower.text)
    if not 2 <= len(name) <= 14 or name in dictionary.places() or name in dictionary.suffixes():
        return False
    if name in dictionary.fields():
        return True
    if name in lexicon.words("generic") or name in lexicon.words("plain-item") or name.endswith(_NO_ENDS):
        return False
    joint = _WITHIN.search(name)
    if joint is None:
        return phrases.is_noun(grower, span.start, span.end)
    first = phrases.left(grower, span.start + joint.start(), floor=span.start) == span.start
    return first and phrases.left(grower, span.end, floor=span.start + joint.end()) == span.start + joint.end()


_UNIT = regex.compile("千伏|万千瓦|千瓦|兆瓦|公里|毫米|纳米|微米|千米|万吨|吨级?|米级?|MW|kV|nm")
_RATING = regex.compile(rf"[±≥≤]?[0-9.]+(?:{_UNIT.pattern})")
_WITHIN = regex.compile("[与及和]")
_NO_ENDS = ("性", "企业", "公司", "领域", "产品", "院士", "人才", "资金", "项目", "平台", "大学", "学院", "们", "化")


def _own_type(name: str) -> str:
    """Give the class that a member's own head tells: 柔性盖板 among fields of use is a product all the same."""
    if name in dictionary.fields():
        return ""
    heads = (dictionary.heads().get(name[-length:]) for length in (4, 3, 2))
    return next((row["type"] for row in heads if row is not None and row["kind"] in ("", "alone")), "")


def _is_enough(text: str, listed: _Listed, kept: list[Span]) -> bool:
    """Say whether enough members are what the list says: half known where a verb tells it, one where 领域 does."""
    if len(kept) < 2 or (len(kept) < len(listed.spans) - 1 and listed.type != "Industry"):
        return False
    names = [span.of(text) for span in kept]
    known = sum(name in dictionary.fields() and name not in lexicon.words("plain-item") for name in names)
    if listed.type != "Industry" or listed.by not in ("", "领域"):
        return True
    return known > 0 if listed.by else 2 * known >= len(listed.spans)

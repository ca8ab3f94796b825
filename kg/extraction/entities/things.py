"""Mend and judge the names of things that endings, marks and frames gave: zones, industries, plans, products.

Place in the stream: finds → finds. A name begins behind the last word that governs, counts or compares
(预料|园区, 皆有利维系|科学园区), and it holds a word that is more than general: 道路工程, 综合功能平台 name nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary, phrases, stems
from kg.extraction.entities.found import Found
from kg.extraction.entities.growing import PLANS, Grower, is_generic
from kg.model import Span

__all__ = ["mended"]

THINGS = PLANS - {"Event"} | {"Zone", "Industry", "Cluster", "Product", "Highland", "Honour", "Ranking"}
_GOES_ON = regex.compile(
    r"(?:集聚|示范|孵化|转化)?(?:基地|园区?|集聚区|聚集区|城(?!市)|联盟|协会|基金|研究院|研究中心|创新中心|学院|论坛|大会|博览会|联合会)"
)
_BEHIND = {
    "Zone": regex.compile(r"[（(](?:\p{Han}{2,4})(?:·\p{Han}{2,4})*[)）]"),
    "Honour": regex.compile("(?:特|[一二三]|金|银|铜|优秀)(?:等)?奖"),
}
_FUNDED = regex.compile(r"投资[^，。；、]{0,3}[0-9][^，。；、]{0,8}元的(?:[^，。；、]{2,6}“?)?$|最大的$")
_PLAIN_PROJECT = regex.compile(
    "(?:合作|实验室|科研|建设|攻关|计划|研究|课题|改革|试点|转化|帮扶|培训|创新|产业化|示范|技改|改造|惠民|扶贫|民生|工艺|配套)项目$"
)
_BUILT = regex.compile(
    r"”?(?:一期|二期|三期|正式|顺利|成功|已|全面|加快|集中|主体|工程|也|均|先后){0,3}"
    r"(?:开工|落地|签约|投产|封顶|竣工|建成|落户|动工|奠基|启动建设|开建|试生产|点火|投运|并网|完工|交付|总投资|计划投资|占地|达产)"
)
_GRANTED = regex.compile("(?:获评|授予|荣获|评为|认定为|荣膺|获颁)“?$")
_LEVEL = regex.compile("国家|全国|全省|省级|市级|首批|世界")
_NATIONAL = regex.compile("国家|综合性|国际|全球|世界|区域")
_JOINT = regex.compile("[和与及]$")
_BRACKET = regex.compile(r"(?<=\p{Han})[（(]\p{Han}{2,6}[)）]$")


def mended(grower: Grower, found: Iterable[Found]) -> Iterator[Found]:
    """Mend the edges of things' names; leave out those that then name nothing."""
    for one in found:
        row = _ending(one) if one.type in THINGS else None
        better = _behind_apposition(grower, one) if row is None else _mended(grower, one, row)
        if better is not None:
            yield better


def _behind_apposition(grower: Grower, one: Found) -> Found:
    """Cut a name to what stands behind the class it is given (湘江科学城地标建筑|湘江科学中心)."""
    apposed = _APPOSITION.search(one.label) if len(one.label) == one.span.end - one.span.start else None
    if apposed is None:
        return one
    start = one.span.start + apposed.end()
    return replace(one, span=Span(start, one.span.end), label=grower.text[start : one.span.end])


def _mended(grower: Grower, one: Found, row: Mapping[str, str]) -> Found | None:
    text, span = grower.text, one.span
    head = span.end - len(row["suffix"])
    start = span.start
    if one.type != "Highland" or "的" not in one.label:
        start = _start(grower, start, head, one.type)
    if one.type == "Highland" and one.label.endswith("科学中心") and not _NATIONAL.search(one.label):
        one = replace(one, type="Zone")
    if one.type in ("Industry", "Cluster"):
        if _GOES_ON.match(text, span.end):
            return None
        start = _whole(grower, start, head)
    if start >= head or text[start : span.end] in _PLAIN_HIGHLANDS:
        return None
    if start > span.start and not stems.is_name(grower, start, head, row):
        return None
    if _is_general(grower, start, head, one.type) or (row["suffix"] == "项目" and not _is_told(text, start, span.end)):
        return None
    if one.type == "Zone" and _GRANTED.search(text, max(0, start - 5), start) and _LEVEL.match(text, start):
        one = replace(one, type="Honour")
    behind = _BEHIND[one.type].match(text, span.end) if one.type in _BEHIND else None
    end = span.end if behind is None else behind.end()
    return one if (start, end) == (span.start, span.end) else replace(one, span=Span(start, end), label=text[start:end])


def _ending(one: Found) -> dict[str, str] | None:
    """Give the row of the longest listed ending of a name."""
    rows = (dictionary.suffixes().get(one.label[-length:]) for length in range(min(12, len(one.label) - 1), 1, -1))
    return next((row for row in rows if row is not None and row["type"] == one.type), None)


def _start(grower: Grower, start: int, head: int, type_: str) -> int:
    """Give where a name begins: behind the last word that cannot stand in it, and behind verbs at its front."""
    quote = grower.text.find("“", start, head)
    stop = head if quote < 0 else quote
    edge, position, after_name, before = start, start, False, ""
    for part, listed in reversed(list(grower.parts(start, stop))):
        position += len(part)
        front = edge == position - len(part)
        if quote >= 0 and grower.words.tags[grower.words.holding(position - 1)] == "v" and type_ in PLANS:
            edge = position
        if part in ("和", "与", "及", "以及") and (after_name or before in dictionary.suffixes()):
            edge = position
        before = part
        after_name = after_name or (listed and part in dictionary.names() and len(part) > 3)
        if listed:
            whole = part in lexicon.words("compound") and type_ in ("Industry", "Product", "Cluster")
            edge = position if front and whole else edge
        elif (part in _APPOSED and after_name) or _governs(grower, position, part, type_ if front else ""):
            edge = position
    return edge


def _governs(grower: Grower, end: int, part: str, type_: str) -> bool:
    """Say whether a word cannot stand in a thing's name; some can, but not at its front; `type_` is empty behind it."""
    tag = grower.words.tags[grower.words.holding(end - 1)]
    if (
        part in lexicon.words("governing")
        or (part in _COMPARING)
        or (len(part) > 2 and tag == "v" and part[-2:] in phrases.stops())
    ):
        return part not in lexicon.words("name-verb")
    if not type_:
        return False
    if len(part) == 1 and part in "起了出好成研":
        return True
    if part in _EXAMINING and type_ in ("Zone", "Industry", "Cluster", "Product"):
        return True
    if type_ in ("Industry", "Cluster") and part in phrases.DOING:
        return True
    if part in lexicon.words("praise"):
        return type_ in ("Product", "Industry")
    if type_ in PLANS or type_ == "Highland":
        return part == "建设"
    verb = tag == "v" and len(part) > 1 and part not in lexicon.words("soft-verb") | lexicon.words("name-verb")
    return verb or tag in ("d", "c", "p", "r") or part in _COUNTING


_COMPARING = frozenset(
    {
        "间接",
        "直接",
        "地标建筑",
        "地标",
        "旗下",
        "所属",
        "下属",
        "标杆",
        "最大",
        "皆",
        "较",
        "较原",
        "比",
        "比较",
        "按",
        "按原",
        "依",
        "依照",
        "均",
        "都",
        "才",
        "只",
        "便",
        "却",
        "则",
        "该",
        "此",
        "这",
        "那",
        "其",
    }
)
_APPOSITION = regex.compile("(?<=..)(?:地标建筑|地标项目|标杆项目|核心载体|核心项目|重点项目|旗下的?)(?=.{5})")
_APPOSED = frozenset({"建筑", "项目", "平台", "园区", "载体", "重点", "核心区"})
_PLAIN_HIGHLANDS = frozenset(
    {
        "科技创新高地",
        "创新高地",
        "产业高地",
        "人才高地",
        "产业创新高地",
        "创新人才高地",
        "先进制造业高地",
        "科技高地",
        "制造业高地",
    }
)
_EXAMINING = frozenset(
    {
        "考核",
        "评价",
        "评估",
        "评选",
        "检查",
        "督查",
        "审核",
        "通报",
        "调研",
        "巡查",
        "考评",
        "园区",
        "全省",
        "全市",
        "全国",
    }
)
_COUNTING = frozenset({"三大", "四大", "五大", "六大", "多个", "一个", "各", "各类", "每个", "全部", "所有"})


def _whole(grower: Grower, start: int, head: int) -> int:
    """Take in what 和 joins with a part that is no industry by itself (软件和信息服务产业), and a bracket's owner."""
    text = grower.text
    bracket = _BRACKET.search(text, max(0, head - 8), head)
    if bracket is not None:
        return phrases.left(grower, bracket.start())
    joint = _JOINT.search(text, max(0, start - 1), start)
    if joint is None or text[start:head] in dictionary.fields():
        return start
    before = phrases.left(grower, start - 1)
    if text[before : start - 1].endswith(("产业", "集群", "业")):
        return start
    alone = text[before - 1 : before] not in ("、", "和")
    return before if start - 1 - before >= 2 and alone and phrases.is_specific(grower, before, start - 1) else start


def _is_told(text: str, start: int, end: int) -> bool:
    """Say whether the text tells of a project what is told of one only: what it cost, that it was begun or finished."""
    if end - start < 7 or _PLAIN_PROJECT.search(text, start, end):
        return False
    return bool(_FUNDED.search(text, max(0, start - 24), start) or _BUILT.match(text, end))


def _is_place(part: str) -> bool:
    return part in dictionary.places() or _is_region(part)


def _is_region(part: str) -> bool:
    return part in dictionary.names() and dictionary.names()[part]["type"] == "Region"


def _is_general(grower: Grower, start: int, head: int, type_: str) -> bool:
    """Say whether nothing in a stem is more than general: 标志性工程, 总部核心区, 园区平台, 道路工程."""
    if "“" in grower.text[start:head]:
        return False
    placed = type_ not in ("Industry", "Cluster")
    parts = [part for part, listed in grower.parts(start, head) if placed or not (listed and _is_place(part))]
    plain = lexicon.words("plain-stem")
    if type_ == "Highland" or (type_ == "Zone" and not parts):
        return False
    return all(is_generic(part) or part in plain for part in parts) and type_ not in ("Strategy", "ActionPlan")

"""Find firms that have no telling ending: by the company they keep in a list, and by their heads.

Place in the stream: finds + text → further finds. 代表企业有甲、乙、丙 and 甲、乙等龙头企业 say of each member that it
is a firm; so do firms among its neighbours. What stands before 董事长 or 创始人 and a person's name leads a firm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex
import rjieba

from kg.extraction import lexicon
from kg.extraction.entities import dictionary, trades, ungrouping
from kg.extraction.entities.found import Found
from kg.extraction.entities.ungrouping import Group
from kg.extraction.entities.words import Words
from kg.model import Span

__all__ = ["find"]

_HEADED = regex.compile(
    r"(?:^|[，。；：“”、\n])(?<span>[\p{Han}A-Za-z]{2,14}?)(?:联席|联合|常务副|执行|高级副|副)?(?:董事长|总经理|创始人|总裁|首席执行官|CEO|总工程师)"
    r"(?:兼[^，。；]{2,8})?$"
)
_LONGEST_HEAD = 30
_NO_FIRM = regex.compile(
    "(?:企业|公司|产业|领域|行业|项目|基地|园区|平台|大学|学院|研究院|研究所|实验室|医院|政府|机构|团队|人才|专家|集群|产品|技术|环节|链"
    "|板块|赛道|方向|单位|院校|高校|院所|国家|地区|市场|部门|中心|城市|省份|制造|研发|设计|应用|服务|生产|加工|[产行农工商企事作创就造务输游饮筑融险]业"
    "|等地|模式|体系|政策|资金|协会|学会|联盟|大会|论坛|工程|计划|行动)$"
)
_NAME = regex.compile(r"[\p{Han}A-Za-z0-9·&-]{2,12}")


def find(text: str, found: Sequence[Found], words: Words) -> Iterator[Found]:
    """Find the firms of lists, and those that a person named behind a post leads."""
    at = {one.span: one.type for one in found}
    for group in ungrouping.groups(text, found, words):
        yield from _of_group(text, group, at)
    for one in found:
        if one.type == "Person":
            headed = _HEADED.search(text, max(0, one.span.start - _LONGEST_HEAD), one.span.start)
            if headed is not None and (len(headed["span"]) > 2 or trades.is_coined(headed["span"])):
                span = Span(*headed.span("span"))
                if not _is_plain(span.of(text)):
                    yield Found(span, "Enterprise", span.of(text), "entity.firm-headed/1")


def _of_group(text: str, group: Group, at: Mapping[Span, str]) -> Iterator[Found]:
    """Give the members of a list that no other find has, when the list is one of firms."""
    sorts = [_sort(span.of(text), at.get(span)) for span in group.members]
    members = group.members
    if group.called and "other" in sorts:  # 甲实验室与乙、丙等企业: what stands nearest is called so
        skipped = len(sorts) - sorts[::-1].index("other")
        sorts, members = sorts[skipped:], members[skipped:]
    if not _is_of_firms(group, sorts):
        return
    for span, sort in zip(members, sorts, strict=True):
        if sort in ("firm", "coined", "unknown") and span not in at:
            yield Found(span, "Enterprise", span.of(text), "entity.firm-listed/1", weight=1)


def _is_of_firms(group: Group, sorts: Sequence[str]) -> bool:
    """Weigh what the text calls the members against what they look like."""
    firms, coined = sorts.count("firm"), sorts.count("coined")
    unknown = sorts.count("unknown") + coined
    rest = len(sorts) - firms - unknown
    if len(sorts) == coined or len(sorts) == 1:
        return group.called and not group.fielded and firms + coined == len(sorts)
    if not unknown and firms < len(sorts):
        return firms > 0 and group.called
    if group.announced:
        return 3 * rest <= len(sorts) and firms + unknown >= 2
    if group.called:
        return firms > 0 and rest == 0 if group.fielded else firms > 0 and 2 * rest <= firms + unknown
    return firms >= 2 and rest == 0 and unknown <= firms


def _sort(name: str, type_: str | None) -> str:
    """Say whether a member is a firm, some other thing, a plain word, or unknown."""
    if type_ is not None:
        return "firm" if type_ == "Enterprise" else "other"
    if not _NAME.fullmatch(name) or _is_plain(name):
        return "plain"
    if trades.is_firm(name):
        return "firm"
    return "coined" if trades.is_coined(name) else "unknown"


def _is_plain(name: str) -> bool:
    """Say whether words are no name at all: a field, a place, a class of things, a run of plain words."""
    if name in dictionary.places() or name in dictionary.fields() or name in lexicon.words("generic"):
        return True
    if trades.governs(name[:2]) or name.startswith(("公司", "该", "本", "企业", "其", "一", "这")):
        return True
    return _NO_FIRM.search(name) is not None or all(_is_common(part) for part in rjieba.cut(name, False))


def _is_common(word: str) -> bool:
    return (
        word in lexicon.words("generic")
        or word in lexicon.words("soft-verb")
        or word in dictionary.fields()
        or word in lexicon.column("trades", "trade")
    )

"""Split a measured phrase into whom it begins with and what is measured: 某区|高新技术企业数量, 某产业|产值.

Place in the stream: base + context → measure and subject. Called by `settling`.
"""

from __future__ import annotations

import regex
import rjieba

from kg.extraction.indicators import generic, heads, inheriting, nouns, readings, words
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import NATIONAL, Subject
from kg.extraction.indicators.vocabulary import listed, pattern
from kg.model import Ref, Span

Split = tuple[str, Subject | None]

_ALIKE = regex.compile(r"(?:像|如|类似)[^，。]*?(?:这样|一样|此类|类似)的(?<thing>[\p{Han}“”]{2,16})，[^，。]{0,6}，?$")
_HAS = regex.compile("(?:已有|现有|共有|就有|已达|已超|有|达)$")
_COUNTING = frozenset({"数量", "总数", "总量", "数", "占比", "规模", "数量达", "增至", "比重", "个数", "家数", "排名"})
_BORDERS = frozenset({*words.listed("aspects"), "实现", "完成", "取得"})
_INTERNAL = regex.compile(r"科技型企业|全社会|每万|研发|专利|高价值")
_SECTOR = regex.compile(
    rf"(?<who>.{{0,22}}?..{words.any_of('sectors')})(?:的|上年度|上年|实现|完成|年|全年|总|去年)*"
    rf"(?<head>(?:平均)?{words.any_of('heads')})|(?<who>[\p{{Han}}“”]{{2,20}})的(?<head>(?:总|年)?{words.any_of('heads')})"
)
_SPENDER = regex.compile(
    "(?:[\\p{Han}]{2,16}的)?(?<who>(?!规模以上|我国|全国)[\\p{Han}]{0,6}(?:学校|高校|院校|研究机构|科研院所|医院))"
    "(?<head>(?:基础研究|应用研究|试验发展|研究|研发|科技|科研)?(?:经费|支出|投资|投入))"
)
_BY_ACTOR = regex.compile(
    "(?P<who>(?:各类|政府属|国有|民营|外资)?(?:[\\p{Han}]{0,6}(?:企业|机构|高等学校|高校|院所|制造业|服务业|工业|部门)))"
    "(?P<head>(?:基础研究|应用研究|试验发展|研究与试验发展|研究|研发|科技|科研)?(?:R&D)?(?:经费|资金)?(?:内部)?(?:支出|投入|投资|经费)(?:所占比重|占比|总额)?)"
)


def split(base: str, reading: Reading, context: Context) -> Split:
    """Split a phrase into the subject it begins with and what is measured of it."""
    start = reading.start
    end = reading.base_span.end if reading.base_span else start + len(base)
    quoted = base.startswith("“")
    named = nouns.named(context.subjects, start + quoted, end)
    divided = _sector(base, named, reading, context) or _spender(base, start, context)
    if divided is not None:
        return divided
    total = reading.number.item.unit == "NUM" or _is_macro(base, reading, context)
    if named is None or named.span is None or (named.basis == "sector" and total):
        return _unnamed(base, Span(start, end), reading, context)
    return _named(base, named, Span(start, end), reading, context)


def _sector(base: str, named: Subject | None, reading: Reading, context: Context) -> Split | None:
    """Split 某产业|产值, 这些企业|营业收入, but not a region's total nor a share of a whole."""
    regional = named is not None and named.ref.kind == "place" and named.label not in NATIONAL
    found = None if regional else _SECTOR.fullmatch(base)
    if found is None or _INTERNAL.match(base) or reading.rule.id == "ind.share-of-whole":
        return None
    if _is_macro(base, reading, context):
        return None
    label, span = found["who"], Span(reading.start, reading.start + found.end("who"))
    meant = nouns.worded(context.subjects, *span) if label.startswith(("这", "上述", "该")) else None
    return found["head"], meant or Subject(Ref("industry", label), label, span, "sector")


def _spender(base: str, start: int, context: Context) -> Split | None:
    """Split 高等学校|经费支出, and in national figures 各类企业|研究与试验发展经费支出."""
    found = _SPENDER.fullmatch(base) or (_BY_ACTOR.fullmatch(base) if _is_national(context) else None)
    if found is None:
        return None
    label, cut = found["who"], start + found.start("who")
    return found["head"], Subject(Ref("group", label), label, Span(cut, cut + len(label)), "sector")


def _unnamed(base: str, span: Span, reading: Reading, context: Context) -> Split:
    """Split a phrase that begins with no name: at the thing it describes, a place, a verb."""
    described = heads.head(span, context) if _DESCRIBES.match(base) else None
    if described is not None and described.span is not None and span.end - described.span.end >= 2:
        return words.trim(readings.plain(context.view.text[described.span.end : span.end]))[0], described
    nick = pattern("nick").match(base)
    if nick and len(base) - nick.end("label") >= 2:
        rest = words.trim(base[nick.end("label") :])[0]
        return rest, Subject(
            Ref("group", nick["label"]), nick["label"], Span(span.start, span.start + nick.end("label"))
        )
    bodies = pattern("kind_of_bodies").match(base)
    if bodies:
        return base[bodies.end() :], Subject(
            Ref("group", bodies["who"]), bodies["who"], Span(span.start, span.start + bodies.end())
        )
    if _is_party(base, reading, context):
        return "", Subject(Ref("org", base), base, span)
    holder = base.removesuffix("有")
    if holder != base and holder.endswith(_REGIONS) and inheriting.told_in(reading, context):
        return "", Subject(Ref("place", holder), holder, Span(span.start, span.start + len(holder)))
    return _by_verb(base, span.start, context)


def _is_party(base: str, reading: Reading, context: Context) -> bool:
    """Say whether a sum's phrase is who has it, not what it is: 甲园营业额60亿元；乙园40亿元."""
    money = reading.number.item.unit.startswith("CCY") and bool(context.base)
    short = 2 <= len(base) <= 6 and reading.rule.id == "ind.number-last" and not reading.flow
    return money and short and _MONEY.search(base) is None and _MONEY.search(context.base) is not None


_MONEY = regex.compile("[额值入资费金利税款产本价贷保债补助奖销出进买卖股]|营收|规模|总量|GDP|预算|消费|合同|订单|项目")


def _named(base: str, named: Subject, span: Span, reading: Reading, context: Context) -> Split:
    """Split a phrase that begins with a name."""
    text, end = context.view.text, span.end
    stop = named.span.end if named.span is not None else end
    following = text[stop : stop + 1]
    if following == "—":
        return "", Subject(Ref("place", base), base, span)
    if following and following in "、和及" and stop < end:
        return base, None
    rest = _after(text, stop, end)
    if end - rest >= 2:
        measured, _ = words.trim(readings.plain(text[rest:end]))
        return (base, None) if measured in _COUNTING else (measured, named)
    alike = _ALIKE.search(reading.cell.shadow.text, 0, reading.cell.clause)
    if alike and reading.type == "stock" and _HAS.search(reading.cell.before):
        return alike["thing"], named
    if end - rest < 1 and named.label.endswith(_REGIONS) and inheriting.told_in(reading, context):
        return "", named
    if end - rest < 1 and reading.type == "stock" and reading.number.item.unit != "NUM":
        return base, named
    ranked = reading.type == "rank" and not base.endswith(("排名", "评价", "评比"))
    return ("", named) if ranked or reading.type in ("growth", "share") else (base, None)


def _after(text: str, start: int, end: int) -> int:
    """Skip what may stand between a subject and what is measured of it: 的, 已, 累计."""
    edge = _EDGE.match(text, start, end)
    return edge.end() if edge else start


_EDGE = regex.compile(r"(?:的|已|共|现|累计|就|正|将|实现|完成|平均|先后|成功|年|内|目前|全年|[，、”\s])*")
_MACRO = regex.compile(
    "(?:规上|规模以上)?(?:高新技术产业|数字经济核心产业|战略性新兴产业|工业(?!企业)|技术市场|[\\p{Han}]{0,5}服务业(?!企业)|第[一二三]产业|民营经济|海洋经济)"
)
"""Totals of a region's statistics: told without a region, they are the region's, not a sector's."""


def _is_macro(base: str, reading: Reading, context: Context) -> bool:
    """Say whether a total of the region is told that the text speaks of, not one of a list of sectors."""
    return _has_region(context) and reading.said is None and not reading.shared and _MACRO.match(base) is not None


def _has_region(context: Context) -> bool:
    """Say whether the text speaks of a region smaller than the nation."""
    home = context.subjects.home
    return home is not None and home.ref.kind == "place" and home.label not in NATIONAL


def _is_national(context: Context) -> bool:
    home = context.subjects.home
    return (
        home.label in NATIONAL
        if home is not None
        else context.subjects.is_national or context.subjects.nation is not None
    )


_REGIONS = ("省", "市", "区", "县", "州", "园", "园区", "镇", "街道", "新城", "科学城", "旗")


def _by_verb(base: str, start: int, context: Context) -> tuple[str, Subject | None]:
    """Split a phrase at the word after which a subject ends: 规上工业企业|实现|总产值, 我省|已|建成."""
    quoted = _QUOTED.match(base)
    if quoted:
        return base[quoted.end() :], Subject(Ref("programme", quoted[0]), quoted[0], Span(start, start + quoted.end()))
    cut = rjieba.cut(base)
    before = ""
    for number, word in enumerate(cut[:-1]):
        if word in _BORDERS and _can_act(before):
            label = words.trim(before)[0].partition("（")[0]
            label = tail if len(tail := label.rpartition("的")[2]) >= 3 else label
            label = _SPAN_OF_TIME.sub("", label) or label
            if generic.is_general(label) or (_MACRO.fullmatch(label) and _has_region(context)):
                return base, None
            rest = words.trim("".join(cut[number:]))[0]
            return rest, Subject(Ref("org", label), label, Span(start, start + len(before)), "sector")
        before += word
    return _by_deed(base, start)


_QUOTED = regex.compile(
    rf"“[^“”]{{2,20}}(?:(?:工程|计划|行动|项目|专项)”|”(?:工程|计划|行动|项目|专项))(?={words.any_of('flow')}..)"
)


_DESCRIBES = regex.compile("(?:位于|被誉为|由|刚刚|总)[^的]{2,20}的")


def _by_deed(base: str, start: int) -> Split:
    """Split a phrase between a name that no finder knows and what it did: 云谷小镇|入驻|企业."""
    before, proper = "", False
    for word, tag in rjieba.tag(base) if len(base) >= 7 else ():
        if word in listed("deeds"):
            apart = proper and len(before) >= 4 and generic.is_apart(before) and _can_act(before)
            rest = base[len(before) :]
            if apart and len(rest) - len(word) >= 2:
                return rest, Subject(Ref("org", before), before, Span(start, start + len(before)))
            return base, None
        before += word
        proper = proper or tag in ("ns", "nr", "nz", "nt", "eng", "nrt")
    return base, None


_SPAN_OF_TIME = regex.compile(r"(?:近?[一二两三四五六七八九十几\d]+(?:年|个月)(?:时间|间|来|内)?|去年|今年|全年)$")


def _can_act(text: str) -> bool:
    """Say whether the words before a verb can be who does it, and do not say what is done."""
    bare = words.trim(text)[0] if len(text) >= 2 else ""
    if not 2 <= len(bare) <= 20 or "、" in bare or words.counts(bare) or bare in words.listed("leading"):
        return False
    return not bare.startswith(("每", *words.listed("flow")))


def leading(span: Span, context: Context) -> Subject | None:
    """Find the subject in the words before a counted noun: 重庆两江新区|培育|53个."""
    subject = heads.head(span, context, works=False)
    if subject is not None:
        return subject
    before = ""
    for word in rjieba.cut("".join(span.of(context.view.text).split())):
        if word in _BORDERS and _can_act(before):
            label, cut = words.trim(before)
            start = span.start + cut
            return Subject(Ref("org", label), label, Span(start, start + len(label)))
        before += word
    return None

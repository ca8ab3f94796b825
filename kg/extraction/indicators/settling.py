"""Settle what a number measures and whom it is about: from its cell, its clause, its sentence, its paragraph, its text.

Place in the stream: reading + context → base and subject. Each step outwards is told as the subject's basis.
"""

from __future__ import annotations

import regex
import rjieba

from kg.extraction.indicators import inheriting, outward, readings, words
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import Subject, after
from kg.model import Ref, Sentence, Span

_OWN_NOUN = ("ind.number-first", "ind.share-of-noun")
"""Rules whose base is the counted noun, which is never its own subject."""


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
_TOPIC = regex.compile(r"(?:的|在)([\p{Han}“”]{2,16}?)(?:方面|上|领域)?(?:，[^，。]{0,6})?$")


def settle(sentence: Sentence, cell: Cell, reading: Reading, context: Context) -> tuple[str, Subject | None]:
    """Settle base and subject of a reading."""
    rated = context.subjects.holding(cell.number.item.span)
    if rated is not None and cell.number.item.comparator == "class":
        return "规格", rated
    if reading.who is not None:
        return reading.base, reading.who
    grouped = _group(cell, reading, context)
    if grouped is not None:
        return grouped
    base, subject = inheriting.completed(reading, context), None
    if base and reading.rule.id not in _OWN_NOUN:
        base, subject = _split(base, reading, context)
    if not base:
        return inheriting.inherited(subject, reading, context)
    subject = subject or _beside(
        reading, _in_lead(reading, context) or outward.before_in_clause(cell, reading, context)
    )
    if reading.rule.id == "ind.number-last":
        base = _with_flow(base, reading, context)
    elif reading.flow:
        context.flow = reading.flow
    if reading.rule.id == "ind.done" and len(base) <= 4:
        base = _done(base, cell)
    subject = subject or _counted_before(reading, context) or outward.outer(sentence, cell, context)
    if subject is not None and subject.basis == "theme" and subject.label in base and context.subjects.is_national():
        subject = context.subjects.nation() or subject
    return base, subject


def _counted_before(reading: Reading, context: Context) -> Subject | None:
    """Take the things counted in an earlier clause for those whose share is told: 6000万户中小企业…，贡献了60%的…."""
    before = context.previous
    if reading.type != "share" or before is None or before.rule.id != "ind.number-first" or before.flow:
        return None
    if before.cell.clause == reading.cell.clause or len(before.base) < 3:
        return None
    return Subject(Ref("group", before.base), before.base, None, "sentence")


def _beside(reading: Reading, subject: Subject | None) -> Subject | None:
    """Drop a subject that is itself the thing counted."""
    if subject is None or subject.span is None or reading.base_span is None:
        return subject
    return None if subject.span.end > reading.base_span.start + 1 and reading.type == "stock" else subject


def _group(cell: Cell, reading: Reading, context: Context) -> tuple[str, Subject] | None:
    """Read 油菜籽等14种农产品产量居全国第1位: the rank is of the things just counted."""
    before = context.previous
    counted = before is not None and before.rule.id == "ind.number-first" and before.cell.clause == cell.clause
    if reading.type != "rank" or before is None or not counted or before.base_span is None:
        return None
    head = next((head for head in words.listed("heads") if before.base.endswith(head) and before.base != head), "")
    start = cell.shadow.starts_at(cell.clause)
    span = Span(start, before.base_span.end - len(head))
    label = span.of(context.view.text)
    return head or before.base, Subject(Ref("group", label), label, span)


def _with_flow(base: str, reading: Reading, context: Context) -> str:
    """Give the items of a list the verb of the first: 新增A 3家、B 2家."""
    if reading.flow:
        context.flow = reading.flow
        return base
    if context.flow.startswith(("新", "净")) and not reading.cell.first:
        return context.flow + base
    return base


def _split(base: str, reading: Reading, context: Context) -> tuple[str, Subject | None]:
    """Split a phrase into the subject it begins with and what is measured of it."""
    text, start = context.view.text, reading.start
    end = reading.base_span.end if reading.base_span else start + len(base)
    sector = _SECTOR.fullmatch(base)
    if sector and not _INTERNAL.match(base) and reading.rule.id != "ind.share-of-whole":
        label = sector["who"]
        span = Span(start, start + sector.end("who"))
        return sector["head"], Subject(Ref("industry", label), label, span, "sector")
    spender = _SPENDER.fullmatch(base)
    if spender:
        label, cut = spender["who"], start + spender.start("who")
        return spender["head"], Subject(Ref("group", label), label, Span(cut, cut + len(label)), "sector")
    named = context.subjects.at(start, end)
    if named is None or named.span is None:
        holder = base.removesuffix("有")
        if holder != base and holder.endswith(_REGIONS) and inheriting.told_in(reading, context):
            return "", Subject(Ref("place", holder), holder, Span(start, start + len(holder)))
        return _by_verb(base, start)
    following = text[named.span.end : named.span.end + 1]
    if following == "—":
        return "", Subject(Ref("place", base), base, Span(start, end))
    if following and following in "、和及" and named.span.end < end:
        return base, None
    rest = after(text, named.span.end, end)
    if end - rest >= 2:
        measured, _ = words.trim(readings.plain(text[rest:end]))
        return (base, None) if measured in _COUNTING else (measured, named)
    alike = _ALIKE.search(reading.cell.shadow.text, 0, reading.cell.clause)
    if alike and reading.type == "stock" and _HAS.search(reading.cell.before):
        return alike["thing"], named
    if end - rest < 1 and named.label.endswith(_REGIONS) and inheriting.told_in(reading, context):
        return "", named
    ranked = reading.type == "rank" and not base.endswith(("排名", "评价", "评比"))
    return ("", named) if ranked or reading.type in ("growth", "share") else (base, None)


_REGIONS = ("省", "市", "区", "县", "州", "园", "园区", "镇", "街道", "新城", "科学城", "旗")


def _by_verb(base: str, start: int) -> tuple[str, Subject | None]:
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
            rest = words.trim("".join(cut[number:]))[0]
            return rest, Subject(Ref("org", label), label, Span(start, start + len(before)), "sector")
        before += word
    return base, None


_QUOTED = regex.compile(
    rf"“[^“”]{{2,20}}(?:(?:工程|计划|行动|项目|专项)”|”(?:工程|计划|行动|项目|专项))(?={words.any_of('flow')}..)"
)


def _can_act(text: str) -> bool:
    """Say whether the words before a verb can be who does it, and do not say what is done."""
    bare = words.trim(text)[0] if len(text) >= 2 else ""
    if not 2 <= len(bare) <= 20 or "、" in bare or words.counts(bare) or bare in words.listed("leading"):
        return False
    return not bare.startswith(("每", *words.listed("flow")))


def _in_lead(reading: Reading, context: Context) -> Subject | None:
    """Find the subject in the words before a counted noun: 重庆两江新区|培育|53个."""
    if reading.lead is None or reading.lead.start >= reading.lead.end:
        return None
    subject = outward.opening(reading.lead, context)
    if subject is not None:
        return subject
    before = ""
    for word in rjieba.cut("".join(reading.lead.of(context.view.text).split())):
        if word in _BORDERS and _can_act(before):
            label, cut = words.trim(before)
            start = reading.lead.start + cut
            return Subject(Ref("org", label), label, Span(start, start + len(label)))
        before += word
    return None


def _done(base: str, cell: Cell) -> str:
    """Read 像这样的A，…，B已培育了n家: the thing done to stands in an earlier clause."""
    earlier = cell.shadow.text[: max(0, cell.clause - 1)]
    topic = _TOPIC.search(earlier)
    if topic is None:
        return base
    thing = topic[1].removesuffix("方面")
    return f"{thing}{base}" if topic[0].startswith("在") else f"{base}{thing}"

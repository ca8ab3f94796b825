"""Inherit: the measure of a number that has none of its own, from headings, earlier clauses and numbers.

Place in the stream: reading + context → measure and subject. Called by `settling`.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

from kg.extraction.indicators import nouns, outward, readings, words
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import Subject
from kg.model import Ref

_LISTED = regex.compile(r"在([^，。；]{4,60}?)(?:排名|排行榜|榜单|评比|评价)?(?:中|上|里)，")


def completed(reading: Reading, context: Context) -> str:
    """Complete a base that is only a verb or a denominator by the measure before: 净增n户, 每平方公里n家."""
    base = reading.base
    if not context.base or not base:
        return base
    if base in words.listed("flow") and context.base != base:
        after = base in _ADDED  # told of what is there: 企业数增加, not 新增企业
        reading.name = lambda measured: f"{measured}{base}" if after else f"{base}{measured}"
        reading.flow = base
        return context.base
    if base in _GENERIC or (base.startswith("占") and not base.startswith(("占地", "占有"))):
        reading.name = _after_whole(reading, base)
        return context.base
    if _LEVEL.fullmatch(base):
        told = reading.name
        reading.name = lambda measured: told(f"{base}{measured}")
        return context.base
    if _RATE.fullmatch(base):
        reading.name = lambda measured: f"{measured}{base}"
        return context.base
    if _PER.fullmatch(base):
        reading.name = lambda measured: f"{base}{measured}"
        return context.base
    return base


_ADDED = ("增加", "减少", "下降", "上升", "增长", "提高", "降低")


def _after_whole(reading: Reading, base: str) -> Callable[[str], str]:
    """Name a part of speech like 规模 or 占…比重 after the measure before, keeping what the verb adds."""
    told = reading.name
    return lambda measured: told(f"{measured}{base}")


_GENERIC = frozenset(
    {
        *("比重", "占比", "增速", "规模", "总量", "增量", "份额", "余额", "总额", "数量", "总数", "排名"),
        *("增幅", "产量", "总规模"),
    }
)
_LEVEL = regex.compile("(?:国家|省部|省|市|区|县|部|自治区)级(?:及?以上)?")
_RATE = regex.compile("(?:年|年均|平均|同比)?(?:复合|年均)?(?:增长率|增速|增幅|增长速度|涨幅|降幅)")
_PER = regex.compile(r"(?:平均)?每[\p{Han}]{1,5}|日均|月均|年均|人均|户均")


def inherited(subject: Subject | None, reading: Reading, context: Context) -> tuple[str, Subject | None]:
    """Take over the measure of the number before, and its subject unless another one is named."""
    if reading.type == "rank" and subject is not None and subject.span is not None:
        listed = _LISTED.search(context.view.text, reading.cell.shadow.start, subject.span.start)
        if listed:
            return words.trim(listed[1].rpartition("的")[2])[0], subject
    headed = _headed(reading, context) or ("" if context.base else _announced(reading))
    if headed:
        return headed, subject or _outer_of(reading, context)
    extreme = _extreme(reading, context)
    if extreme is not None:
        return extreme[0], subject or extreme[1] or context.about or _outer_of(reading, context)
    subject = subject or _bracketed(reading, context)
    if reading.base and subject is not None and told_in(reading, context):
        return told_in(reading, context), subject
    if context.base:
        return context.base, subject or context.about
    return context.before, subject or context.about or _outer_of(reading, context)


def _bracketed(reading: Reading, context: Context) -> Subject | None:
    """Read 甲大学（247件）、乙大学（230件）: the number in brackets is that of the name before them."""
    cell = reading.cell
    if cell.clause == 0 or cell.at != cell.clause or cell.shadow.text[cell.clause - 1] != "（":
        return None
    at = cell.shadow.starts_at(cell.clause - 1)
    known = context.subjects.last_before(at, lambda one: one.span.end == at, near=40)
    return known.subject if known is not None else None


def _headed(reading: Reading, context: Context) -> str:
    """Read 高新技术企业：2100家 and the rows of a table: what is measured stands before the colon or bar."""
    cell = reading.cell
    if cell.clause == 0 or cell.at != cell.clause or cell.shadow.text[cell.clause - 1] not in "：|":
        return ""
    found = _HEAD.search(cell.shadow.text, 0, cell.clause - 1)
    if found is None:
        return ""
    return words.trim(readings.plain(cell.shadow.span(*found.span()).of(context.view.text)))[0]


def _announced(reading: Reading) -> str:
    """Read 各产业营业额，集成电路成长318%: the clause before is nothing but the measure."""
    cell = reading.cell
    earlier = cell.shadow.text[: max(0, cell.clause - 1)]
    found = _ANNOUNCED.search(earlier) if reading.type in ("growth", "share", "rank") else None
    return found["head"] if found else ""


_ANNOUNCED = regex.compile(
    rf"(?:^|[，。；：\n])[^，。；：\ue000-\ue005]{{0,16}}?(?<head>(?:{words.any_of('heads')}|[进出]口额|增速|占比|销量))"
    "(?:来?(?:看|分析|说|讲|统计|计算|划分|区分|分)|而言|方面|中|上)?$"
)
_HEAD = regex.compile(r"[^，。；：|\n\ue000-\ue0ff]{2,24}$")


def _outer_of(reading: Reading, context: Context) -> Subject | None:
    sentence = next(s for s in context.view.sentences if s.span.start == reading.cell.shadow.start)
    return outward.outer(sentence, reading.cell, reading, context)


def _extreme(reading: Reading, context: Context) -> tuple[str, Subject | None] | None:
    """Read X最大，为n and X最大的是Y，为n: the measure stands in the clause before."""
    cell = reading.cell
    found = _EXTREME.search(cell.shadow.text, 0, max(0, cell.clause - 1))
    if found is None or not _BARE.fullmatch(cell.before):
        return None
    span = cell.shadow.span(*found.span("what"))
    what, cut = words.trim(readings.plain(span.of(context.view.text)))
    who = found["who"] and Subject(Ref("org", found["who"]), found["who"], cell.shadow.span(*found.span("who")))
    if who and who.span is not None:
        who = nouns.named(context.subjects, who.span.start, who.span.end) or who
    named = nouns.named(context.subjects, span.start + cut, span.end)
    if not who and named is not None and named.span is not None and span.end - named.span.end >= 2:
        return words.trim(readings.plain(context.view.text[named.span.end : span.end]))[0], named
    return what, who or None


_EXTREME = regex.compile(
    r"(?:(?<=[，。；]|^)|@)(?<what>[^，。；]{2,24}?)(?:最大|最多|最高|最快|居首|最低|最小|第一)(?:的(?:也|还)?是(?<who>[^，。；]{2,14}))?$"
)
_BARE = regex.compile("(?:仅|只|均|已|约|分别)*(?:为|达到?|高达|是|仅为|超过?)?")


def told_in(reading: Reading, context: Context) -> str:
    """Give what was last measured in the unit of a number: 开工项目 … 个; 沙坪坝区16个."""
    if reading.type != "stock" or reading.number.type != "Qty":
        return ""
    return context.by_unit.get(reading.number.item.unit_text, "")

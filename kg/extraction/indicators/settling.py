"""Settle what a number measures and whom it is about: from its cell, its clause, its sentence, its paragraph, its text.

Place in the stream: reading + context → base and subject. Each step outwards is told as the subject's basis.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import regex
import rjieba

from kg.extraction.indicators import readings, timing, words
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import NATIONAL, Subject, after
from kg.extraction.patterns import Shadow
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
_LEAD = regex.compile(
    r"(?:[，、：\s“（]|在|如今|目前|其中|截至|由|为|至|以|此外|同时|近年来|去年|今年|当前|眼下|据了解|而|且)*"
)
_VOICE = regex.compile(
    r"[^，。：“”\n]{1,40}：(?=.)|[^，。：“”\n]{1,40}(?:介绍|表示|说|指出|告诉记者|认为|透露|统计|显示|通报|公布|获悉|预测|测算)(?:，|：“?)"
)
_LISTED = regex.compile(r"在([^，。；]{4,60}?)(?:排名|排行榜|榜单|评比|评价)?(?:中|上|里)，")
_CLAUSE_END = regex.compile("[，；：？]")
_TOPIC = regex.compile(r"(?:的|在)([\p{Han}“”]{2,16}?)(?:方面|上|领域)?(?:，[^，。]{0,6})?$")


def settle(sentence: Sentence, cell: Cell, reading: Reading, context: Context) -> tuple[str, Subject | None]:
    """Settle base and subject of a reading."""
    rated = context.subjects.holding(cell.number.item.span)
    if rated is not None and cell.number.item.comparator == "class":
        return "规格", rated
    grouped = _group(cell, reading, context)
    if grouped is not None:
        return grouped
    base, subject = _completed(reading, context), None
    if base and reading.rule.id not in _OWN_NOUN:
        base, subject = _split(base, reading, context)
    if not base:
        return _inherited(subject, reading, context)
    subject = subject or _beside(reading, _in_lead(reading, context) or _before_in_clause(cell, reading, context))
    if reading.rule.id == "ind.number-last":
        base = _with_flow(base, reading, context)
    elif reading.flow:
        context.flow = reading.flow
    if reading.rule.id == "ind.done" and len(base) <= 4:
        base = _done(base, cell)
    subject = subject or _counted_before(reading, context) or _outer(sentence, cell, context)
    if subject is not None and subject.basis == "theme" and subject.label in base and context.subjects.is_national():
        subject = context.subjects.nation() or subject
    return base, subject


def _completed(reading: Reading, context: Context) -> str:
    """Complete a base that is only a verb or a denominator by the measure before: 净增n户, 每平方公里n家."""
    base = reading.base
    if not context.base or not base:
        return base
    if base in words.listed("flow") and context.base != base:
        reading.name = lambda measured: f"{base}{measured}"
        reading.flow = base
        return context.base
    if base in _GENERIC or base.startswith("占"):
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


def opening(span: Span, context: Context) -> Subject | None:
    """Find the subject that a stretch opens with, where a predicate follows it."""
    voice = _VOICE.match(context.view.text, span.start, span.end)
    start = voice.end() if voice else span.start
    lead = _LEAD.match(context.view.text, start, span.end)
    start = lead.end() if lead else start
    subject = context.subjects.at(start, span.end, agents=True)
    if subject is None or subject.span is None:
        return subject
    if subject.label in NATIONAL and context.view.text[start - 1 : start] == "在":
        return None  # 在全国所有城市中: where one is compared, not who
    return subject if _predicate_follows(subject.span.end, span.end, context) else None


def _predicate_follows(start: int, end: int, context: Context) -> bool:
    """Say whether a name stands for itself: not the first of a list (A、B等n个) nor of what a list is of (A项目等)."""
    return _LISTS.match(context.view.text, start, end) is None


_LISTS = regex.compile(
    r"\s*(?:、|等|及|和(?!\d)|[^，。；\n]{0,24}?等[\p{Han}\d]|"
    r"(?:党委|党组|常务|原|首席)?(?:副|总)?(?:局长|主任|书记|董事长|负责人|总经理|总裁|院长|市长|省长|区长|县长|秘书长|教授|主席|会长|发言人|记者|所长|校长|研究员|经理))"
)


def _inherited(subject: Subject | None, reading: Reading, context: Context) -> tuple[str, Subject | None]:
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
    if reading.base and subject is not None and _told_in(reading, context):
        return _told_in(reading, context), subject
    if context.base:
        return context.base, subject or context.about
    return context.before, subject or context.about or _outer_of(reading, context)


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
    rf"(?:^|[，。；：])[^，。；：\ue000-\ue005]{{0,16}}?(?<head>(?:{words.any_of('heads')}|[进出]口额|增速|占比|销量))$"
)
_HEAD = regex.compile(r"[^，。；：|\n\ue000-\ue0ff]{2,24}$")


def _outer_of(reading: Reading, context: Context) -> Subject | None:
    sentence = next(s for s in context.view.sentences if s.span.start == reading.cell.shadow.start)
    return _outer(sentence, reading.cell, context)


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
        who = context.subjects.at(who.span.start, who.span.end) or who
    named = context.subjects.at(span.start + cut, span.end)
    if not who and named is not None and named.span is not None and span.end - named.span.end >= 2:
        return words.trim(readings.plain(context.view.text[named.span.end : span.end]))[0], named
    return what, who or None


_EXTREME = regex.compile(
    r"(?:(?<=[，。；]|^)|@)(?<what>[^，。；]{2,24}?)(?:最大|最多|最高|最快|居首|最低|最小|第一)(?:的(?:也|还)?是(?<who>[^，。；]{2,14}))?$"
)
_BARE = regex.compile("(?:仅|只|均|已|约|分别)*(?:为|达到?|高达|是|仅为|超过?)?")


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
    named = context.subjects.at(start, end)
    if named is None or named.span is None:
        holder = base.removesuffix("有")
        if holder != base and holder.endswith(_REGIONS) and _told_in(reading, context):
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
    if end - rest < 1 and named.label.endswith(_REGIONS) and _told_in(reading, context):
        return "", named
    ranked = reading.type == "rank" and not base.endswith(("排名", "评价", "评比"))
    return ("", named) if ranked or reading.type in ("growth", "share") else (base, None)


_REGIONS = ("省", "市", "区", "县", "州", "园", "园区", "镇", "街道", "新城", "科学城", "旗")


def _told_in(reading: Reading, context: Context) -> str:
    """Give what was last measured in the unit of a number: 开工项目 … 个; 沙坪坝区16个."""
    if reading.type != "stock" or reading.number.type != "Qty":
        return ""
    return context.by_unit.get(reading.number.item.unit_text, "")


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
_COUNTS = regex.compile(r"有\d")  # a clause of its own: 江苏累计有12家国家级高新区|进入…


def _can_act(text: str) -> bool:
    """Say whether the words before a verb can be who does it, and do not say what is done."""
    bare = words.trim(text)[0] if len(text) >= 2 else ""
    if not 2 <= len(bare) <= 20 or "、" in bare or _COUNTS.search(bare) or bare in words.listed("leading"):
        return False
    return not bare.startswith(("每", *words.listed("flow")))


def _in_lead(reading: Reading, context: Context) -> Subject | None:
    """Find the subject in the words before a counted noun: 重庆两江新区|培育|53个."""
    if reading.lead is None or reading.lead.start >= reading.lead.end:
        return None
    subject = opening(reading.lead, context)
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


def _before_in_clause(cell: Cell, reading: Reading, context: Context) -> Subject | None:
    """Find a subject that opens the clause of a number; what stands before a time in it is one: A企业去年投入…."""
    if cell.clause >= cell.at:
        return None
    shadow = cell.shadow
    passed = timing.not_when(shadow.text)
    marks = [
        n for n in range(cell.clause, cell.at) if n in shadow.at and shadow.at[n].type == "Time" and n not in passed
    ]
    first = marks[0] if marks else cell.clause
    if first > cell.clause + 1 and reading.start >= shadow.ends_at(first) and _is_free(shadow, first):
        before = shadow.span(cell.clause, first)
        named = opening(before, context)
        if named is None or named.label in NATIONAL:
            named = _nominal(before, context) or named
        if named is not None:
            return named
    begin = cell.clause
    while begin in shadow.at and shadow.at[begin].type == "Time":
        begin += 1
    if begin >= cell.at or (reading.base and reading.start < shadow.starts_at(begin)):
        return None
    return opening(shadow.span(begin, cell.at), context)


def _is_free(shadow: Shadow, mark: int) -> bool:
    """Say whether a time stands by itself, not behind 从, 由, 自 as the start of a change."""
    said = shadow.text[mark - 1] + shadow.printed(shadow.at[mark].span)[0]
    return not any(word in said for word in "从由自至到较比与")


def _nominal(span: Span, context: Context) -> Subject | None:
    """Take a stretch as a subject when all of it can be one noun phrase."""
    text = "".join(span.of(context.view.text).split())
    tags = list(rjieba.tag(text))
    said = any(word in "了着过将已在对把被从" or tag in ("d", "p", "r", "zg") for word, tag in tags)
    if not 3 <= len(text) <= 24 or said or not tags[-1][1].startswith(("n", "l", "x", "j")):
        return None
    return Subject(Ref("group", text), text, span)


def _done(base: str, cell: Cell) -> str:
    """Read 像这样的A，…，B已培育了n家: the thing done to stands in an earlier clause."""
    earlier = cell.shadow.text[: max(0, cell.clause - 1)]
    topic = _TOPIC.search(earlier)
    if topic is None:
        return base
    thing = topic[1].removesuffix("方面")
    return f"{thing}{base}" if topic[0].startswith("在") else f"{base}{thing}"


def _outer(sentence: Sentence, cell: Cell, context: Context) -> Subject | None:
    """Find the subject outside the clause: an earlier clause, the paragraph, the region, the theme, the title."""
    about, subjects = context.about, context.subjects
    if about is not None and "其中" in cell.before:
        return replace(about, basis="sentence", span=None)
    if about is not None and (about.basis == "sentence" or (about.basis == "clause" and not context.report)):
        return replace(about, basis="sentence", span=None)
    if not context.report or subjects.home is None:
        topic = _clause_topic(sentence, cell, context)
        if topic is not None:
            return topic
        if subjects.home is None:
            topic = _phrase_topic(sentence, cell, context) or (replace(about, span=None) if about else None)
            if topic is not None:
                return topic
        if context.carried is not None and context.carried.label not in NATIONAL:
            return replace(context.carried, span=None)
    return subjects.home or subjects.theme or context.carried or subjects.title() or subjects.nation()


def _clause_topic(sentence: Sentence, cell: Cell, context: Context) -> Subject | None:
    """Find the nearest earlier clause of the sentence that opens with a subject."""
    text = context.view.text
    here = cell.shadow.starts_at(cell.clause)
    starts = [found.end() for found in _CLAUSE_END.finditer(text, sentence.span.start, here)]
    bounds = list(zip([sentence.span.start, *starts], [*starts, here], strict=True))
    for start, end in reversed(bounds):
        clause = Span(start, max(start, end - 1))
        subject = _apposed(clause, context) or opening(clause, context)
        if subject is not None:
            return replace(subject, basis="sentence", span=None)
    return None


def _phrase_topic(sentence: Sentence, cell: Cell, context: Context) -> Subject | None:
    """Find the nearest earlier clause that opens with a noun phrase before its verb: 掘进装备|突破…，占有率80%."""
    text = context.view.text
    here = cell.shadow.starts_at(cell.clause)
    starts = [found.end() for found in _CLAUSE_END.finditer(text, sentence.span.start, here)]
    for start, end in reversed(list(zip([sentence.span.start, *starts], [*starts, here], strict=True))):
        label = _before_verb(text[start : max(start, end - 1)])
        if label:
            return Subject(Ref("group", label), label, None, "sentence")
    return None


_SAYS = ("表示", "说", "介绍", "指出", "认为", "强调", "透露", "告诉", "称", "坦言", "看到", "了解到")


def _before_verb(clause: str) -> str:
    """Give the noun phrase that a clause opens with when a verb follows it; empty when it opens otherwise."""
    phrase, noun, last = "", False, False
    for word, tag in rjieba.tag("".join(clause.split())):
        if not phrase and (tag[:1] in ("p", "d", "c", "r", "t", "u", "w", "f") or tag == "v"):
            return ""
        if last and tag[:1] in ("v", "d", "p") and tag != "vn":
            if word in _SAYS:
                return ""
            label = words.trim(phrase.rpartition("的")[2])[0]
            return label if noun and 3 <= len(label) <= 24 and not _COUNTS.search(label) else ""
        phrase += word
        last = tag.startswith("n") or tag in ("j", "l")
        noun = noun or last
    return ""


def _apposed(clause: Span, context: Context) -> Subject | None:
    """Find the subject that a clause is: 松江率先构想的G60科创走廊，如今已汇聚…."""
    last = context.subjects.last_in(clause)
    if last is None or last.span is None or last.span.end != clause.end or last.span.start == clause.start:
        return None
    return last if context.view.text[last.span.start - 1] == "的" else None

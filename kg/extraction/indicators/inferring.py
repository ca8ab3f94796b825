"""Infer values: each number of a view with its measure, subject, kind, period and the rule that said so.

Place in the stream: view + numeric annotations + entities → claims that state a `Value`. A number whose measure or
subject no rule pins makes no claim; the coverage lists it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex
import rjieba

from kg.extraction.annotating import Annotated
from kg.extraction.indicators import cells, pairs, readings, timing, words
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import NATIONAL, Subject, Subjects, after
from kg.extraction.patterns import TOKENS, Annotation, Shadow
from kg.model import (
    Claim,
    Entity,
    Indicator,
    Modality,
    Period,
    PeriodBasis,
    Quantity,
    Ref,
    Sentence,
    Span,
    Value,
    ValueKind,
    View,
)

_MODALITY = {
    ValueKind.OBSERVED: Modality.ASSERTED,
    ValueKind.TARGET: Modality.PLANNED,
    ValueKind.FORECAST: Modality.FORECAST,
}
_TOKENS_SHOWN = ("Qty", "Share", "Point", "Times", "Rank", "Time", "Name")
_INTERNAL = regex.compile(r"^(?:科技型企业|全社会|每万|研发|专利|高价值)")


@dataclass
class _Context:
    """What a reader keeps in mind from number to number."""

    view: View
    subjects: Subjects
    clock: timing.Clock
    report: bool
    block: int = -1
    carried: Subject | None = None
    previous: Reading | None = None
    about: Subject | None = None
    clause_subject: Subject | None = None
    base: str = ""
    flow: str = ""
    clause: int = -1
    quantities: list[Annotation] = field(default_factory=list)


def infer(view: View, annotated: Annotated, entities: Sequence[Entity] = ()) -> list[Claim]:
    """Infer the values of a view; `entities` are the names found in it, with their mentions."""
    subjects = Subjects.of(view, entities)
    context = _Context(view, subjects, timing.Clock(annotated.reference), report=_is_report(view))
    planned = timing.planned_blocks(view, annotated)
    claims: list[Claim] = []
    for sentence in view.sentences:
        context.clock.enter(sentence, sentence.block in planned)
        if sentence.block != context.block:
            context.block, context.carried = sentence.block, None
        known = [annotation for annotation in annotated[sentence.ordinal] if annotation.type in _TOKENS_SHOWN]
        shadow = Shadow.of(sentence.text, known, start=sentence.span.start)
        claims.extend(_sentence(sentence, shadow, context))
        context.clock.remember(shadow)
        _carry(sentence, context)
    return claims


def _is_report(view: View) -> bool:
    """Say whether a text speaks of one region or body throughout, as reports, plans and communiqués do."""
    return any(_REPORT.search(sentence.text) for sentence in view.sentences[:2])


_REPORT = regex.compile("工作报告|公报|规划|总结|工作要点|方案|纲要|实施意见")


def _carry(sentence: Sentence, context: _Context) -> None:
    """Keep what a sentence begins with as the topic of the sentences after it."""
    opening = _opening(sentence.span, context)
    if opening is not None:
        context.carried = replace(opening, basis="carried")
    elif context.about is not None and context.about.basis == "clause":
        context.carried = replace(context.about, basis="carried")
    context.about = context.previous = None


def _opening(span: Span, context: _Context) -> Subject | None:
    """Find the subject a sentence opens with, behind times and connecting words."""
    text = context.view.text
    start = span.start
    lead = regex.compile(r"(?:[“”‘’\s，、]|如今|目前|此外|同时|近年来|去年|今年|截至|当前|眼下|在(?=\p{Han}))*").match(
        text, start, span.end
    )
    if lead:
        start = lead.end()
    return context.subjects.at(start, span.end)


def _sentence(sentence: Sentence, shadow: Shadow, context: _Context) -> Iterator[Claim]:
    found = list(cells.cut(shadow))
    if not found:
        return
    paired = pairs.pair(shadow, found)
    ruleset = readings.ruleset()
    context.clause, context.flow, context.base, context.about, context.previous = -1, "", "", None, None
    for number, cell in enumerate(found):
        if cell.clause != context.clause:
            context.clause, context.flow = cell.clause, ""
        reading = readings.read(cell, ruleset)
        item = paired.get(number)
        if item is not None and reading is not None:
            _take(reading, item, paired.get(number - 1), context)
        if reading is None or _is_qualifier(cell, reading):
            continue
        claim = _claim(sentence, cell, reading, context)
        if claim:
            yield claim


def _take(reading: Reading, item: pairs.Item, before: pairs.Item | None, context: _Context) -> None:
    """Give a reading its thing of a respectively list; what the verb says of the first holds for the others."""
    reading.base, reading.start = item.base, item.start
    reading.spans = [item.span, *reading.spans[-1:]]
    if reading.rule.id == "ind.alone" and before is not None and context.previous is not None:
        first = context.previous
        reading.name, reading.type, reading.scope, reading.verb = first.name, first.type, first.scope, first.verb


def qualifiers(sentence: Sentence, known: Sequence[Annotation]) -> frozenset[Span]:
    """Find the numbers of a sentence that only say which things are meant; they state no value."""
    shown = [annotation for annotation in known if annotation.type in _TOKENS_SHOWN]
    shadow = Shadow.of(sentence.text, shown, start=sentence.span.start)
    found = []
    for cell in cells.cut(shadow):
        reading = readings.read(cell, readings.ruleset())
        if reading is not None and _is_qualifier(cell, reading):
            found.append(cell.number.span)
    return frozenset(found)


def _is_qualifier(cell: cells.Cell, reading: Reading) -> bool:
    """Say whether a number only says which things are meant: 研发投入超50亿元的公司有32家, 深耕10年以上."""
    quantity: Quantity = cell.number.item
    if quantity.unit in ("YR", "MO", "DAY") and quantity.comparator == "at-least":
        return True
    if cell.number.type == "Qty" and quantity.unit not in ("NUM", "") and _bounds_what(cell):
        return True
    spec = quantity.unit not in ("NUM", "CCY_CNY", "CCY_USD", "YR", "MO", "DAY", "HR", "MIN", "")
    if not spec or quantity.comparator == "class" or reading.flow or cell.number.type != "Qty":
        return False
    noun = readings.counted(cell.text[cell.at + 1 - cell.begin :])
    return noun[:1].isalnum() and not noun.endswith(_MEASURING) and not noun.startswith(_MEASURING)


def _bounds_what(cell: cells.Cell) -> bool:
    """Say whether a number bounds the things that a later number counts: 超50亿元的公司有32家."""
    rest = cell.shadow.text[cell.at + 1 : cell.at + 24]
    if regex.match(r"(?:以上|及以上)\p{Han}", rest):
        return True
    clause = regex.split("[，。；]", rest)[0]
    return _BOUNDED.match(rest) is not None and any(token in clause for token in _COUNTS)


_BOUNDED = regex.compile(r"(?:的[\p{Han}“”]|[\p{Han}“”]{0,6}?(?:公司|企业|项目|产品|机构|园区|集群|产业|平台))")


_COUNTS = (TOKENS["Qty"], TOKENS["Share"])
_MEASURING = (
    *("距离", "规模", "面积", "长度", "时间", "容量", "高度", "重量", "产能", "产量"),
    *("功率", "速度", "空间", "厂房", "场地", "用地", "土地"),
)


def _claim(sentence: Sentence, cell: cells.Cell, reading: Reading, context: _Context) -> Claim | None:
    base, subject = _settle(sentence, cell, reading, context)
    if not base or subject is None:
        return None
    quantity: Quantity = cell.number.item
    kind = timing.kind(cell.shadow, cell.at, context.clock)
    period = context.clock.period(cell.shadow, cell.at, kind)
    name = reading.name(base)
    type_ = _measure_type(reading, name, quantity)
    period = _at_end(period, type_)
    context.previous, context.about, context.base = reading, subject, base
    value = Value(
        quantity=quantity,
        indicator=Indicator(name, type_, of=base if type_ in ("growth", "share", "rank") and base != name else ""),
        about=subject.ref,
        kind=kind,
        period=period,
        scope=Ref("place", reading.scope) if type_ == "rank" and reading.scope else None,
        component_of=_whole(cell, context),
        baseline=_baseline(reading, context),
        deadline=period if kind is ValueKind.TARGET else None,
        about_text=subject.label if subject.label != subject.ref.name else "",
    )
    context.quantities.append(cell.number)
    spans = {*reading.spans, quantity.span, *([subject.span] if subject.span else [])}
    return Claim(
        rule=reading.rule.name,
        spans=_merged(spans),
        sentences=(sentence.ordinal,),
        value=value,
        modality=_MODALITY[kind],
        period_basis=period.basis if period else PeriodBasis.NONE,
    )


def _merged(spans: set[Span]) -> tuple[Span, ...]:
    """Order the evidence and drop what lies inside another span."""
    kept = [span for span in spans if not any(other != span and other.contains(span) for other in spans)]
    return tuple(sorted(kept))


def _measure_type(reading: Reading, name: str, quantity: Quantity) -> str:
    if reading.type != "stock":
        return reading.type
    if name.startswith("累计"):
        return "cumulative"
    if reading.flow and reading.flow not in words.listed("stative"):
        return "flow"
    if quantity.unit in ("YR", "MO", "WK", "DAY", "HR", "MIN", "SEC", "MilliSEC"):
        return "duration"
    measured = quantity.unit not in _PURE and not quantity.unit.startswith("CCY")
    return "capacity" if measured else "stock"


def _at_end(period: Period | None, type_: str) -> Period | None:
    """Take the last year for a stock or rank told over several: 五年来…达到."""
    if period is None or period.start is None or period.end is None or type_ in ("growth", "flow", "cumulative"):
        return period
    if period.end.year - period.start.year < 2:
        return period
    start = period.end.replace(month=1, day=1)
    return Period(str(period.end.year), start, period.end, period.basis)


def _whole(cell: cells.Cell, context: _Context) -> Span | None:
    """Find the total that a number after 其中 is a part of: the number before it that did not stand after 其中."""
    marker = cell.shadow.text.rfind("其中", 0, cell.at)
    if marker < 0 or not context.quantities:
        return None
    limit = cell.shadow.starts[marker]
    before = [number for number in context.quantities if number.span.end <= limit]
    unit = cell.number.item.unit
    return before[-1].item.span if before and before[-1].item.unit == unit else None


def _baseline(reading: Reading, context: _Context) -> Span | None:
    if reading.role == "changed" and context.quantities:
        quantity: Quantity = context.quantities[-1].item
        return quantity.span
    return None


def _settle(sentence: Sentence, cell: cells.Cell, reading: Reading, context: _Context) -> tuple[str, Subject | None]:
    """Settle what is measured and whom it is about, from the cell, its clause and what came before."""
    base, subject = reading.base, None
    inherits = not base
    if base and reading.rule.id not in ("ind.number-first", "ind.share-of-noun"):
        base, subject = _split(base, reading, context)
    if not base or inherits:
        return _inherit(base, subject, reading, context)
    subject = subject or _in_lead(reading, context) or _before_in_clause(cell, reading, context)
    if reading.rule.id == "ind.number-last":
        base = _with_flow(base, reading, context)
    elif reading.flow:
        context.flow = reading.flow
    if reading.rule.id == "ind.done" and len(base) <= 4:
        base = _done(base, cell)
    return base, subject or _outer(sentence, cell, context)


def _inherit(base: str, subject: Subject | None, reading: Reading, context: _Context) -> tuple[str, Subject | None]:
    """Take over the measure of the number before, and its subject unless another one is named."""
    if reading.type == "rank" and not base and subject is not None:
        listed = _LISTED.search(
            context.view.text, reading.cell.shadow.start, subject.span.start if subject.span else None
        )
        if listed:
            return words.trim(listed[1])[0], subject
    return base or context.base, subject or context.about


_LISTED = regex.compile(r"在([^，。；]{4,60}?)(?:排名|排行榜|榜单|评比|评价)?(?:中|上|里)，")


def _with_flow(base: str, reading: Reading, context: _Context) -> str:
    """Give the items of a list the verb of the first: 新增A 3家、B 2家."""
    if reading.flow:
        context.flow = reading.flow
        return base
    if context.flow.startswith(("新", "净")) and not reading.cell.first:
        return context.flow + base
    return base


def _split(base: str, reading: Reading, context: _Context) -> tuple[str, Subject | None]:
    """Split a phrase into the subject it begins with and what is measured of it."""
    text, start = context.view.text, reading.start
    end = start + len(base)
    sector = _SECTOR.fullmatch(base)
    if sector and not _INTERNAL.match(base):
        label = sector["who"]
        return sector["head"], Subject(Ref("industry", label), label, Span(start, start + sector.end("who")))
    named = context.subjects.at(start, end)
    if named is not None and named.span is not None:
        rest = after(text, named.span.end, end)
        if end - rest >= 2:
            measured, _ = words.trim("".join(text[rest:end].split()))
            return (base, None) if measured in _COUNTING else (measured, named)
        if text[named.span.end : end].startswith("—"):
            return "", Subject(Ref("place", base), base, Span(start, end))
        ranked = reading.type == "rank" and not base.endswith(("排名", "评价", "评比"))
        return ("", named) if ranked or reading.type in ("growth", "share") else (base, None)
    return _by_verb(base, start)


_COUNTING = frozenset({"数量", "总数", "总量", "数", "占比", "规模", "数量达", "增至", "比重", "个数", "家数", "排名"})


def _by_verb(base: str, start: int) -> tuple[str, Subject | None]:
    """Split a phrase at the word after which a subject ends: 规上工业企业|实现|总产值, 我省|已|建成."""
    cut = rjieba.cut(base)
    before = ""
    for number, word in enumerate(cut[:-1]):
        if len(before) >= 2 and word in _BORDERS and not before.startswith(words.listed("flow")):
            label = words.trim(before)[0]
            rest = words.trim("".join(cut[number:]))[0]
            return rest, Subject(Ref("org", label), label, Span(start, start + len(before)))
        before += word
    return base, None


_BORDERS = frozenset({*words.listed("aspects"), "实现", "完成", "取得"})
_SECTOR = regex.compile(
    rf"(?<who>.{{0,22}}?..{words.any_of('sectors')})(?:的|上年度|上年|实现|完成|年|全年|总|去年)*"
    rf"(?<head>(?:平均)?{words.any_of('heads')})"
)


def _in_lead(reading: Reading, context: _Context) -> Subject | None:
    """Find the subject in the words before a counted noun: 重庆两江新区|培育|53个."""
    if reading.lead is None:
        return None
    subject = _first_in(reading.lead, context)
    if subject is not None:
        return subject
    text = "".join(reading.lead.of(context.view.text).split())
    before = ""
    for word in rjieba.cut(text):
        if len(before) >= 2 and word in _BORDERS and not before.startswith(words.listed("flow")):
            label = words.trim(before)[0]
            return Subject(Ref("org", label), label, Span(reading.lead.start, reading.lead.start + len(before)))
        before += word
    return None


def _first_in(span: Span, context: _Context) -> Subject | None:
    """Find a subject that begins at the start of a stretch, or behind an adverb or 在."""
    text = context.view.text
    lead = _LEAD.match(text, span.start, span.end)
    start = lead.end() if lead else span.start
    return context.subjects.at(start, span.end)


_LEAD = regex.compile(r"(?:[，、\s“]|在|如今|目前|其中|截至|由|为|至)*")


def _before_in_clause(cell: cells.Cell, reading: Reading, context: _Context) -> Subject | None:
    """Find a subject that opens the clause of a number; what stands before a time in it is one: A企业去年投入…."""
    if cell.clause >= cell.at:
        return None
    shadow = cell.shadow
    times_at = [n for n in range(cell.clause, cell.at) if n in shadow.at and shadow.at[n].type == "Time"]
    if times_at and times_at[0] > cell.clause + 1:
        opening = shadow.span(cell.clause, times_at[0])
        named = _first_in(opening, context)
        if named is None or named.label in NATIONAL:
            named = _nominal(opening, context) or named
        if named is not None:
            return named
    begin = cell.clause
    while begin in shadow.at and shadow.at[begin].type == "Time":
        begin += 1
    if begin >= cell.at or (reading.base and reading.start < shadow.starts[begin]):
        return None
    return _first_in(shadow.span(begin, cell.at), context)


def _nominal(span: Span, context: _Context) -> Subject | None:
    """Take a stretch as a subject when all of it can be one noun phrase."""
    text = "".join(span.of(context.view.text).split())
    tags = list(rjieba.tag(text))
    plain = all(tag[:1] in "nabjlmqi" or tag in ("vn", "x", "eng", "f", "s") or word in "“”、的" for word, tag in tags)
    if len(text) < 3 or not plain or not tags[-1][1].startswith(("n", "l", "x")):
        return None
    return Subject(Ref("group", text), text, span)


def _done(base: str, cell: cells.Cell) -> str:
    """Read 像这样的A，…，B已培育了n家: the thing done to stands in an earlier clause."""
    earlier = cell.shadow.text[: max(0, cell.clause - 1)]
    topic = regex.search(r"(?:的|在)([\p{Han}“”]{2,16}?)(?:方面|上|领域)?(?:，[^，。]{0,6})?$", earlier)
    return f"{base}{topic[1]}" if topic else base


def _outer(sentence: Sentence, cell: cells.Cell, context: _Context) -> Subject | None:
    """Find the subject outside the clause: an earlier clause, the paragraph, the region, the title."""
    about = context.about
    if about is not None and (about.basis == "sentence" or (about.basis == "clause" and not context.report)):
        return replace(about, basis="sentence", span=None)
    if not context.report or context.subjects.home is None:
        clause = _clause_topic(sentence, cell, context)
        if clause is not None:
            return clause
        if context.carried is not None and context.carried.label not in NATIONAL:
            return replace(context.carried, span=None)
    subjects = context.subjects
    return subjects.home or subjects.theme or context.carried or subjects.title() or _nation(context)


def _clause_topic(sentence: Sentence, cell: cells.Cell, context: _Context) -> Subject | None:
    """Find the nearest earlier clause of the sentence that opens with a subject."""
    text = context.view.text
    here = cell.shadow.starts[cell.clause] if cell.clause < len(cell.shadow.starts) else sentence.span.end
    starts = [found.end() for found in regex.finditer(r"[，；：？]", text, pos=sentence.span.start, endpos=here)]
    ends = [*starts, here]
    for start, end in reversed(list(zip([sentence.span.start, *starts], ends, strict=True))):
        clause = Span(start, max(start, end - 1))
        subject = _apposed(clause, context) or _first_in(clause, context)
        if subject is not None:
            return replace(subject, basis="sentence")
    return None


def _apposed(clause: Span, context: _Context) -> Subject | None:
    """Find the subject that a clause is: 松江率先构想的G60科创走廊，如今已汇聚…."""
    last = context.subjects.last_in(clause)
    if last is None or last.span is None or last.span.end != clause.end or last.span.start == clause.start:
        return None
    return last if context.view.text[last.span.start - 1] == "的" else None


def _nation(context: _Context) -> Subject | None:
    """Take the nation as subject of a text that names no region but speaks of 我国 or 全国."""
    found = regex.search("我国|全国", context.view.text)
    return Subject(Ref("place", "全国"), found[0], None, "document") if found else None

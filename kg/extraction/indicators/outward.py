"""Look outwards for the subject of a number: its clause's head, earlier clauses, the paragraph, the region, the theme.

Place in the stream: cell + context → subject, with the step it was found at as its basis. Called by `settling`.
"""

from __future__ import annotations

from dataclasses import replace

import regex
import rjieba

from kg.extraction.indicators import timing, words
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import NATIONAL, Subject
from kg.extraction.patterns import Shadow
from kg.model import Ref, Sentence, Span

_LEAD = regex.compile(
    r"(?:[，、：\s“（]|在|如今|目前|其中|截至|由|为|至|以|此外|同时|近年来|去年|今年|当前|眼下|据了解|而|且)*"
)


_VOICE = regex.compile(
    r"[^，。：“”\n]{1,42}+(?:：(?=.)|(?<=.(?:介绍|表示|说|指出|告诉记者|认为|透露|统计|显示|通报|公布|获悉|预测|测算))，)"
)
_CLAUSE_END = regex.compile("[，；：？]")


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


def before_in_clause(cell: Cell, reading: Reading, context: Context) -> Subject | None:
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


def outer(sentence: Sentence, cell: Cell, context: Context) -> Subject | None:
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
            return label if noun and 3 <= len(label) <= 24 and not words.counts(label) else ""
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

"""Heads: whom a clause opens with, its topic in the sense of centring.

Place in the stream: stretch of the view → `Subject`. What leads in (a voice, a time, 在, 走进) is passed over. A name
with a predicate after it is a head, and so is a name that words with 的 describe (位于某地的某中心) and a work with
a name of its own (兴威新材料项目). A source (某局发布), a comparison (在全国…中) and a general noun are none.
"""

from __future__ import annotations

import regex

from kg.extraction import regions
from kg.extraction.indicators import generic, nouns
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.subjects import NATIONAL, SECTORS, Known, Subject
from kg.extraction.indicators.vocabulary import pattern
from kg.model import Ref, Span

_PLANS = ("Programme", "ActionPlan", "SpecialProgramme", "ResearchProgramme")
_NOT_OF = ("在", "据", "根据", "对", "从", "以", "按", "为", "与", "和", "通过", "依托", "围绕")
_DATELINE = 22
_BODY = regex.compile("(?:实验室|大学|学院|研究院|科学城|集团)(?![生教])")
_OF = regex.compile("的")
_PREFIX = regex.compile("中国|国家|我国的?|省|市")


def head(span: Span, context: Context, *, works: bool = True) -> Subject | None:
    """Find the subject that a stretch opens with."""
    text, start = context.view.text, begin(span, context)
    here = Span(start, span.end)
    if text.startswith("作为", start):
        return None
    told = _apposed(here, context) or _identified(here, context) or _among(here, context)
    if told is not None:
        return told
    led = pattern("at").match(text, start, span.end) or pattern("into").match(text, start, span.end)
    if led:
        return _entered(Span(led.end(), span.end), context)
    counted = None if text[start - 1 : start] == "“" else pattern("counted").match(text, start, span.end)
    named = _chained(counted.end() if counted else start, span.end, context)
    if named is None or named.span is None:
        return _agent(here, context) or _described(here, context, works=works)
    return named if named.label in NATIONAL else _of_name(named, span.end, context, works=works)


def _among(span: Span, context: Context) -> Subject | None:
    """Read 在规模以上工业企业中: it is of these that the clause speaks."""
    found = pattern("among").match(context.view.text, *span) if context.view.text.startswith("在", span.start) else None
    return Subject(Ref("group", found["who"]), found["who"], Span(*found.span("who")), "sector") if found else None


def _entered(span: Span, context: Context) -> Subject | None:
    """Read what stands behind 在, 位于, 走进."""
    named = _chained(span.start, span.end, context)
    if named is None or named.span is None:
        return _agent(span, context) or _described(span, context, works=False)
    if named.label in NATIONAL:
        return None
    return _region_of(named) if named.type in _PLANS else _placed(named, span.end, context)


def _of_name(named: Subject, end: int, context: Context, *, works: bool) -> Subject | None:
    """Take a name that a clause opens with for itself, its project, or what it describes."""
    text, at = context.view.text, named.span.end if named.span is not None else end
    if named.type in _PLANS:
        return None if pattern("lists").match(text, at, end) else _region_of(named)
    inner = _described(Span(at - 1, end), context, works=False) if text.startswith("的", at) else None
    if inner is not None:
        return inner
    if not _stands(named, end, context):
        return None
    return (_project(named, end, context) if works else None) or named


def _project(named: Subject, end: int, context: Context) -> Subject | None:
    """Find the project that is called by a product or a firm: 恒星电池|项目."""
    if named.ref.kind == "place":
        return _body_called_by(named, end, context)
    if named.span is None or named.type not in ("Product", "Technology", "Enterprise"):
        return None
    found = pattern("work").match(context.view.text, named.span.start, end)
    longer = found is not None and found["label"].endswith(("项目", "工程", "生产线")) and "的" not in found["label"]
    return _noted(Span(*found.span("label")), context) if found is not None and longer else None


def _body_called_by(place: Subject, end: int, context: Context) -> Subject | None:
    """Find the body that is called by the short name of a place: 姑苏|实验室."""
    text, span = context.view.text, place.span
    if span is None or place.type in ("Zone", "Facility") or text.endswith(tuple("省市区县州"), span.start, span.end):
        return None
    body = _BODY.match(text, span.end, end)
    return _noted(Span(span.start, body.end()), context) if body else None


def _region_of(plan: Subject) -> Subject | None:
    """Give the region that a plan is of: 《某市…行动计划》出台, 提出…."""
    name = regions.leading(plan.label, longest=6)
    return Subject(Ref("place", name), name, plan.span) if name else plan


def _apposed(span: Span, context: Context) -> Subject | None:
    """Find the name that a clause is: 某区率先构想的某走廊，如今已汇聚…; 研制它的是某公司，."""
    last = context.subjects.ends.get(span.end)
    if last is None or last.span.start <= span.start or last.label in NATIONAL or last.type in SECTORS:
        return None
    before = context.view.text[span.start : last.span.start]
    return last.subject if before.endswith(("的", "的是", "就是")) and not before.startswith(_NOT_OF) else None


def _identified(span: Span, context: Context) -> Subject | None:
    """Read 研制它的是某地的一家公司: the clause says who it is about."""
    if "是" not in span.of(context.view.text):
        return None
    found = pattern("identifies").search(context.view.text, span.start, span.end)
    return Subject(Ref("org", found["who"]), found["who"], Span(*found.span("who"))) if found else None


def _agent(span: Span, context: Context) -> Subject | None:
    """Find who did what a clause tells of something general: 相关成果由某集团转化."""
    by = pattern("by_agent").match(context.view.text, span.start, span.end)
    named = _chained(by.end(), span.end, context) if by else None
    return named if named is not None and named.label not in NATIONAL and named.type else None


def begin(span: Span, context: Context) -> int:
    """Pass over what leads in: a voice, times, connectives."""
    text = context.view.text
    near = text[span.start : min(span.end, span.start + _DATELINE)]
    dated = any(word in near for word in ("电", "讯", "消息"))
    dateline = pattern("dateline").match(text, span.start, span.end) if dated else None
    start = dateline.end() if dateline else span.start
    voice = pattern("voice").match(text, start, span.end)
    start = voice.end() if voice else start
    lead = pattern("lead").match(text, start, span.end)
    return lead.end() if lead else start


def _chained(start: int, end: int, context: Context) -> Subject | None:
    """Find the name at an offset, of names that follow each other at once the last: 某市|某区|某公司."""
    found = nouns.named(context.subjects, start, end, agents=True) or _prefixed(start, end, context)
    while found is not None and found.span is not None and found.label not in NATIONAL:
        further = context.subjects.at(found.span.end, end, agents=True)
        if further is None or further.type in ("PublicBody", "Event"):
            return found
        found = further.subject
    return found


def _prefixed(start: int, end: int, context: Context) -> Subject | None:
    """Find a name that the finder took without its first word: 中国|散裂中子源."""
    first = _PREFIX.match(context.view.text, start, end)
    known = context.subjects.at(first.end(), end, agents=True) if first else _of_class(start, end, context)
    return known.subject if known is not None and known.ref.kind != "place" else None


def _of_class(start: int, end: int, context: Context) -> Known | None:
    """Find a name behind the noun for its class: 大科学装置|上海光源, 龙头企业|某公司."""
    for known in context.subjects.inside(Span(start, min(end, start + 26))):
        said = context.view.text[start : known.span.start]
        if 3 <= len(said) <= 14 and pattern("of_class").fullmatch(said) and known.type not in SECTORS:
            return known
    return None


def _placed(named: Subject, end: int, context: Context) -> Subject | None:
    """Read 在某地，…; 走进某公司，…; 在某公司展厅，…; and 位于某地的某公司."""
    if named.span is None:
        return None
    text = context.view.text
    if text[named.span.end : named.span.end + 1] == "的":
        return _described(Span(named.span.end - 1, end), context, works=True)
    site = pattern("site").match(text, named.span.end, end + 1)
    if site and (site.end() >= end):
        return named
    return None


def _stands(named: Subject, end: int, context: Context) -> bool:
    """Say whether a name stands for itself: no list's first (A、B等n个), no post's body, no source of figures."""
    if named.span is None:
        return False
    text, at = context.view.text, named.span.end
    if pattern("lists").match(text, at, end):
        return False
    if named.ref.kind == "place":
        return True
    return not (pattern("source").match(text, at, end) or pattern("of_source").match(text, at, end)) or named.type in (
        "Enterprise",
        "",
    )


def _described(span: Span, context: Context, *, works: bool) -> Subject | None:
    """Find the name after words that describe it (位于某地的某中心), else a work with a name of its own."""
    text = context.view.text
    for mark in _OF.finditer(text, span.start, min(span.end, span.start + 40)):
        named = _chained(mark.end(), span.end, context)
        apt = named is not None and named.span is not None and named.label not in NATIONAL
        if apt and named is not None and _stands(named, span.end, context) and not _is_sector(named):
            return named
        if works and pattern("describes").match(text[span.start : mark.end()]):
            told = _work_at(Span(mark.end(), span.end), context, told=True)
            if told is not None:
                return told
    return work(span, context) if works else _nick(span, context)


def event(span: Span, context: Context) -> Subject | None:
    """Find the event that a clause says is held: 某记者会在某地召开，3名代表….."""
    start = begin(span, context)
    known = context.subjects.events.get(start)
    held = known is not None and pattern("held").match(context.view.text, known.span.end, span.end)
    return known.subject if known is not None and held else None


def _is_sector(subject: Subject) -> bool:
    return subject.basis == "sector"


def work(span: Span, context: Context) -> Subject | None:
    """Take a work or body at the head of a clause whose name tells it apart from others: 兴威新材料项目, “京沪干线”."""
    return _work_at(span, context) or _nick(span, context) or _brand(span, context)


def _brand(span: Span, context: Context) -> Subject | None:
    """Take the firm that a clause says is one: 通达是其中的龙头企业."""
    found = pattern("brand").match(context.view.text, span.start, span.end)
    if found is None or not generic.is_apart(found["label"]):
        return None
    known = Known(Span(*found.span("label")), Ref("org", found["label"]), found["label"], "Enterprise")
    context.subjects.note(known)
    return known.subject


def _work_at(span: Span, context: Context, *, told: bool = False) -> Subject | None:
    """Take a work whose name tells it apart, or one that words before it have told."""
    found = pattern("work").match(context.view.text, span.start, span.end)
    if found is None or "的" in found["label"] or pattern("opens_otherwise").match(found["label"]):
        return None
    apart = len(found["label"]) >= 4 if told else generic.is_apart(found["label"])
    return _noted(Span(*found.span("label")), context) if apart else None


def _nick(span: Span, context: Context) -> Subject | None:
    """Take a name in quotation marks at the head of a clause: “三城一区”以…."""
    start = span.start - (context.view.text[span.start - 1 : span.start] == "“")
    found = pattern("nick").match(context.view.text, start, span.end)
    return _noted(Span(*found.span("label")), context) if found else None


def _noted(span: Span, context: Context) -> Subject:
    label = span.of(context.view.text)
    known = Known(span, Ref("group", label), label, "Work")
    context.subjects.note(known)
    return known.subject

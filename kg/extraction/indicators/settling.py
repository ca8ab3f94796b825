"""Settle what a number measures and whom it is about: from its cell, its clause, its sentence, its paragraph, its text.

Place in the stream: reading + context → base and subject. Each step outwards is told as the subject's basis.
"""

from __future__ import annotations

import regex

from kg.extraction.indicators import attributes, inheriting, outward, splitting, words
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import NATIONAL, Subject
from kg.extraction.indicators.vocabulary import pattern
from kg.model import Ref, Sentence, Span

_OWN_NOUN = ("ind.number-first", "ind.share-of-noun")
"""Rules whose base is the counted noun, which is never its own subject."""

_TOPIC = regex.compile(r"(?:的|在)([\p{Han}“”]{2,16}?)(?:方面|上|领域)?(?:，[^，。]{0,6})?$")


def settle(sentence: Sentence, cell: Cell, reading: Reading, context: Context) -> tuple[str, Subject | None]:
    """Settle base and subject of a reading; what is no noun phrase or names a person is no subject."""
    base, subject = _settled(sentence, cell, reading, context)
    if subject is not None and not _can_be_subject(subject, context):
        subject = outward.outer(sentence, cell, reading, context)
        if subject is not None and not _can_be_subject(subject, context):
            subject = context.subjects.home
    return base, context.subjects.identified(subject) if subject is not None else None


def _can_be_subject(subject: Subject, context: Context) -> bool:
    """Say whether unnamed words can be whom a number is about: no predicate, no time, no person."""
    if subject.type not in ("", "Work") or subject.ref.kind not in ("group", "org", "industry"):
        return True
    person = context.subjects.refs.get(subject.label, subject.ref).kind == "person"
    return not person and pattern("no_subject").search(subject.label) is None


def _settled(sentence: Sentence, cell: Cell, reading: Reading, context: Context) -> tuple[str, Subject | None]:
    given = _given(cell, reading, context)
    if given is not None:
        return given
    base, subject = inheriting.completed(reading, context), None
    if base and base != reading.base and base == context.base and context.about is not None:
        own = _in_clause(cell, reading, context) or outward.clause_topic(sentence.span, cell, context)
        return base, own or context.about
    if base and reading.rule.id not in _OWN_NOUN:
        base, subject = splitting.split(base, reading, context)
    if not base:
        return inheriting.inherited(subject, reading, context)
    subject = subject or _in_clause(cell, reading, context)
    if subject is not None and subject.basis == "sector":
        region = outward.before_in_clause(cell, reading, context)
        if region is not None and region.ref.kind == "place" and region.label not in NATIONAL:
            base, subject = reading.base, region
    base = _told(base, cell, reading, context)
    subject = subject or _counted_before(reading, context) or outward.outer(sentence, cell, reading, context)
    if subject is not None and subject.basis == "theme" and subject.label in base and context.subjects.is_national:
        subject = context.subjects.nation or subject
    return base, subject


def _given(cell: Cell, reading: Reading, context: Context) -> tuple[str, Subject | None] | None:
    """Take base and subject where the cell gives both: a rating, a list's own thing, an attribute, a ranked group."""
    rated = context.subjects.holding(cell.number.item.span)
    if rated is not None and cell.number.item.comparator == "class":
        return "规格", rated
    if reading.who is not None:
        return reading.base, reading.who
    return attributes.forward(cell, context) or _group(cell, reading, context)


def _in_clause(cell: Cell, reading: Reading, context: Context) -> Subject | None:
    """Find the subject in the clause itself: before a counted noun, at its head."""
    lead = reading.lead
    found = splitting.leading(lead, context) if lead is not None and lead.start < lead.end else None
    return _beside(reading, found or outward.before_in_clause(cell, reading, context))


def _told(base: str, cell: Cell, reading: Reading, context: Context) -> str:
    """Complete a base by the verb that a list shares or by what was done to, and remember what was counted."""
    if reading.rule.id == "ind.number-first":
        context.subjects.counted = f"{cell.number.item.text}{base}"
    if reading.rule.id == "ind.number-last":
        base = _with_flow(base, reading, context)
    elif reading.flow:
        context.flow = reading.flow
    return _done(base, cell) if reading.rule.id == "ind.done" and len(base) <= 4 else base


def _counted_before(reading: Reading, context: Context) -> Subject | None:
    """Take the things counted in an earlier clause for those whose share is told: 6000万户中小企业…，贡献了60%的…."""
    before = context.previous
    if "其中" in reading.cell.before or (
        reading.rule.id == "ind.share-does" and reading.cell.at - reading.cell.begin > 4
    ):
        return None
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
    if context.about is not None and context.about.basis == "clause":
        return None  # somebody has what was counted: 甲国以343家企业|居第二
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


def _done(base: str, cell: Cell) -> str:
    """Read 像这样的A，…，B已培育了n家: the thing done to stands in an earlier clause."""
    earlier = cell.shadow.text[: max(0, cell.clause - 1)]
    topic = _TOPIC.search(earlier)
    if topic is None:
        return base
    thing = topic[1].removesuffix("方面")
    return f"{thing}{base}" if topic[0].startswith("在") else f"{base}{thing}"

"""Look outwards for the subject of a number: its clause's head, earlier clauses, the speaker, the paragraph, the text.

Place in the stream: cell + context → subject, with the step it was found at as its basis. Called by `settling`; the
inference calls `carry` after each sentence, so that the next one knows what was dwelt on.
"""

from __future__ import annotations

from dataclasses import replace

import regex
import rjieba

from kg.extraction.indicators import generic, heads, quotes, timing, vocabulary, words
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.context import Context
from kg.extraction.indicators.readings import Reading
from kg.extraction.indicators.subjects import NATIONAL, Known, Subject
from kg.extraction.patterns import Shadow
from kg.model import BlockKind, Ref, Sentence, Span

_CLAUSE_END = regex.compile("[，；：？]")
_FIRM_WITHIN = 400


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
        named = heads.head(before, context, works=False)
        if named is None or named.label in NATIONAL:
            named = _nominal(before, context) or named
        if named is not None:
            return named
    start = cell.clause
    while start in shadow.at and shadow.at[start].type == "Time":
        start += 1
    if start >= cell.at or (reading.base and reading.start < shadow.starts_at(start)):
        return None
    span = shadow.span(start, cell.at)
    return _together(span, context) or heads.head(span, context, works=False)


def _together(span: Span, context: Context) -> Subject | None:
    """Read 甲学院、乙学院|123名学生: all that stands before the number is a list of names."""
    parts = list(context.subjects.inside(span))
    text = span.of(context.view.text)
    rest = text
    for known in parts:
        rest = rest.replace(known.span.of(context.view.text), "", 1)
    joined = len(parts) > 1 and regex.fullmatch("(?:[、和与及]|以及)+", rest) is not None
    return Subject(Ref("group", text), text, span) if joined else None


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
    named = generic.is_apart(text) and _MEASURED.search(text) is None
    return Subject(Ref("group", text), text, span) if named else None


_MEASURED = regex.compile("(?:[值额率量数速度比]|收入|投资|规模|比重|经费|面积)$")


def outer(sentence: Sentence, cell: Cell, reading: Reading, context: Context) -> Subject | None:
    """Find the subject outside the clause: an earlier clause, the speaker, the paragraph, the region, the theme."""
    about, subjects = context.about, context.subjects
    if about is not None and "其中" in cell.before:
        return replace(about, basis="sentence", span=None)
    if cell.before.endswith("等") and subjects.home is not None and reading.rule.id == "ind.number-first":
        return subjects.home if about is None or about.ref.kind != "place" else replace(about, span=None)
    settled = context.report and subjects.home is not None
    return (
        _in_sentence(sentence, cell, reading, context, settled=settled)
        or (None if settled else _above(sentence, cell, reading, context))
        or subjects.home
        or subjects.theme
        or context.carried
        or subjects.nation
    )


def _in_sentence(
    sentence: Sentence, cell: Cell, reading: Reading, context: Context, *, settled: bool
) -> Subject | None:
    """Find the subject in the clauses before, in the numbers before, in who speaks."""
    spoken = quotes.at(context.spoken, cell.number.span.start)
    since = spoken[0].start if spoken is not None else sentence.span.start
    within = Span(max(since, sentence.span.start), sentence.span.end)
    topic = (None if settled else clause_topic(within, cell, context)) or _counted_as_topic(cell, context)
    if topic is not None:
        return topic
    about = context.about
    if about is not None and _goes_on(about, reading, context):
        return replace(about, basis="sentence", span=None)
    return spoken[1] if spoken is not None else None


def _above(sentence: Sentence, cell: Cell, reading: Reading, context: Context) -> Subject | None:
    """Find the subject in what the paragraph dwells on; where the text has no topic, in any noun phrase before."""
    about = context.about
    if context.subjects.home is None:
        topic = _phrase_topic(sentence, cell, context) or (replace(about, span=None) if about else None)
        if topic is not None:
            return topic
    return _dwelt_on(reading, cell, context)


def _counted_as_topic(cell: Cell, context: Context) -> Subject | None:
    """Take what an earlier clause did nothing but count: 建设的25家创新中心，获专利80项，投入1亿元."""
    before = context.previous
    if before is None or before.rule.id != "ind.number-first" or before.cell.clause == cell.clause or before.flow:
        return None
    if context.about is not None and context.about.basis in ("clause", "sentence"):
        return None  # somebody has what was counted
    told, shadow = before.cell, cell.shadow
    left = shadow.text[told.clause : told.at]
    right = shadow.text[told.at + 1 :].partition("，")[0]
    alone = (not left or left.endswith("的")) and right == before.base and len(right) >= 4
    label = before.base
    return Subject(Ref("group", label), label, None, "sentence") if alone else None


_OF_SECTORS = regex.compile(
    "(?:研发)?(?:投入)?强度|(?:营业|销售|主营业务)?收入|营收|利润(?:总额)?|总?产值|增加值|税收|利税|出口(?:额)?|从业人员|企业数量?|产量|销量|规模|投资|产能"
)
"""What is told of a sector in a clause that does not name it again."""


def _goes_on(about: Subject, reading: Reading, context: Context) -> bool:
    """Say whether whom the number before was about is whom this one is about, too."""
    if about.basis == "sector":
        return _OF_SECTORS.fullmatch(reading.base) is not None
    if about.basis == "before" and about.type and not context.report:
        return True
    return about.basis in ("sentence", "quoted", "carried", "firm") or (about.basis == "clause" and not context.report)


def _dwelt_on(reading: Reading, cell: Cell, context: Context) -> Subject | None:
    """Take what the paragraph dwells on, unless what is measured is what only the region has, or only a firm."""
    home, carried = context.subjects.home, context.carried
    of_region = reading.base.startswith(vocabulary.listed("of_regions"))
    if carried is not None and carried.label not in NATIONAL:
        regional = of_region and home is not None and home.ref.kind == "place" and carried.ref.kind != "place"
        return None if regional else replace(carried, span=None)
    if any(word in reading.base for word in vocabulary.listed("of_firms")) and (
        home is None or home.ref.kind == "place"
    ):
        firm = context.subjects.last_before(cell.number.span.start, _is_firm, near=_FIRM_WITHIN)
        return replace(firm.subject, span=None, basis="firm") if firm else None
    return None


def _is_firm(known: Known) -> bool:
    return known.type == "Enterprise"


def clause_topic(within: Span, cell: Cell, context: Context) -> Subject | None:
    """Find the nearest earlier clause that opens with a subject, after the one of the number before."""
    here = cell.shadow.starts_at(cell.clause)
    told = context.previous.cell if context.previous is not None and context.about is not None else None
    since = told.shadow.starts_at(told.at) if told is not None else within.start
    for clause in reversed(_clauses(within.start, here, context)):
        if clause.end <= since or (told is not None and clause.start <= since):
            break
        subject = heads.head(clause, context, works=not context.report) or heads.event(clause, context)
        if subject is not None:
            return replace(subject, basis="sentence", span=None)
    return None


def _clauses(start: int, end: int, context: Context) -> list[Span]:
    """Cut a stretch of a sentence into clauses."""
    starts = [found.end() for found in _CLAUSE_END.finditer(context.view.text, start, end)]
    pairs = zip([start, *starts], [*starts, end], strict=True)
    return [Span(first, max(first, last - 1)) for first, last in pairs]


def _phrase_topic(sentence: Sentence, cell: Cell, context: Context) -> Subject | None:
    """Find the nearest earlier clause that opens with a noun phrase before its verb: 掘进装备|突破…，占有率80%."""
    here = cell.shadow.starts_at(cell.clause)
    for clause in reversed(_clauses(sentence.span.start, here, context)):
        label = _before_verb(clause.of(context.view.text))
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


def carry(sentence: Sentence, context: Context) -> None:
    """Keep what a sentence begins with as the topic of the sentences after it; 作为…的某物，X begins with X."""
    clauses = [
        Span(clause.start, clause.end + (clause.end == sentence.span.end - 1))
        for clause in _clauses(sentence.span.start, sentence.span.end, context)[:2]
    ]
    opening = heads.head(clauses[0], context, works=sentence.kind is BlockKind.PARAGRAPH)
    if len(clauses) > 1 and (opening is None or _AS.match(context.view.text, clauses[0].start)):
        second = heads.head(clauses[1], context) if _AS.match(context.view.text, clauses[0].start) else None
        opening = second or opening
    if opening is not None and (opening.label not in NATIONAL or context.carried is None):
        _dwell(opening, context)
    elif context.about is not None and context.about.basis in ("clause", "sentence") and not _is_nation(context):
        _dwell(context.about, context)


_AS = regex.compile(r"\s*(?:作为|在|位于|地处|走进|来到|据|截至|目前|如今|近年来|今年|去年|(?:19|20)\d\d年)[^，]*")


def _dwell(subject: Subject, context: Context) -> None:
    context.carried = replace(subject, basis="carried")
    if subject.type and subject.ref.kind != "place":
        context.subjects.centre = Known(Span(0, 0), subject.ref, subject.label, subject.type)


def _is_nation(context: Context) -> bool:
    return context.about is not None and context.about.label in NATIONAL and context.carried is not None

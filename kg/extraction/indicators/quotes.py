"""Quotes: the organisation whose person speaks, for which 我们 and 公司 stand in what is said.

Place in the stream: view + names → stretches of speech with whom they are about. Read once for a view.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex

from kg.extraction import regions
from kg.extraction.indicators.subjects import Subject, Subjects
from kg.extraction.indicators.vocabulary import any_of
from kg.model import Ref, Span, View

_PATTERNS = {
    "after": r"”(?P<who>[^“”\n]{2,60}?)(?:SAYS)(?![明法服])",
    "before": r"(?:(?<=[。！\n”])|^)(?P<who>[^“”。\n]{2,60}?)(?:SAYS)[^“”。，：\n]{0,8}[：，]“",
    "said": r"(?:对?记者)?(?:SAYS)(?![明法服])(?:记者)?[，：](?!“)",
    "post": r"[^，。；“”]{0,10}?(?:POSTS|员工|技术)",
}


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    text = _PATTERNS[name].replace("SAYS", any_of("says")).replace("POSTS", any_of("posts"))
    return regex.compile(text)


def spoken(view: View, subjects: Subjects) -> list[tuple[Span, Subject]]:
    """Give the stretches of direct speech with the organisation that the speaker is of."""
    return sorted([*_quoted(view, subjects), *_reported(view, subjects)], key=lambda one: one[0])


def _quoted(view: View, subjects: Subjects) -> Iterator[tuple[Span, Subject]]:
    text = view.text
    if "”" not in text:
        return
    for said in _pattern("after").finditer(text):
        opening = text.rfind("“", max(0, said.start() - 400), said.start())
        who = _body(subjects, Span(*said.span("who")), text)
        if opening >= 0 and who is not None:
            yield Span(opening, said.start()), who
    for said in _pattern("before").finditer(text):
        closing = text.find("”", said.end(), said.end() + 600)
        who = _body(subjects, Span(*said.span("who")), text)
        if closing >= 0 and who is not None:
            yield Span(said.end() - 1, closing), who


def _reported(view: View, subjects: Subjects) -> Iterator[tuple[Span, Subject]]:
    """Read 某公司董事长某某说，… to the end of its sentence."""
    for sentence in view.sentences:
        for said in _pattern("said").finditer(view.text, *sentence.span):
            clause = max(view.text.rfind(mark, sentence.span.start, said.start()) for mark in "，。；“")
            who = _body(subjects, Span(max(clause + 1, sentence.span.start), said.start()), view.text)
            if who is not None:
                yield Span(said.end(), sentence.span.end), who


def _body(subjects: Subjects, span: Span, text: str) -> Subject | None:
    """Find the organisation whose post the speaker has; for a public body its region."""
    bodies = [known for known in subjects.inside(span) if _pattern("post").match(text, known.span.end, span.end)]
    if not bodies:
        firm = regex.match("[^，。“”]{0,4}(?:公司|企业|集团)(?:相关|有关)?", text[span.start : span.end])
        known = subjects.last_before(span.start, lambda one: one.type == "Enterprise") if firm else None
        return replace(known.subject, span=None, basis="quoted") if known is not None else None
    if bodies[-1].type in ("PublicBody", "GovernmentBody"):
        return _region_of(bodies[-1].label)
    return replace(bodies[-1].subject, span=None, basis="quoted")


def _region_of(label: str) -> Subject | None:
    """Give the region of a public body: 绵阳市住建委 speaks of 绵阳市."""
    name = regions.leading(label, longest=8)
    return Subject(Ref("place", name), name, None, "quoted") if name else None


def at(stretches: Sequence[tuple[Span, Subject]], offset: int) -> tuple[Span, Subject] | None:
    """Give the speech that an offset lies in, with whom it is about."""
    number = bisect_right(stretches, offset, key=lambda one: one[0].start)
    near = reversed(stretches[max(0, number - _NESTED) : number])
    return next((one for one in near if offset < one[0].end), None)


_NESTED = 4
"""How many stretches of speech may begin before one that an offset lies in ends."""

"""Layered patterns over a shadow text: the small machine under every rule.

Place in the stream: `rules.py` loads the rules, this module runs them, and the modules that own a layer give the
matches a meaning.

A **shadow** is a stretch of the view in which each annotation found so far is replaced by one private-use character,
its type's token, and blanks inside Chinese text are dropped. Rules are plain regular expressions over it, in which a
token is written `@Type`. Every capture maps back to offsets in the article. A later layer therefore sees
`高新技术企业达到⟨Qty⟩` and never the digits, and a name that holds digits is closed to the number rules.

How to use it::

    shadow = Shadow.of(sentence.text, annotations, start=sentence.span.start)
    for match in matches(rule, shadow):
        match.span                  # Span in the article
        match.span_of("measure")    # Span of a named group, or None
        match.text_of("measure")    # its characters in the view
        match.annotations("value")  # the annotations inside a group, in order
    found = annotate(rules, sentence.text, annotations, start=sentence.span.start)

`annotate` runs the rules of one layer in their order (order is priority); what a rule claims is closed to later ones.
Tokens: see `tokens.py`; `@Number` stands for any quantity, `@Entity` for any named thing, `@ANY` for any token at all,
`@PLAIN` for any character that is neither a token nor a mark that ends a clause, `@Word` for one of these or a name,
`@Lead` for one of these, a name, a time or a number. A group `head` in a look-behind begins the annotation: a rule can
so wait at a digit and still take the word before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import regex

from kg.extraction.tokens import CLASSES, TOKENS
from kg.model import Span

if TYPE_CHECKING:
    from kg.extraction.rules import Rule

__all__ = ["CLASSES", "TIME_LIMIT", "TOKENS", "Annotation", "Match", "Shadow", "annotate", "claim", "matches"]

TIME_LIMIT = 0.5
"""Seconds that one rule may spend on one stretch of text."""

_ANY_BLANK = regex.compile(r"[ \t\u3000\r]")
_BLANK = regex.compile(r"(?<![A-Za-z0-9.])[ \t\u3000\r]+|[ \t\u3000\r]+(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One thing found in the text: a type, where, by which rule, and what it means.

    `parts` are the spans of the rule's named groups, `item` is what the owning module made of it (a Quantity, a
    Period, a Ref …).
    """

    type: str
    span: Span
    rule: str
    parts: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    item: Any = None


@dataclass(frozen=True)
class Shadow:
    """A stretch of the view with one symbol for each annotation, and the way back to the article.

    The way back is kept by pieces: runs of plain characters and single tokens, in order.
    """

    text: str
    source: str  # the view's characters of this stretch
    start: int  # offset of the stretch in the article
    at: dict[int, Annotation]  # symbol number → annotation
    symbols: Sequence[int]  # of each piece the number of its first symbol
    origins: Sequence[int]  # … and the article offset it starts at
    late: list[str] = field(default_factory=list)  # rules that ran out of time here

    @classmethod
    def of(
        cls,
        source: str,
        annotations: Iterable[Annotation] = (),
        *,
        start: int = 0,
        dropped: Iterable[Span] = (),
    ) -> Shadow:
        """Draw the shadow of `source`, a stretch of the view that starts at `start` in the article.

        Blanks inside Chinese text and the spans `dropped` get no symbol.
        """
        cuts = _cuts(source, annotations, start, dropped)
        if not cuts:
            return cls(source, source, start, {}, (0,), (start,))
        pieces: list[str] = []
        at: dict[int, Annotation] = {}
        symbols, origins, length, done = [], [], 0, 0
        for begin, end, annotation in cuts:
            if begin < done:
                continue
            if done < begin:
                symbols.append(length)
                origins.append(start + done)
                pieces.append(source[done:begin])
                length += begin - done
            if annotation is not None:
                symbols.append(length)
                origins.append(start + begin)
                pieces.append(TOKENS[annotation.type])
                at[length] = annotation
                length += 1
            done = end
        symbols.append(length)
        origins.append(start + done)
        pieces.append(source[done:])
        return cls("".join(pieces), source, start, at, symbols, origins)

    def with_text(self, text: str) -> Shadow:
        """Give the same stretch with other symbols, one for one."""
        return Shadow(text, self.source, self.start, self.at, self.symbols, self.origins, self.late)

    def starts_at(self, number: int) -> int:
        """Give the article offset at which a symbol starts; for the end of the text that of the stretch."""
        symbols = self.symbols
        piece = bisect_right(symbols, number) - 1 if len(symbols) > 1 else 0
        return self.origins[piece] + number - symbols[piece]

    def ends_at(self, number: int) -> int:
        """Give the article offset at which a symbol ends."""
        annotation = self.at.get(number)
        return annotation.span.end if annotation is not None else self.starts_at(number) + 1

    def span(self, begin: int, end: int) -> Span:
        """Give the article's span of the symbols `begin` to `end` (exclusive)."""
        start = self.starts_at(begin)
        if begin >= end:
            return Span(start, start)
        last = self.at.get(end - 1)
        return Span(start, last.span.end if last is not None else self.starts_at(end - 1) + 1)

    def printed(self, span: Span) -> str:
        """Give the view's characters of an article span inside this stretch."""
        return self.source[span.start - self.start : span.end - self.start]


@dataclass(slots=True)
class Match:
    """One firing of a rule."""

    rule: Rule
    shadow: Shadow
    found: regex.Match[str]

    @property
    def span(self) -> Span:
        """Give the article's span of the whole match."""
        return self.shadow.span(*self.found.span())

    @property
    def parts(self) -> dict[str, tuple[Span, ...]]:
        """Give the article's spans of every named group that took part, all repeats of it."""
        spans, span = self.found.allspans(), self.shadow.span
        return {
            name: tuple([span(begin, end) for begin, end in spans[number]])
            for name, number in self.found.re.groupindex.items()
            if spans[number]
        }

    def span_of(self, group: str) -> Span | None:
        """Give the article's span of a group's last repeat, or None."""
        if group not in self.rule.groups:
            return None
        begin, end = self.found.span(group)
        return self.shadow.span(begin, end) if begin >= 0 else None

    def text_of(self, group: str) -> str:
        """Give the view's characters of a group, blanks inside dropped; empty when it took no part."""
        span = self.span_of(group)
        text = self.shadow.printed(span) if span else ""
        return _BLANK.sub("", text) if _ANY_BLANK.search(text) else text

    def annotations(self, group: str) -> list[Annotation]:
        """List the annotations that stand inside a group's repeats, in order."""
        if group not in self.rule.groups:
            return []
        numbers = [n for begin, end in self.found.spans(group) for n in range(begin, end)]
        return [self.shadow.at[n] for n in numbers if n in self.shadow.at]


def matches(rule: Rule, shadow: Shadow) -> Iterator[Match]:
    """Run one rule over a shadow; a rule that runs out of time is noted in `shadow.late` and yields no more."""
    try:
        for found in rule.pattern.finditer(shadow.text, timeout=TIME_LIMIT):
            yield Match(rule, shadow, found)
    except TimeoutError:
        shadow.late.append(rule.name)


def annotate(
    rules: Iterable[Rule], source: str, annotations: Sequence[Annotation] = (), *, start: int = 0
) -> list[Annotation]:
    """Run one layer over a stretch of the view; give the old annotations and the new ones, in text order.

    An annotation's span is that of the rule's group `span` when it has one, else of the whole match.
    """
    shadow = Shadow.of(source, annotations, start=start)
    return sorted([*annotations, *claim(rules, shadow)], key=lambda annotation: annotation.span)


def claim(rules: Iterable[Rule], shadow: Shadow) -> list[Annotation]:
    """Run rules over a shadow in their order; what one claims is closed to the later ones."""
    taken = bytearray(len(shadow.text))
    return [annotation_of(match) for rule in rules for match in _unclaimed(rule, shadow, taken)]


def _unclaimed(rule: Rule, shadow: Shadow, taken: bytearray) -> Iterator[Match]:
    """Give the matches of a rule on symbols that no earlier rule of the layer has taken, and take them."""
    position = 0
    try:
        while found := rule.pattern.search(shadow.text, position, timeout=TIME_LIMIT):
            begin, end = found.span()
            if "head" in rule.groups and found.start("head") >= 0:
                begin = found.start("head")
            last = taken.rfind(1, begin, end)
            if last >= 0:
                position = max(last, found.start()) + 1
                continue
            match = Match(rule, shadow, found)
            begin, end = found.span("span") if "span" in rule.groups else (begin, end)
            taken[begin:end] = bytes([1]) * (end - begin)
            position = max(found.end(), position + 1)
            yield match
    except TimeoutError:
        shadow.late.append(rule.name)


def annotation_of(match: Match) -> Annotation:
    """Turn a match into the annotation that its rule emits."""
    parts = match.parts
    span = parts["span"][-1] if "span" in parts else match.span
    if "head" in parts:
        span = Span(parts["head"][0].start, span.end)
    return Annotation(match.rule.emit, span, match.rule.name, parts)


def _cuts(
    source: str, annotations: Iterable[Annotation], start: int, dropped: Iterable[Span]
) -> list[tuple[int, int, Annotation | None]]:
    """List what is replaced (annotations) or dropped (blanks), in order, the longer of two first."""
    cuts: list[tuple[int, int, Annotation | None]] = []
    for annotation in annotations:
        begin, end = annotation.span
        cuts.append((begin - start, end - start, annotation))
    cuts.extend((span.start - start, span.end - start, None) for span in dropped)
    if _ANY_BLANK.search(source):
        cuts.extend((blank.start(), blank.end(), None) for blank in _BLANK.finditer(source))
    if len(cuts) > 1:
        cuts.sort(key=_longest_first)
    return cuts


def _longest_first(cut: tuple[int, int, Annotation | None]) -> tuple[int, int]:
    return cut[0], -cut[1]

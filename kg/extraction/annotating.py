"""Annotate a view with what is numeric: names that hold numerals, times, quantities, ranks.

Place in the stream: view → annotations, the ground of every later layer. Runs over stretches of many sentences at
once, since a scan costs less than its start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from kg.extraction import candidates, patterns, quantities, times
from kg.extraction.patterns import Annotation, Shadow
from kg.extraction.times import Reference
from kg.model import Sentence, Span, View

STRETCH = 6000
"""Characters that are scanned at once."""

FILES = ("codes.toml", "times.toml", "ranks.toml", "quantities.toml")
"""The rule files of the numeric layers, in their order."""


@dataclass(frozen=True)
class Annotated:
    """The numeric annotations of a view, by sentence ordinal, and the date that relative times count from."""

    reference: Reference
    found: dict[int, list[Annotation]]

    def __getitem__(self, ordinal: int) -> list[Annotation]:
        """Give the annotations of a sentence, in text order."""
        return self.found.get(ordinal, [])


def annotate(view: View) -> Annotated:
    """Find names, times, quantities and ranks in every sentence, with what they mean."""
    found = {sentence.ordinal: list[Annotation]() for sentence in view.sentences}
    all_cuts = _cuts(view)
    for stretch in _stretches(view.sentences):
        start = stretch[0].span.start
        whole = Span(start, stretch[-1].span.end)
        cuts = [cut for cut in all_cuts if start < cut.start and cut.end < whole.end]
        _share_out(_layered(view.text, whole, cuts), stretch, found)
    _keep_places(found)
    reference = times.reference(view, found)
    return Annotated(reference, times.resolve(found, reference))


def _keep_places(found: dict[int, list[Annotation]]) -> None:
    """Take for a place what a text has once called one in full: three machines are 三台, but so is 三台县."""
    places = {
        name.item[:-1]
        for known in found.values()
        for name in known
        if name.item is not None and name.rule.startswith("name.place")
    }
    if places:
        for ordinal, known in found.items():
            found[ordinal] = [_as_place(one, places) for one in known]


def _as_place(annotation: Annotation, places: set[str]) -> Annotation:
    if annotation.type != "Qty" or annotation.item.text not in places:
        return annotation
    return replace(annotation, type="Name", rule="name.place/1", item=annotation.item.text)


_CUT = regex.compile(r"(?<=[\d.])[ \t]*\r?\n[ \t]*(?=[\d.%])")


def _cuts(view: View) -> list[Span]:
    """Find where a line's end cuts a number in two that the view has joined."""
    raw, text = view.article.text, view.text
    if raw.count("\n") == text.count("\n"):
        return []
    return [Span(*cut.span()) for cut in _CUT.finditer(raw) if not text[slice(*cut.span())].strip(" ")]


def annotate_text(text: str) -> list[Annotation]:
    """Annotate a text of one or two sentences; times stay without calendar dates. For rules and their examples."""
    return _layered(text, Span(0, len(text)), ())


def _layered(text: str, stretch: Span, cuts: Sequence[Span]) -> list[Annotation]:
    """Annotate a stretch of a text layer by layer."""
    known: list[Annotation] = []
    for file in FILES:
        shadow = Shadow.of(stretch.of(text), known, start=stretch.start, dropped=cuts)
        claimed = patterns.claim(candidates.among((file,), shadow.text), shadow)
        known += [read for annotation in claimed if (read := _interpret(annotation, text))]
        known.sort(key=_by_span)
    return known


def _interpret(annotation: Annotation, text: str) -> Annotation | None:
    if annotation.item is not None:
        return annotation
    if annotation.type in quantities.TYPES:
        return quantities.interpret(annotation, text)
    if annotation.rule.startswith("name.place"):
        return replace(annotation, item=annotation.span.of(text))
    return times.characters(annotation, text) if annotation.type == "Time" else annotation


def _stretches(sentences: tuple[Sentence, ...]) -> Iterator[list[Sentence]]:
    """Group sentences into stretches of some thousand characters."""
    for _, group in groupby(sentences, key=lambda sentence: sentence.span.start // STRETCH):
        yield list(group)


def _share_out(known: list[Annotation], stretch: list[Sentence], found: dict[int, list[Annotation]]) -> None:
    """Give each annotation to its sentence; one that crosses a sentence's end belongs to none."""
    waiting = iter(known)
    annotation = next(waiting, None)
    for sentence in stretch:
        while annotation is not None and annotation.span.start < sentence.span.end:
            if sentence.span.contains(annotation.span):
                found[sentence.ordinal].append(annotation)
            annotation = next(waiting, None)


def _by_span(annotation: Annotation) -> Span:
    return annotation.span

"""One sentence as the relation rules see it: its shadow, and what each symbol stands for.

Place in the stream: mentions + anaphors + numeric annotations → Scene.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extraction.entities import token_of
from kg.extraction.patterns import TOKENS, Annotation, Shadow
from kg.model import Entity, Mention, Ref, Sentence, Span

__all__ = ["Scene", "draw", "marks", "ref_of"]

_NUMERIC = frozenset({"Time", "Qty", "Rank", "Share"})


@dataclass(frozen=True)
class Scene:
    """A sentence with its shadow."""

    sentence: Sentence
    shadow: Shadow

    def symbols(self) -> list[int]:
        """List the numbers of the symbols that stand for something, in text order."""
        return sorted(self.shadow.at)


def marks(entities: Sequence[Entity], anaphors: Iterable[Mention], roles: Iterable[Span]) -> list[Annotation]:
    """Turn mentions, anaphors and posts into annotations, in text order; each carries its `Ref`."""
    found = [
        Annotation(token, mention.span, mention.rule, item=mention.ref)
        for entity in entities
        if (token := token_of(entity.type)) in TOKENS
        for mention in entity.mentions
    ]
    found += [Annotation("Anaphor", mention.span, mention.rule, item=mention.ref) for mention in anaphors]
    found += _posts(roles, found)
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end))


def _posts(roles: Iterable[Span], named: Sequence[Annotation]) -> list[Annotation]:
    """Choose the posts that no name covers, the longest of those that overlap."""
    covered = {offset for mark in named for offset in range(*mark.span)}
    found: list[Annotation] = []
    for span in sorted(roles, key=lambda span: (span.start - span.end, span.start)):
        if covered.isdisjoint(range(*span)):
            covered.update(range(*span))
            found.append(Annotation("Role", span, "post"))
    return found


def draw(
    sentences: Sequence[Sentence], named: Sequence[Annotation], numeric: Mapping[int, Sequence[Annotation]]
) -> list[Scene]:
    """Draw the shadow of every sentence."""
    scenes = []
    starts = [mark.span.start for mark in named]
    for sentence in sentences:
        start, end = sentence.span
        first = bisect_left(starts, start)
        within = [mark for mark in named[first : bisect_left(starts, end, first)] if mark.span.end <= end]
        within += [mark for mark in numeric.get(sentence.ordinal, ()) if mark.type in _NUMERIC]
        scenes.append(Scene(sentence, Shadow.of(sentence.text, within, start=start)))
    return scenes


def ref_of(mark: Annotation) -> Ref | None:
    """Give the thing that a mark names."""
    return mark.item if isinstance(mark.item, Ref) else None

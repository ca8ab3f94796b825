"""Claim what the text itself says of a name: that it is there, what it is and how else it is called.

Place in the stream: Entity → Claim. An entity that was read gets a claim like any other, so that "why is it
a laboratory" is answered with the place where it is named and the rule that recognised it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.slugs import tidy
from kg.model import Claim, Entity, Extraction, Fact, Mention, Span, Text

__all__ = ["claims", "sentences_of"]


def claims(extraction: Extraction) -> list[Claim]:
    """Make the claims that name the entities of an extraction; one that no sentence names gets none."""
    return [claim for entity in extraction.entities for claim in _claims(extraction, entity)]


def sentences_of(extraction: Extraction, spans: tuple[Span, ...]) -> tuple[int, ...]:
    """List the ordinals of the sentences that hold a span, in reading order."""
    held = (
        sentence.ordinal
        for sentence in extraction.view.sentences
        if any(sentence.span.contains(span) for span in spans)
    )
    return tuple(held)


def _claims(extraction: Extraction, entity: Entity) -> Iterator[Claim]:
    named = [mention for mention in entity.mentions if not mention.anaphoric]
    first = _witness(entity, named)
    if first is None:
        return
    facts = [Fact(entity.ref, "a", entity.type), Fact(entity.ref, "skos:prefLabel", Text(entity.ref.name))]
    yield from _claim(extraction, first, tuple(facts + _alias(entity, first)))
    seen = {first.text}
    for mention in named:
        if mention.text not in seen:
            seen.add(mention.text)
            yield from _claim(extraction, mention, tuple(_alias(entity, mention)))


def _witness(entity: Entity, named: list[Mention]) -> Mention | None:
    # The first place that prints a name of it; in 金凤、明月湖…4大重庆实验室 the bare 金凤 is not yet one.
    names = {entity.ref.name, entity.label, *entity.aliases}
    printed = (mention for mention in named if mention.text in names)
    return next(printed, named[0] if named else None)


def _alias(entity: Entity, mention: Mention) -> list[Fact]:
    if mention.text not in (entity.label, *entity.aliases) or tidy(mention.text) == tidy(entity.ref.name):
        return []
    return [Fact(entity.ref, "skos:altLabel", Text(tidy(mention.text)))]


def _claim(extraction: Extraction, mention: Mention, facts: tuple[Fact, ...]) -> Iterator[Claim]:
    sentences = sentences_of(extraction, (mention.span,))
    if sentences and facts:
        yield Claim(rule=mention.rule, spans=(mention.span,), sentences=sentences, facts=facts)

"""String the stages of extraction: the view's names, voices, relations and values become claims.

Place in the stream: View → claims. Reads like the drawing of the house: find, link, hear, resolve, relate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extraction import (
    anaphora,
    annotating,
    coverage,
    entities,
    indicators,
    linking,
    merging,
    relations,
    second,
    voices,
)
from kg.extraction.annotating import Annotated
from kg.extraction.second import Reader, Verdict
from kg.extraction.voices import Voice
from kg.model import Claim, Entity, Extraction, Mention, Modality, Name, Ref, View

__all__ = ["Understood", "understand"]


@dataclass(frozen=True)
class Understood:
    """What is known of a view before its numbers are given a subject."""

    view: View
    annotated: Annotated
    entities: tuple[Entity, ...]
    anaphors: tuple[Mention, ...]
    voices: tuple[Voice, ...]
    claims: tuple[Claim, ...]

    @property
    def named(self) -> tuple[Entity, ...]:
        """Give the entities with the anaphors that stand for them among their mentions."""
        stands: dict[Ref, list[Mention]] = defaultdict(list)
        for mention in self.anaphors:
            stands[mention.ref].append(mention)
        return tuple(_with(entity, stands.get(entity.ref, [])) for entity in self.entities)


def _with(entity: Entity, anaphors: list[Mention]) -> Entity:
    if not anaphors:
        return entity
    return replace(entity, mentions=tuple(sorted([*entity.mentions, *anaphors], key=lambda mention: mention.span)))


def every_firing(view: View) -> list[Claim]:
    """List what each relation rule states, also where two rules say the same: for the rules' own examples."""
    understood = understand(view, merged=False)
    return list(understood.claims)


def understand(view: View, *, registry: Sequence[Name] = (), merged: bool = True) -> Understood:
    """Find the names of a view, who speaks, what stands for what, and how the named things relate."""
    annotated = annotating.annotate(view)
    finding = entities.find(view, registry=registry)
    named = linking.link(view, finding, registry)
    heard = voices.find(view, named)
    posts = relations.read(view, named, (), roles=finding.posts, voices=heard, files=(relations.POSTS,))
    anaphors = anaphora.resolve(view, named, heard, relations.tenures(posts))
    told = relations.read(view, named, anaphors, roles=finding.posts, numeric=annotated.found, voices=heard)
    listed = relations.read_lists(view, named, finding.listings, voices=heard)
    claims = [*posts, *told, *listed]
    return Understood(view, annotated, named, anaphors, heard, tuple(merging.merge(claims) if merged else claims))


def extract(view: View, *, registry: Sequence[Name] = (), reader: Reader | None = None) -> Extraction:
    """Read everything that a view states, and account for what was not read; `reader` may propose more."""
    understood = understand(view, registry=registry)
    values = [_voiced(claim, understood) for claim in indicators.infer(view, understood.annotated, understood.named)]
    further = [one.claim for one in judge(understood, reader) if one.claim] if reader is not None else []
    claims = tuple(sorted([*understood.claims, *values, *further], key=lambda claim: (claim.spans, claim.rule)))
    quantities = tuple(claim.value.quantity for claim in claims if claim.value is not None)
    account = coverage.account(view, understood.annotated, understood.named, claims)
    return Extraction(view, understood.named, quantities, claims, account)


def judge(understood: Understood, reader: Reader) -> list[Verdict]:
    """Let a second reader read too, and judge each of its proposals by what is understood."""
    return second.claims(
        reader, understood.view, entities=understood.entities, known=understood.claims, heard=understood.voices
    )


def _voiced(claim: Claim, understood: Understood) -> Claim:
    """Put the voice to a value; a number in somebody's advice is advice."""
    voice = voices.voiced(understood.voices, claim.spans[0].start)
    if voice is None:
        return claim
    how = Modality.SUGGESTED if voice.suggests else claim.modality
    return replace(claim, speech=voice.speech, modality=how)

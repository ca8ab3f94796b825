"""String the stages of extraction: the view's names, voices, relations and values become claims.

Place in the stream: View → claims. Reads like the drawing of the house: find, link, hear, resolve, relate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction import anaphora, annotating, entities, linking, merging, relations, voices
from kg.extraction.annotating import Annotated
from kg.extraction.voices import Voice
from kg.model import Claim, Coverage, Entity, Extraction, Mention, Name, View

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


def understand(view: View, *, registry: Sequence[Name] = ()) -> Understood:
    """Find the names of a view, who speaks, what stands for what, and how the named things relate."""
    annotated = annotating.annotate(view)
    finding = entities.find(view, registry=registry)
    named = linking.link(view, finding, registry)
    heard = voices.find(view, named)
    posts = relations.read(view, named, (), roles=finding.posts, voices=heard, files=(relations.POSTS,))
    anaphors = anaphora.resolve(view, named, heard, relations.tenures(posts))
    told = relations.read(view, named, anaphors, roles=finding.posts, numeric=annotated.found, voices=heard)
    listed = relations.read_lists(view, named, finding.listings, voices=heard, claims=told)
    claims = merging.merge([*posts, *told, *listed])
    return Understood(view, annotated, named, anaphors, heard, tuple(claims))


def extract(view: View, *, registry: Sequence[Name] = ()) -> Extraction:
    """Read everything that a view states, and account for what was not read."""
    understood = understand(view, registry=registry)
    return Extraction(view, understood.entities, (), understood.claims, Coverage())

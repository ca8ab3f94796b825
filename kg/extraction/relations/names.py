"""Read what a name itself says: a zone that begins with a place lies in it, a session's press conference is part of it.

Place in the stream: entities → claims; the evidence is the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kg.model import Claim, Entity, Fact, Mention, Ref, Span, View

__all__ = ["inside"]

_SESSION = regex.compile(
    r"(?<whole>.{3,}?(?:会议|大会|全会|论坛))(?:首场|第[一二三四五六七八九十]+场)?(?:专题|新闻)?(?:记者会|发布会|座谈会)$"
)


def inside(view: View, entities: Sequence[Entity]) -> Iterator[Claim]:
    """State where a zone lies and which event a press conference belongs to, as their printed names tell."""
    labels = {
        name: one.ref for one in entities for name in (one.label, *one.aliases) if one.ref.kind in ("place", "event")
    }
    for entity in entities:
        for mention in entity.mentions:
            whole = _whole(entity, mention, labels)
            if whole is not None and whole != entity.ref:
                predicate = "subEventOf" if entity.type == "Event" else "locatedIn"
                yield _claim(view, mention, Fact(entity.ref, predicate, whole))
                break


def _whole(entity: Entity, mention: Mention, labels: dict[str, Ref]) -> Ref | None:
    if entity.type == "Event":
        session = _SESSION.match(mention.text)
        return Ref("event", session["whole"]) if session else None
    if entity.type == "Zone":
        prefixes = (mention.text[:cut] for cut in range(len(mention.text) - 2, 1, -1))
        return next(
            (labels[prefix] for prefix in prefixes if prefix in labels and labels[prefix].kind == "place"), None
        )
    return None


def _claim(view: View, mention: Mention, fact: Fact) -> Claim:
    ordinals = tuple(one.ordinal for one in view.sentences if one.span.contains(mention.span))
    return Claim("by-name/1", (Span(*mention.span),), ordinals, (fact,))

"""Say an n-ary fact in one line for people: who holds which post, who got which honour, what is first where.

Place in the stream: claim → facts between two named things, for reports; the graph keeps the whole fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Claim, Concept, Fact, Object, Ref, Text

__all__ = ["of"]


def of(claim: Claim) -> list[Fact]:
    """Give the facts of a claim, those about an n-ary thing said between the things it joins."""
    plain = [fact for fact in claim.facts if not fact.subject.parts]
    node = claim.supports
    if node is None or not node.parts:
        return plain
    told: dict[str, list[Object]] = {}
    for fact in claim.facts:
        if fact.subject == node:
            told.setdefault(fact.predicate, []).append(fact.object)
    return [*plain, *_said(node, told)]


def _said(node: Ref, told: dict[str, list[Object]]) -> Iterator[Fact]:
    if node.kind == "tenure":
        post = "".join(_name(part) for part in [*told.get("org:organization", []), *told.get("org:role", [])])
        yield from _joined(told.get("org:member", []), "holdsPost", [Text(post)])
    elif node.kind == "recognition":
        yield from _joined(told.get("recipient", []), "awarded", told.get("honour", []))
        yield from _joined(told.get("honour", []), "grantedBy", told.get("grantedBy", []))
    elif node.kind == "distinction":
        kind = "".join(_name(part) for part in told.get("distinctionKind", []))
        yield from _joined(told.get("distinguishes", []), f"{kind}Of", told.get("skos:prefLabel", []))
        yield from _joined(told.get("distinguishes", []), f"{kind}In", told.get("withinScope", []))
    elif node.kind == "supply":
        yield from _joined(told.get("supplier", []), "supplies", told.get("suppliedItem", []))
        yield from _joined(told.get("supplier", []), "suppliesTo", told.get("suppliedTo", []))
    elif node.kind == "collaboration":
        first, *rest = told.get("collaborator", [node])
        yield from _joined([first], "cooperatesWith", rest)


def _joined(subjects: list[Object], predicate: str, objects: list[Object]) -> Iterator[Fact]:
    for subject in subjects:
        for object_ in objects:
            if isinstance(subject, Ref) and subject != object_:
                yield Fact(subject, predicate, object_)


def _name(thing: Object) -> str:
    return thing.name if isinstance(thing, (Ref, Concept)) else getattr(thing, "text", str(thing))

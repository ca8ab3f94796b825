"""Withhold the claims that break a shape, so that one misread sentence does not cost the whole graph.

Place in the stream: quads + faults → quads. A fault leads to the claims that state it: the claim itself, those that
describe the n-ary fact, those that use the property. What no claim states cannot be withheld and stops the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.graph.iris import Iris
from kg.graph.validation import Fault

__all__ = ["Withheld", "drop", "find"]

INFERRED = "Consistency"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A claim that is not published, and the fault it would bring in."""

    claim: str
    fault: Fault


def find(quads: Sequence[Quad], faults: Iterable[Fault], *, iris: Iris) -> list[Withheld]:
    """List the claims that the faults lead to, each once."""
    claims = {
        quad.subject for quad in quads if quad.predicate == iris.term("rdf:type") and quad.object == iris.term("Claim")
    }
    found: dict[str, Withheld] = {}
    faults = list(faults)
    # Two classes that exclude each other are mostly inferred from a fault that is listed as well: that one goes first.
    for fault in [fault for fault in faults if fault.check != INFERRED] or faults:
        for claim in _claims(quads, fault, iris=iris):
            if claim in claims:
                name = str(getattr(claim, "value", claim))
                found.setdefault(name, Withheld(name, fault))
    return list(found.values())


def drop(quads: Iterable[Quad], withheld: Iterable[Withheld]) -> list[Quad]:
    """Leave out the graphs of these claims and what is said about them."""
    names = {each.claim for each in withheld}
    return [
        quad
        for quad in quads
        if getattr(quad.graph_name, "value", "") not in names and getattr(quad.subject, "value", "") not in names
    ]


def _claims(quads: Iterable[Quad], fault: Fault, *, iris: Iris) -> Iterator[object]:
    side, _, name = fault.check.partition("-")
    property_ = iris.term(name) if side in ("domain", "range") else None
    if fault.check == INFERRED:
        property_ = iris.term("rdf:type")
    for quad in quads:
        subject, object_ = (getattr(term, "value", "") for term in (quad.subject, quad.object))
        if subject == fault.focus:
            if property_ in (None, quad.predicate):
                yield quad.graph_name
            if property_ is None:
                yield quad.subject
        elif object_ == fault.focus and side == "range" and quad.predicate == property_:
            yield quad.graph_name

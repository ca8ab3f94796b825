"""Withhold the claims that break a shape, so that one misread sentence does not cost the whole graph.

Place in the stream: quads + faults → quads. A fault leads to the claims that state it: the claim itself, those that
describe the n-ary fact, those that use the property. What no claim states cannot be withheld and stops the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.graph.iris import Iris
from kg.graph.validation import Fault

__all__ = ["Withheld", "find"]

INFERRED = "Consistency"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A claim that is not published, and the fault it would bring in."""

    claim: str
    fault: Fault


def find(quads: Sequence[Quad], faults: Iterable[Fault], *, iris: Iris) -> list[Withheld]:
    """List the claims that the faults lead to, each once; build without them and what only they speak of is gone."""
    kind, claim = iris.term("rdf:type"), iris.term("Claim")
    claims = {_value(quad.subject) for quad in quads if quad.predicate == kind and quad.object == claim}
    found: dict[str, Withheld] = {}
    faults = list(faults)
    # Two classes that exclude each other are mostly inferred from a fault that is listed as well: that one goes first.
    for fault in [fault for fault in faults if fault.check != INFERRED] or faults:
        for name in _claims(quads, fault, claims=claims, iris=iris):
            found.setdefault(name, Withheld(name, fault))
    return list(found.values())


def _claims(quads: Iterable[Quad], fault: Fault, *, claims: set[str], iris: Iris) -> list[str]:
    side, _, name = fault.check.partition("-")
    property_ = iris.term(name) if side in ("domain", "range") else None
    if fault.check == INFERRED:
        property_ = iris.term("rdf:type")
    if fault.focus in claims:
        return [fault.focus]
    about, towards = [], []
    for quad in quads:
        graph = _value(quad.graph_name)
        if graph in claims and property_ in (None, quad.predicate):
            if _value(quad.subject) == fault.focus:
                about.append(graph)
            elif _value(quad.object) == fault.focus:
                towards.append(graph)
    # What the registry describes, an indicator, is known from the claims that use it.
    return (towards if side == "range" else about) or about or towards


def _value(term: object) -> str:
    """Give the IRI or text of a term; empty for the default graph."""
    return str(getattr(term, "value", ""))

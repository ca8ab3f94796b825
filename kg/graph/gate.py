"""Decide what may be taken for true: the merge of all graphs through the truth gate.

Place in the stream: Quad → the triples of the default graph. What is only suggested or evaluated stays in its own
graph; what is planned or forecast passes as far as it describes a goal, target, forecast or plan. Merging into one
set also makes a triple count once however often it is stated.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, Triple

from kg.graph.iris import Iris
from kg.model import Concept, Modality

__all__ = ["PLANS", "merge"]

# Measures and programmes are plans by definition: that one is announced is a fact, whatever comes of it.
PLANS = (
    "Goal",
    "TargetValue",
    "ForecastValue",
    "Measure",
    "Programme",
    "ActionPlan",
    "PilotReform",
    "ResearchProgramme",
    "SpecialProgramme",
)

_WITHHELD = (Modality.SUGGESTED, Modality.EVALUATED)
_INTENDED = (Modality.PLANNED, Modality.FORECAST)


def merge(quads: Iterable[Quad], *, iris: Iris) -> list[Triple]:
    """Merge what is admitted, each triple once, in the order of the quads."""
    quads = list(quads)
    modality = _objects(quads, iris.term("modality"))
    supports = _objects(quads, iris.term("supports"))
    withheld = {iris.concept(Concept("modality", name.value)) for name in _WITHHELD}
    intended = {iris.concept(Concept("modality", name.value)) for name in _INTENDED}
    plans = _plans(quads, iris=iris)
    merged: dict[Triple, None] = {}
    for quad in quads:
        how = modality.get(quad.graph_name, set())
        if how & withheld:
            continue
        nodes = supports.get(quad.graph_name, set()) & plans
        if how & intended and nodes.isdisjoint((quad.subject, quad.object)):
            continue
        merged[quad.triple] = None
    return list(merged)


def _objects(quads: list[Quad], predicate: NamedNode) -> dict[object, set[object]]:
    found: dict[object, set[object]] = {}
    for quad in quads:
        if quad.predicate == predicate:
            found.setdefault(quad.subject, set()).add(quad.object)
    return found


def _plans(quads: list[Quad], *, iris: Iris) -> set[object]:
    kind, classes = iris.term("rdf:type"), {iris.term(name) for name in PLANS}
    return {quad.subject for quad in quads if quad.predicate == kind and quad.object in classes}

"""Check that nothing is of two classes that exclude each other, once everything is inferred.

Place in the stream: the default graph after inference; one query.
"""

from __future__ import annotations

from importlib import resources

from pyoxigraph import DefaultGraph, QuerySolutions, Store

from kg.graph.iris import Iris
from kg.graph.validation.report import Check, Fault

__all__ = ["check"]


def check(store: Store, *, iris: Iris) -> Check:
    """List the things of two disjoint classes."""
    sparql = (resources.files("kg.graph.validation") / "disjoint.rq").read_text(encoding="utf-8")
    rows = store.query(sparql)
    faults = []
    for row in rows if isinstance(rows, QuerySolutions) else ():
        first, second = (getattr(row[name], "value", "").rpartition("#")[2] for name in ("class", "other"))
        messages = {
            "zh": f"不能既是 {first} 又是 {second}：更正其类型，或更正推出该类型的陈述。",
            "en": f"It cannot be both {first} and {second}: correct its type, or the statement that implies it.",
        }
        faults.append(Fault("Consistency", getattr(row["thing"], "value", ""), messages))
    kind = iris.term("rdf:type")
    typed = {quad.subject for quad in store.quads_for_pattern(None, kind, None, DefaultGraph())}
    return Check("Consistency", len(typed), tuple(faults))

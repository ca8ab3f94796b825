"""Check that every term of ours that the data use is declared in the ontology; SHACL overlooks a misspelt predicate.

Place in the stream: merged triples against graph/ontology.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from kg.graph.iris import Iris
from kg.graph.validation.report import Check, Fault

__all__ = ["check"]


def check(triples: Iterable[Triple], *, iris: Iris) -> Check:
    """List the predicates and classes in our namespace, and under our schemes, that nothing declares."""
    kind = iris.term("rdf:type")
    spaces = (iris.ontology, iris.base + "scheme/")
    used: dict[NamedNode, None] = {}
    declared: set[object] = set()
    for triple in triples:
        if triple.predicate == kind:
            declared.add(triple.subject)
        for term in (triple.predicate, triple.object):
            if isinstance(term, NamedNode) and term.value.startswith(spaces):
                used[term] = None
    missing = [term for term in used if term not in declared]
    messages = {
        "zh": "本体未声明此术语：改正拼写，或在本体中声明。",
        "en": "The ontology does not declare this term: correct its spelling, or declare it.",
    }
    return Check("Terms", len(used), tuple(Fault("Terms", term.value, messages) for term in missing))

"""State an answer in RDF: what the graph says between the things of its rows, with the claims they come from.

Place in the stream: an answer → quads, for the faces of a table in Turtle, JSON-LD and their like. Triples are those of
the default graph, so what is only suggested stays out; quads keep each claim in its own graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.store import Store

__all__ = ["quads"]

_NAMES = ("rdf:type", "skos:prefLabel", "rdfs:label")
_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


def quads(store: Store, rows: Iterable[Sequence[Any]], *, sources: bool) -> list[Quad]:
    """List what the graph states of an answer's rows; with `sources`, in the graphs of the claims."""
    found: dict[Quad, None] = {}
    for row in rows:
        iris = [term for term in dict.fromkeys(row) if isinstance(term, NamedNode)]
        claims = [iri for iri in iris if _is_claim(store, iri)]
        found.update(dict.fromkeys(_links(store, [iri for iri in iris if iri not in claims])))
        for claim in claims:
            found.update(dict.fromkeys(_claim(store, claim, sources=sources)))
    things = dict.fromkeys(
        node for quad in found for node in (quad.subject, quad.object) if isinstance(node, NamedNode)
    )
    things |= dict.fromkeys(term for row in rows for term in row if isinstance(term, NamedNode))
    for thing in things:
        found.update(dict.fromkeys(_names(store, thing)))
    return list(found)


def _is_claim(store: Store, iri: NamedNode) -> bool:
    return next(store.engine.quads_for_pattern(iri, _term(store, "byRule"), None, DefaultGraph()), None) is not None


def _links(store: Store, things: list[NamedNode]) -> Iterator[Quad]:
    for subject, object_ in permutations(things, 2):
        yield from store.engine.quads_for_pattern(subject, None, object_, DefaultGraph())


def _claim(store: Store, claim: NamedNode, *, sources: bool) -> Iterator[Quad]:
    for quad in store.engine.quads_for_pattern(None, None, None, claim):
        if sources:
            yield quad
        else:
            yield from store.engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, DefaultGraph())
    for quad in store.engine.quads_for_pattern(claim, None, None, DefaultGraph()):
        yield quad
        if quad.predicate == _term(store, "fromSentence") and isinstance(quad.object, NamedNode):
            yield from store.engine.quads_for_pattern(quad.object, _term(store, "text"), None, DefaultGraph())


def _names(store: Store, thing: NamedNode) -> Iterator[Quad]:
    for name in _NAMES:
        prefix, _, local = name.partition(":")
        yield from store.engine.quads_for_pattern(thing, NamedNode(_SPACES[prefix] + local), None, DefaultGraph())


def _term(store: Store, name: str) -> NamedNode:
    return NamedNode(f"{store.base}ontology#{name}")

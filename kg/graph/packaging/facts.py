"""Write the facts as Turtle, for tools that know no named graphs; and once more with their claims as RDF 1.2 reifiers.

Place in the stream: Published → kg.ttl, kg.rdf12.ttl.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.graph.packaging.published import Published, in_order

__all__ = ["reified", "turtle"]

_REIFIES = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")


def turtle(published: Published) -> bytes:
    """Write the admitted facts and names of things, without ontology, provenance and inferences."""
    return write(published.facts, published)


def reified(published: Published) -> bytes:
    """Write the facts and where they come from in RDF 1.2: the claim's IRI reifies each of its triples.

    What a claim only suggests or evaluates is reified and not asserted, so it is said and not true.
    """
    provenance = published.iris.graph("provenance")
    sources = (quad.triple for quad in published.stated if quad.graph_name == provenance)
    reifiers = (Triple(claim, _REIFIES, triple) for claim, triples in published.claims.items() for triple in triples)
    return write(in_order({*published.facts, *sources, *reifiers}), published)


def write(triples: Iterable[Triple], published: Published, **prefixes: str) -> bytes:
    """Write triples as Turtle with our prefixes and more."""
    return serialize(triples, format=RdfFormat.TURTLE, prefixes={**published.prefixes, **prefixes}) or b""

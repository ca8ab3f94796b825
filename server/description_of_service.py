"""Describe the SPARQL service to machines (SPARQL 1.1 Service Description): what it speaks, what graphs it holds.

Place in the house: answered at the bare endpoint. What never changes stands in `ontology/service.ttl`; the endpoint's
address and the graphs with their sizes are added here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph as ox

import ontology
from kg.store import Format, Store
from kg.store.formats import ENGINE_GRAPHS
from server import evaluation, negotiation
from server.proxies import edition, settings
from server.replies import CORS, Reply

__all__ = ["reply"]

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID_TRIPLES = "http://rdfs.org/ns/void#triples"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
LISTED = 500  # named graphs that are listed; a graph a claim makes the whole list long and little read
PREFIXES = {
    "sd": SD,
    "void": "http://rdfs.org/ns/void#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "formats": "http://www.w3.org/ns/formats/",
}


def reply(form: str) -> Reply:
    """Give the description in a form of RDF."""
    body = _written(edition.store, form, evaluation.endpoint())
    headers = {
        "Content-Type": negotiation.content_type(form),
        "Cache-Control": f"public, max-age={settings.max_age}",
        "Vary": "Accept, Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        **CORS,
    }
    return Reply(200, headers, body)


@lru_cache(maxsize=64)
def _written(store: Store, form: str, endpoint: str) -> bytes:
    written = ox.serialize(_triples(store, endpoint), format=ENGINE_GRAPHS[Format(form)], prefixes=PREFIXES)
    return written or b""


def _triples(store: Store, endpoint: str) -> Iterator[ox.Triple]:
    text = ontology.text("service", base=store.base).replace(f"<{store.base}sparql>", f"<{endpoint}>")
    yield from (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    dataset = ox.NamedNode(f"{store.base}dataset")
    for graph, triples in _graphs(store):
        named, content = ox.BlankNode(), ox.BlankNode()
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, ox.NamedNode(RDF_TYPE), _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), graph)
        yield ox.Triple(named, _sd("graph"), content)
        yield ox.Triple(content, ox.NamedNode(RDF_TYPE), _sd("Graph"))
        size = ox.Literal(str(triples), datatype=ox.NamedNode(XSD_INTEGER))
        yield ox.Triple(content, ox.NamedNode(VOID_TRIPLES), size)


def _graphs(store: Store) -> Iterator[tuple[ox.NamedNode, int]]:
    """Give the first named graphs with their sizes, those of `graph/` before the claims."""
    names = []
    for name in store.engine.named_graphs():
        if isinstance(name, ox.NamedNode):
            names.append(name)
        if len(names) > LISTED * 20:
            break
    names.sort(key=lambda name: (not name.value.startswith(f"{store.base}graph/"), name.value))
    for name in names[:LISTED]:
        yield name, sum(1 for _ in store.engine.quads_for_pattern(None, None, None, name))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{SD}{name}")

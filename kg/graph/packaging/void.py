"""Describe the package: the data set with its partitions, its files with their checksums, the service and its graphs.

Place in the stream: Published and the files written → void.ttl (VoID, DCAT 3, SPARQL service description).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

import ontology
from kg.graph import dataset
from kg.graph.dataset import Dump
from kg.graph.literals import literal
from kg.graph.packaging import facts
from kg.graph.packaging.published import Published, in_order

__all__ = ["turtle"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_PREFIXES: Mapping[str, str] = {
    "dcat": dataset.DCAT,
    "sd": _SD,
    "spdx": dataset.SPDX,
    "void": dataset.VOID,
}


def turtle(published: Published, dumps: Iterable[Dump], *, version: str) -> bytes:
    """Write what is counted in the default graph, and the files as distributions."""
    base = published.iris.base
    triples = {
        *dataset.describe(published.default, base=base, version=version),
        *dataset.distributions(dumps, base=base),
        *_service(base),
        *_graphs(published),
    }
    return facts.write(in_order(triples), published, **_PREFIXES)


def _service(base: str) -> Iterator[Triple]:
    text = ontology.text("service", base=base)
    yield from (quad.triple for quad in parse(text, format=RdfFormat.TURTLE))


def _graphs(published: Published) -> Iterator[Triple]:
    """List the graphs that are no claim; the claims are one graph each and too many to list."""
    iris, kind = published.iris, published.iris.term("rdf:type")
    whole = iris.published("dataset")
    sizes = Counter(quad.graph_name for quad in (*published.stated, *published.inferred))
    for graph, size in sizes.items():
        if not isinstance(graph, NamedNode) or graph in published.claims:
            continue
        named = iris.fragment(whole, graph.value.removeprefix(iris.base).replace("/", "."))
        yield Triple(whole, NamedNode(f"{_SD}namedGraph"), named)
        yield Triple(named, kind, NamedNode(f"{_SD}NamedGraph"))
        yield Triple(named, NamedNode(f"{_SD}name"), graph)
        yield Triple(named, NamedNode(f"{_SD}graph"), graph)
        yield Triple(graph, kind, NamedNode(f"{_SD}Graph"))
        yield Triple(graph, NamedNode(f"{dataset.VOID}triples"), literal(size))

"""Load the ontology into graph/ontology, its anonymous nodes named.

Place in the stream: ontology files → quads. Lists and disjointness axioms are blank nodes in OWL files; in the
published graph each gets the name that RDFC-1.0 gives it, under the graph's own IRI, so that nothing is anonymous.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

import ontology
from kg.graph.iris import Iris

__all__ = ["FILES", "load"]

FILES = ("core", "schemes", "alignments")


def load(*, iris: Iris) -> list[Quad]:
    """Load core, schemes and alignments under the base of `iris`."""
    graph = iris.graph("ontology")
    return [quad for name in FILES if name in ontology.names() for quad in _file(name, graph, iris=iris)]


def _file(name: str, graph: NamedNode, *, iris: Iris) -> Iterator[Quad]:
    dataset = Dataset(parse(ontology.text(name, base=iris.base), format=RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    for quad in dataset:
        subject, object_ = quad.subject, quad.object
        if isinstance(subject, BlankNode):
            subject = iris.part(f"{name}-{subject.value}")
        if isinstance(object_, BlankNode):
            object_ = iris.part(f"{name}-{object_.value}")
        yield Quad(subject, quad.predicate, object_, graph)

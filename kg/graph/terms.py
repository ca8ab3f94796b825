"""Load the ontology into graph/ontology, its anonymous nodes named.

Place in the stream: ontology files → quads. Lists and disjointness axioms are blank nodes in OWL files; in the
published graph each gets the name that RDFC-1.0 gives it, under the graph's own IRI, so that nothing is anonymous.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

import ontology
from kg.errors import BuildError
from kg.graph.iris import Iris

__all__ = ["FILES", "load"]

Term = NamedNode | Literal | BlankNode | Triple

FILES = ("core", "schemes", "alignments")


def load(*, iris: Iris) -> list[Quad]:
    """Load core, schemes and alignments under the base of `iris`."""
    graph = iris.graph("ontology")
    return [quad for name in FILES if name in ontology.names() for quad in _file(name, graph, iris=iris)]


def _file(name: str, graph: NamedNode, *, iris: Iris) -> Iterator[Quad]:
    # The names that RDFC-1.0 gives depend on the IRIs around a node: taken under the default base, they are the same
    # under every base.
    dataset = Dataset(parse(ontology.text(name), format=RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    for quad in dataset:
        subject, predicate, object_ = (_moved(term, name, iris=iris) for term in quad.triple)
        if isinstance(predicate, NamedNode) and not isinstance(subject, Literal):
            yield Quad(subject, predicate, object_, graph)


def _moved(term: Term, name: str, *, iris: Iris) -> NamedNode | Literal:
    if isinstance(term, NamedNode):
        return NamedNode(term.value.replace(ontology.DEFAULT_BASE, iris.base))
    if isinstance(term, Literal):
        text = term.value.replace(ontology.DEFAULT_BASE, iris.base)
        return Literal(text, language=term.language) if term.language else Literal(text, datatype=term.datatype)
    if isinstance(term, BlankNode):
        return iris.part(f"{name}-{term.value}")
    raise BuildError(f"{name}.ttl: {term} is a quoted triple; the ontology holds none")

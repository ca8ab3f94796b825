"""See a graph as one vocabulary: its own terms apart from all it mentions.

Place in the stream: what the checks of this package look at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

__all__ = ["Vocabulary"]

_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@dataclass(frozen=True)
class Vocabulary:
    """A graph that describes one vocabulary, whose terms are `iri` + "#" + name."""

    graph: Graph
    iri: URIRef

    @property
    def namespace(self) -> str:
        """Give what the IRIs of the terms start with."""
        return f"{self.iri}#"

    @cached_property
    def classes(self) -> tuple[URIRef, ...]:
        """List our classes, sorted."""
        return self._typed(OWL.Class, RDFS.Class)

    @cached_property
    def properties(self) -> tuple[URIRef, ...]:
        """List our properties, sorted."""
        return self._typed(*_PROPERTIES, RDF.Property)

    @cached_property
    def terms(self) -> tuple[URIRef, ...]:
        """List our classes and properties, sorted."""
        return tuple(sorted({*self.classes, *self.properties}))

    @cached_property
    def mentioned(self) -> tuple[URIRef, ...]:
        """List every IRI of the namespace that stands anywhere in the graph, sorted."""
        nodes = {node for triple in self.graph for node in triple}
        return tuple(sorted(node for node in nodes if isinstance(node, URIRef) and self.owns(node)))

    @cached_property
    def described(self) -> tuple[URIRef, ...]:
        """List every IRI that the graph says something about, sorted."""
        return tuple(sorted(node for node in set(self.graph.subjects()) if isinstance(node, URIRef)))

    def owns(self, node: Node) -> bool:
        """Say whether a node is one of our terms by its IRI."""
        return isinstance(node, URIRef) and node.startswith(self.namespace)

    def literals(self, subject: Node, *predicates: URIRef) -> list[Literal]:
        """List the literals that any of the predicates gives to a subject, in order."""
        found = (value for predicate in predicates for value in self.graph.objects(subject, predicate))
        return sorted(value for value in found if isinstance(value, Literal))

    def labels(self, term: Node) -> list[Literal]:
        """List the labels of a term."""
        return self.literals(term, RDFS.label, SKOS.prefLabel)

    def definitions(self, term: Node) -> list[Literal]:
        """List the definitions of a term."""
        return self.literals(term, SKOS.definition)

    def annotations(self, term: Node) -> Iterator[Literal]:
        """Give every literal that describes a term."""
        yield from (value for _, value in self.graph.predicate_objects(term) if isinstance(value, Literal))

    def _typed(self, *types: URIRef) -> tuple[URIRef, ...]:
        subjects = {subject for kind in types for subject in self.graph.subjects(RDF.type, kind)}
        return tuple(sorted(subject for subject in subjects if isinstance(subject, URIRef) and self.owns(subject)))

"""Find the pitfalls of OOPS! that lie in hierarchies and axioms.

Source: the catalogue of pitfalls of OOPS! (oops.linkeddata.es); the number of each stands in `oops.CHECKS`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from kg.graph.fairness.finding import Fault
from kg.graph.fairness.vocabulary import Vocabulary

SCHEMA = Namespace("https://schema.org/")
_BOUNDS = (RDFS.domain, RDFS.range)
_USES = (*_BOUNDS, SCHEMA.domainIncludes, SCHEMA.rangeIncludes)


def unconnected(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P04: a class that no property and no hierarchy reaches."""
    graph = vocabulary.graph
    for term in vocabulary.classes:
        used = any((None, use, term) in graph for use in _USES)
        related = any(vocabulary.owns(other) for other in (*graph.objects(term, RDFS.subClassOf), *_below(graph, term)))
        if not used and not related:
            yield Fault(str(term), f"{term} has no property, no sub-class and no super-class of ours")


def wrong_inverses(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P05: two inverses whose domains and ranges do not cross."""
    graph = vocabulary.graph
    for one, other in graph.subject_objects(OWL.inverseOf):
        for here, there in ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)):
            mine, theirs = graph.value(one, here), graph.value(other, there)
            if mine and theirs and mine != theirs:
                yield Fault(str(one), f"{one} and its inverse {other} disagree on {mine} and {theirs}")


def cycles(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P06: a class or property above itself."""
    for link in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in vocabulary.terms:
            above = {
                node
                for parent in vocabulary.graph.objects(term, link)
                for node in vocabulary.graph.transitive_objects(parent, link)
            }
            if term in above:
                yield Fault(str(term), f"{term} is above itself")


def undisjoint(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P10: no two classes exclude each other."""
    graph = vocabulary.graph
    if (None, OWL.disjointWith, None) not in graph and (None, RDF.type, OWL.AllDisjointClasses) not in graph:
        yield Fault("", "nothing excludes anything")


def unbounded(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P11: a property without a domain or a range."""
    for term in vocabulary.properties:
        missing = [str(bound).rpartition("#")[2] for bound in _BOUNDS if (term, bound, None) not in vocabulary.graph]
        if missing:
            yield Fault(str(term), f"{term} has no {' and no '.join(missing)}")


def uninverted(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P13: an object property without an inverse."""
    graph = vocabulary.graph
    for term in vocabulary.properties:
        if (term, RDF.type, OWL.ObjectProperty) not in graph:
            continue
        if (term, OWL.inverseOf, None) not in graph and (None, OWL.inverseOf, term) not in graph:
            yield Fault(str(term), f"{term} has no inverse")


def bounded_twice(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P19: several domains or ranges, which OWL intersects."""
    for term in vocabulary.properties:
        for bound in _BOUNDS:
            if len(list(vocabulary.graph.objects(term, bound))) > 1:
                yield Fault(str(term), f"{term} has several of {bound}, which would be intersected")


def self_inverse(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P25: a property that is its own inverse."""
    for term in vocabulary.properties:
        if (term, OWL.inverseOf, term) in vocabulary.graph:
            yield Fault(str(term), f"{term} is its own inverse: call it symmetric")


def symmetric_inverse(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P26: a symmetric property with an inverse."""
    for term in vocabulary.graph.subjects(RDF.type, OWL.SymmetricProperty):
        if (term, OWL.inverseOf, None) in vocabulary.graph:
            yield Fault(str(term), f"{term} is symmetric and needs no inverse")


def wrong_characteristics(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P28, P29: a symmetric or transitive property between different classes."""
    graph = vocabulary.graph
    for kind in (OWL.SymmetricProperty, OWL.TransitiveProperty):
        for term in graph.subjects(RDF.type, kind):
            domain, range_ = graph.value(term, RDFS.domain), graph.value(term, RDFS.range)
            if domain and range_ and domain != range_:
                yield Fault(str(term), f"{term} leads from {domain} to {range_} and cannot be {kind}")


def equated(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P02, P27: two terms of ours said to be the same."""
    for link in (OWL.equivalentClass, OWL.equivalentProperty):
        for one, other in vocabulary.graph.subject_objects(link):
            if vocabulary.owns(one) and vocabulary.owns(other):
                yield Fault(str(one), f"{one} and {other} are two names of one thing")


def short_chains(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P33: a property chain of one step."""
    for term, chain in vocabulary.graph.subject_objects(OWL.propertyChainAxiom):
        if len(list(Collection(vocabulary.graph, chain))) < 2:
            yield Fault(str(term), f"the chain of {term} has one step: use rdfs:subPropertyOf")


def untyped(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P34, P35: a term that is used and never declared."""
    declared = set(vocabulary.terms)
    for term in vocabulary.mentioned:
        if term not in declared:
            yield Fault(str(term), f"{term} is used as a term and is neither a class nor a property")


def hijacked(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P40: a statement about somebody else's term."""
    space = str(vocabulary.iri).rpartition("/")[0] + "/"
    for subject in vocabulary.described:
        if not subject.startswith(space):
            yield Fault(str(subject), f"{subject} belongs to another vocabulary")


def _below(graph: Graph, term: Node) -> list[Node]:
    return list(graph.subjects(RDFS.subClassOf, term))

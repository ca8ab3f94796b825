"""Gather the nodes and edges of one picture, within its caps; each thing and each edge once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from kg.store import Store
from server.pictures import evidence
from server.pictures.model import Edge, Network, Node, Triple
from server.pictures.naming import Names, clean

DERIVED = frozenset({"contributesTo", "hasPart", "developedBy"})
# What a value's own label already tells, and what is said of every value: too much for a picture.
QUIET = frozenset(
    {"value", "lowerBound", "upperBound", "valueText", "unitText", "precision", "unit", "comparator", "measureType"}
    | {"adminCode", "periodBasis"}
)
CAP = 150
EDGES = 400
BLANK = "_:"


@dataclass(slots=True)
class Reader:
    """Gathers nodes and edges in the order they come; each thing and each edge once."""

    store: Store
    names: Names
    cap: int
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], Edge] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    left_edges: int = 0
    left_rows: int = 0

    def thing(self, iri: str) -> bool:
        """Take a thing in, unless the picture is full."""
        if iri in self.nodes:
            return True
        if len(self.nodes) >= self.cap:
            self.left.add(iri)
            return False
        self.nodes[iri] = self.names.node(iri)
        return True

    def leaf(self, subject: str, literal: Any) -> str:
        """Take a literal in as a leaf of its subject and give its identifier."""
        iri = f"literal:{subject}|{literal.value}"
        if len(self.nodes) < self.cap:
            self.nodes.setdefault(iri, Node(iri, clean(literal.value), "", "", "literal"))
        return iri

    def statement(self, triple: Triple) -> None:
        """Take a triple in as an edge, with its sentences."""
        if triple in self.edges or not (self.thing(triple.subject) and self.thing(triple.object)):
            return
        blank = triple.subject.startswith(BLANK) or triple.object.startswith(BLANK)
        origin, found = ("registry", ()) if blank else evidence.of(self.store, triple)
        self.edge(triple, Edge(*_ends(triple), self.names.label(triple.predicate), origin, found))

    def edge(self, key: tuple[str, str, str], edge: Edge) -> None:
        """Take an edge in, unless there are too many."""
        if key in self.edges or len(self.edges) < EDGES:
            self.edges[key] = edge
        else:
            self.left_edges += 1

    def network(self) -> Network:
        """Give what was gathered."""
        nodes, edges = tuple(self.nodes.values()), tuple(self.edges.values())
        full = Network(nodes, edges, len(self.left), self.left_edges, self.left_rows)
        return replace(full, language=self.names.lang)


def _ends(triple: Triple) -> tuple[str, str, str]:
    return triple.subject, triple.object, triple.predicate


def without_echoes(full: Network) -> Network:
    """Leave out what was inferred between two things of which a text states a relation: its inverse, its super-term."""
    stated = {frozenset((edge.source, edge.target)) for edge in full.edges if edge.origin == "stated"}
    edges = tuple(
        edge for edge in full.edges if edge.origin != "inferred" or frozenset((edge.source, edge.target)) not in stated
    )
    return replace(full, edges=edges)


def statements(triples: Iterable[Triple], store: Store, lang: str, *, cap: int = CAP) -> Network:
    """Make a network of statements that are already known to be in the store."""
    reader = Reader(store, Names(store, lang), cap)
    for triple in triples:
        reader.statement(triple)
    return reader.network()


def is_ours(iri: str) -> bool:
    """Say whether a property is of our vocabulary, or of the one for posts."""
    return "/ontology#" in iri or iri.startswith("http://www.w3.org/ns/org#")

"""Read any answer as a network: the triples of a CONSTRUCT, or the things that share a row of a SELECT.

In a row, two things are joined by what the store states between them; what nothing joins is tied to the row's first
thing by an edge that bears the column's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.store import Answer, Store
from server.pictures import evidence
from server.pictures.asking import named
from server.pictures.model import Edge, Network, Node, Triple, Witness
from server.pictures.naming import Names, clean, local

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
NAMING = frozenset({"prefLabel", "altLabel", "label", "hiddenLabel", "definition", "comment", "title"})
DERIVED = frozenset({"contributesTo", "hasPart", "developedBy"})
# What a value's own label already tells, and what is said of every value: too much for a picture.
QUIET = frozenset(
    {"value", "lowerBound", "upperBound", "valueText", "unitText", "precision", "unit", "comparator", "measureType"}
    | {"adminCode", "periodBasis"}
)
CAP = 150
ROWS = 400


@dataclass(slots=True)
class Reader:
    """Gathers nodes and edges in the order they come; each thing and each edge once."""

    store: Store
    names: Names
    cap: int
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], Edge] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)

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
        origin, found = evidence.of(self.store, triple)
        self.edges[triple] = Edge(*_ends(triple), self.names.label(triple.predicate), origin, found)

    def network(self) -> Network:
        """Give what was gathered."""
        return Network(tuple(self.nodes.values()), tuple(self.edges.values()), len(self.left), "", self.names.lang)


def _ends(triple: Triple) -> tuple[str, str, str]:
    return triple.subject, triple.object, triple.predicate


def network(answer: Answer, store: Store, lang: str, *, cap: int = CAP) -> Network:
    """Read an answer as a network of at most `cap` nodes."""
    reader = Reader(store, Names(store, lang), cap)
    if answer.kind == "triples":
        _triples(answer.rows, reader)
    elif answer.kind == "solutions":
        for row in list(answer.rows)[:ROWS]:
            _row(named(answer.columns, row), reader)
        return without_echoes(reader.network())
    return reader.network()


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


def _triples(triples: Iterable[Any], reader: Reader) -> None:
    for subject, predicate, object_ in sorted(triples, key=lambda triple: [str(term) for term in triple]):
        if local(predicate.value) in QUIET:
            continue
        if not isinstance(subject, NamedNode) or predicate.value == TYPE:
            if isinstance(subject, NamedNode):
                reader.thing(subject.value)
        elif isinstance(object_, NamedNode):
            reader.statement(Triple(subject.value, predicate.value, object_.value))
        elif isinstance(object_, Literal) and local(predicate.value) not in NAMING and reader.thing(subject.value):
            _attribute(reader, subject.value, predicate.value, object_)


def _attribute(reader: Reader, subject: str, predicate: str, literal: Literal) -> None:
    leaf = reader.leaf(subject, literal)
    if leaf in reader.nodes:
        label = reader.names.label(predicate)
        reader.edges[subject, leaf, predicate] = Edge(subject, leaf, predicate, label, "registry")


def _row(row: dict[str, Any], reader: Reader) -> None:
    things = {column: term.value for column, term in row.items() if _is_thing(term, reader.store.base)}
    shown = {column: iri for column, iri in things.items() if reader.thing(iri)}
    joined = set(_joined(list(dict.fromkeys(shown.values())), reader))
    first = next(iter(shown.values()), "")
    found = tuple(_sources(row, reader.store))
    for column, iri in shown.items():
        if iri != first and iri not in joined:
            key = (first, iri, column)
            earlier = reader.edges[key].witnesses if key in reader.edges else ()
            merged = tuple(dict.fromkeys([*earlier, *found]))
            reader.edges[key] = Edge(first, iri, column, column, "stated" if merged else "row", merged)


def _joined(things: list[str], reader: Reader) -> Iterator[str]:
    """Draw what the store states between the things of one row, and give the things it reaches."""
    for subject, object_ in permutations(things, 2):
        quads = reader.store.engine.quads_for_pattern(NamedNode(subject), None, NamedNode(object_))
        predicates = _telling(sorted({quad.predicate.value for quad in quads}))
        for predicate in predicates:
            reader.statement(Triple(subject, predicate, object_))
        if predicates:
            yield from (subject, object_)


def _telling(predicates: list[str]) -> list[str]:
    """Keep the predicates that say something: not the type, and no conclusion beside what it was drawn from."""
    telling = [iri for iri in predicates if iri != TYPE and is_ours(iri)] or [iri for iri in predicates if iri != TYPE]
    plain = [iri for iri in telling if local(iri) not in DERIVED]
    return plain or telling


def is_ours(iri: str) -> bool:
    """Say whether a property is of our vocabulary, or of the one for posts."""
    return "/ontology#" in iri or iri.startswith("http://www.w3.org/ns/org#")


def _is_thing(term: Any, base: str) -> bool:
    """Say whether a term is drawn: an IRI that is not a source of the answer or a word of a closed scheme."""
    if not isinstance(term, NamedNode):
        return False
    path = term.value.removeprefix(base)
    return not path.startswith(("doc/", "graph/", "scheme/", "ontology#", "id/rule/", "id/build/"))


def has_things(answer: Answer) -> bool:
    """Say whether a SELECT has a row with an IRI in it."""
    return any(isinstance(term, NamedNode) for row in answer.rows for term in row)


def _sources(row: dict[str, Any], store: Store) -> Iterator[Witness]:
    """Give the sentences that a row itself names."""
    for term in row.values():
        path = term.value.removeprefix(store.base) if isinstance(term, NamedNode) else ""
        if path.startswith("doc/") and "/c/" in path:
            yield from evidence.of_claims(store, [term.value])


def trim(full: Network, cap: int) -> Network:
    """Keep the `cap` best connected nodes of a network, and the edges among them."""
    degree: dict[str, int] = dict.fromkeys((node.iri for node in full.nodes), 0)
    for edge in full.edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    kept = sorted(full.nodes, key=lambda node: (-degree[node.iri], node.iri))[:cap]
    names = {node.iri for node in kept}
    edges = tuple(edge for edge in full.edges if edge.source in names and edge.target in names)
    nodes = tuple(node for node in full.nodes if node.iri in names)
    return replace(full, nodes=nodes, edges=edges, omitted=full.omitted + len(full.nodes) - len(nodes))

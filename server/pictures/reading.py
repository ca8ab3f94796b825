"""Read any answer as a network: the triples of a CONSTRUCT, or the things that share a row of a SELECT.

In a row, two things are joined by what the store states between them; what nothing joins is tied to the row's first
thing by an edge that bears the column's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.store import Answer, Store
from server import wording
from server.pictures import evidence
from server.pictures.asking import named
from server.pictures.gathering import BLANK, CAP, DERIVED, QUIET, Reader, is_ours, without_echoes
from server.pictures.model import Edge, Network, Triple, Witness
from server.pictures.naming import Names, local

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
NAMING = frozenset({"prefLabel", "altLabel", "label", "hiddenLabel", "definition", "comment", "title"})
ROWS = 400
# What tells of an answer's sources, or is a word of the vocabulary: drawn only where an answer has nothing else.
PLUMBING = re.compile(r"/(doc|graph|scheme)/|/ontology#|/id/(rule|build)/")
WORDS = frozenset({"property", "predicate", "class", "type", "relation"})  # columns that hold words, not things


def network(answer: Answer, store: Store, lang: str, *, cap: int = CAP) -> Network:
    """Read an answer as a network of at most `cap` nodes."""
    reader = Reader(store, Names(store, lang), cap)
    if answer.kind == "triples":
        _triples(answer.rows, reader)
    elif answer.kind == "solutions":
        rows = list(answer.rows)
        reader.left_rows = max(0, len(rows) - ROWS)
        for row in rows[:ROWS]:
            _row(named(answer.columns, row), reader)
        return without_echoes(reader.network())
    return reader.network()


def _triples(triples: Iterable[Any], reader: Reader) -> None:
    blanks: dict[str, str] = {}
    for subject, predicate, target in sorted(triples, key=lambda triple: [_written(term) for term in triple]):
        start, name = _node_name(subject, blanks), local(predicate.value)
        if name in QUIET or not start:
            continue
        if predicate.value == TYPE:
            reader.thing(start)
        elif isinstance(target, Literal):
            if name not in NAMING and reader.thing(start):
                _attribute(reader, start, predicate.value, target)
        elif end := _node_name(target, blanks):
            reader.statement(Triple(start, predicate.value, end))


def _written(term: Any) -> str:
    """Write a term for sorting; a blank node's own name means nothing and changes from one reading to the next."""
    return BLANK if isinstance(term, BlankNode) else str(term)


def _node_name(term: Any, blanks: dict[str, str]) -> str:
    """Name a node: by its IRI, or a blank one by the order in which it comes; nothing for a triple."""
    if isinstance(term, BlankNode):
        return blanks.setdefault(term.value, f"{BLANK}{len(blanks) + 1}")
    return term.value if isinstance(term, NamedNode) else ""


def _attribute(reader: Reader, subject: str, predicate: str, literal: Literal) -> None:
    leaf = reader.leaf(subject, literal)
    if leaf in reader.nodes:
        label = reader.names.label(predicate)
        reader.edge((subject, leaf, predicate), Edge(subject, leaf, predicate, label, "registry"))


def _row(row: dict[str, Any], reader: Reader) -> None:
    iris = {column: term.value for column, term in row.items() if isinstance(term, NamedNode)}
    things = {name: iri for name, iri in iris.items() if name not in WORDS and not PLUMBING.search(iri)} or iris
    shown = {column: iri for column, iri in things.items() if reader.thing(iri)}
    joined = set(_joined(list(dict.fromkeys(shown.values())), reader))
    first = next(iter(shown.values()), "")
    found = tuple(_sources(row, reader.store))
    for column, iri in shown.items():
        if iri != first and iri not in joined:
            key = (first, iri, column)
            earlier = reader.edges[key].witnesses if key in reader.edges else ()
            merged = tuple(dict.fromkeys([*earlier, *found]))
            reader.edge(key, Edge(first, iri, column, _said(column, reader), "stated" if merged else "row", merged))


def _said(column: str, reader: Reader) -> str:
    """Name a column in the reader's language where the site has a word for it."""
    return wording.load().phrases.get(f"columns.{column}", {}).get(reader.names.lang, column)


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


def has_things(answer: Answer) -> bool:
    """Say whether a SELECT has a row with an IRI in it."""
    return any(isinstance(term, NamedNode) for row in answer.rows for term in row)


def _sources(row: dict[str, Any], store: Store) -> Iterator[Witness]:
    """Give the sentences that a row itself names."""
    for term in row.values():
        path = term.value.removeprefix(store.base) if isinstance(term, NamedNode) else ""
        if path.startswith("doc/") and "/c/" in path:
            yield from evidence.of_claims(store, [term.value])

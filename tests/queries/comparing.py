"""Compare the rows of two engines: terms reduced to what they mean, rdflib asked in an order that ends."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.store import Answer, Store, binding, resolving
from queries import Query

NUMBERS = ("#decimal", "#integer")
STRING = "http://www.w3.org/2001/XMLSchema#string"


def dataset(store: Store) -> rdflib.Dataset:
    """Give all quads of a store to rdflib."""
    copied = rdflib.Dataset(default_union=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib calls what it has itself deprecated
        copied.parse(data=store.engine.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    return copied


def by_rdflib(copied: rdflib.Dataset, store: Store, query: Query, values: Mapping[str, str]) -> list[str]:
    """Answer a question by rdflib."""
    prepared = prepareQuery(query.sparql)
    _nest(prepared.algebra)
    bound = binding.bind(query, resolving.settle(store, query, values))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return _sorted(copied.query(prepared, initBindings={name: _foreign(term) for name, term in bound.items()}))


def by_oxigraph(answer: Answer) -> list[str]:
    """Give the rows of an answer in the same form."""
    return _sorted(answer.rows)


def _nest(node: Any) -> None:
    """Let every join go row by row: rdflib would else work out each side of a join of joins alone."""
    if isinstance(node, CompValue):
        if node.name == "Join":
            node["lazy"] = True
        for child in node.values():
            _nest(child)
    elif isinstance(node, list | tuple):
        for child in node:
            _nest(child)


def _foreign(term: ox.NamedNode | ox.Literal) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    datatype = None if term.datatype.value == STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype)


def _sorted(rows: Iterable[Any]) -> list[str]:
    return sorted(repr(tuple(_meaning(term) for term in row)) for row in rows)


def _meaning(term: Any) -> Any:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode | rdflib.URIRef):
        return str(term.value if isinstance(term, ox.NamedNode) else term)
    text = term.value if isinstance(term, ox.Literal) else str(term)
    datatype = term.datatype.value if isinstance(term, ox.Literal) else str(term.datatype or STRING)
    if datatype.endswith(NUMBERS):
        return format(Decimal(text).normalize(), "f")
    return text, term.language

"""Ask a graph the queries of this package; they stand as files in `queries/`.

Place in the stream: between the store and the forms.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, QueryTriples, Store, Triple

from kg.graph.iris import Iris
from ontology import DEFAULT_BASE

__all__ = ["Row", "construct", "csv", "rows", "sparql"]

Row = dict[str, str]  # the values of a row by variable, without those that are not bound


@cache
def sparql(name: str, *, base: str) -> str:
    """Read a query, its IRIs moved under `base`."""
    text = (resources.files("kg.graph.packaging") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    return text.replace(DEFAULT_BASE, base)


def rows(store: Store, name: str, *, iris: Iris) -> list[Row]:
    """Ask a SELECT query for its rows."""
    solutions = _select(store, name, iris)
    names = [variable.value for variable in solutions.variables]
    return [
        {name: term.value for name, term in zip(names, solution, strict=True) if isinstance(term, NamedNode | Literal)}
        for solution in solutions
    ]


def csv(store: Store, name: str, *, iris: Iris) -> bytes:
    """Ask a SELECT query for a CSV file (SPARQL 1.1 Query Results CSV)."""
    return _select(store, name, iris).serialize(format=QueryResultsFormat.CSV) or b""


def construct(store: Store, name: str, *, iris: Iris) -> list[Triple]:
    """Ask a CONSTRUCT query for its triples."""
    answer = store.query(sparql(name, base=iris.base))
    if not isinstance(answer, QueryTriples):
        raise TypeError(f"{name}.rq is no CONSTRUCT query")
    return list(answer)


def _select(store: Store, name: str, iris: Iris) -> QuerySolutions:
    answer = store.query(sparql(name, base=iris.base))
    if not isinstance(answer, QuerySolutions):
        raise TypeError(f"{name}.rq is no SELECT query")
    return answer

"""Ask the queries of this folder.

Place in the stream: between an explanation and the store; the `.rq` files are written with the default base and moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.store import Store
from ontology import DEFAULT_BASE

__all__ = ["Row", "Term", "rows"]

Term = NamedNode | Literal | BlankNode | Triple
Row = Mapping[str, Term | None]


def rows(store: Store, name: str, **bindings: Term) -> list[Row]:
    """Answer the query `name`, its variables bound; the rows by column."""
    answer = store.run(_sparql(name).replace(DEFAULT_BASE, store.base), bindings=bindings)
    columns = answer.columns
    return [dict(zip(columns, row, strict=True)) for row in answer.rows]


@cache
def _sparql(name: str) -> str:
    return resources.files("kg.explanation").joinpath(*f"{name}.rq".split("/")).read_text(encoding="utf-8")

"""Ask the store what a page needs to know; the questions are files in `queries/pages/`.

Place in the stream: between the views and the store. Parameters are bound by the store, never pasted into the text.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import pyoxigraph

import queries
from server.addresses import base
from server.proxies import store

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal


class Row(dict[str, Term]):
    """One solution: its bound variables."""

    def text(self, name: str) -> str:
        """Give the lexical form of a variable; an empty string when it is not bound."""
        term = self.get(name)
        return term.value if term is not None else ""

    def number(self, name: str) -> int:
        """Give a whole number; 0 when the variable is not bound."""
        return int(self.text(name) or 0)


def ask(name: str, **bound: str) -> list[Row]:
    """Answer a question of the pages; every keyword binds a variable to an IRI."""
    bindings = _bindings(bound)
    if bindings is None:
        return []
    answer = store.run(sparql(name, base()), bindings=bindings)
    return [
        Row((key, term) for key, term in zip(answer.columns, row, strict=True) if term is not None)
        for row in answer.rows
    ]


def holds(name: str, **bound: str) -> bool:
    """Answer a yes-or-no question of the pages."""
    bindings = _bindings(bound)
    return bindings is not None and bool(store.run(sparql(name, base()), bindings=bindings).rows[0][0])


def _bindings(bound: dict[str, str]) -> dict[str, pyoxigraph.NamedNode] | None:
    """Bind variables to IRIs; None when one is no IRI, about which there is nothing to know."""
    try:
        return {key: pyoxigraph.NamedNode(iri) for key, iri in bound.items()}
    except ValueError:
        return None


@cache
def sparql(name: str, under: str) -> str:
    """Read the text of a question, its IRIs moved under a base."""
    text = (resources.files(queries) / "pages" / f"{name}.rq").read_text(encoding="utf-8")
    return text.replace(queries.DEFAULT_BASE, under)

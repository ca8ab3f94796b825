"""Read the terms of a query as RDF terms, and write terms as the query would.

A term of SPARQL that is no variable is a term of Turtle, and a prologue is one too: Turtle's parser reads both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.store import prefixes
from kg.store.tokens import scan

__all__ = ["Dictionary"]

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PLAIN = re.compile(r"[A-Za-z_][\w-]*")
DECLARATION = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
Term = ox.NamedNode | ox.Literal


class Dictionary:
    """The prefixes of one query, and the well-known ones behind them."""

    def __init__(self, prologue: str, base: str) -> None:
        declared = dict(DECLARATION.findall(prologue))
        self.prefixes: Mapping[str, str] = prefixes.of(base) | declared
        self.declared = frozenset(declared)

    def read(self, text: str) -> Term | None:
        """Read a term; None for a variable, a blank node, a path or what does not read."""
        if text == "a":
            return TYPE
        if not text or text[0] in "?$_[(":
            return None
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self.prefixes.items())
        try:
            triples = list(ox.parse(f"{head}<x:s> <x:p> {text} .".encode(), format=ox.RdfFormat.TURTLE))
        except (SyntaxError, ValueError):
            return None
        found = triples[0].object if len(triples) == 1 else None
        return found if isinstance(found, ox.NamedNode | ox.Literal) else None

    def iris(self, path: str) -> list[tuple[str, ox.NamedNode]]:
        """Read the IRIs of a property path, each with how it is written."""
        texts = [token.text for token in scan(path) if token.kind in {"iri", "name", "local"}]
        found = [(text, self.read(text)) for text in texts]
        return [(text, iri) for text, iri in found if isinstance(iri, ox.NamedNode)]

    def write(self, term: Term) -> str:
        """Write a term as short as the prefixes of the query allow."""
        if isinstance(term, ox.Literal):
            return self._literal(term)
        for name, space in self.prefixes.items():
            if name in self.declared and term.value.startswith(space) and PLAIN.fullmatch(term.value[len(space) :]):
                return f"{name}:{term.value[len(space) :]}"
        return str(term)

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        if literal.language or datatype.endswith("#string"):
            return str(literal)
        if datatype.endswith("#integer") and literal.value.lstrip("-").isdigit():
            return literal.value
        if datatype.endswith("#decimal"):
            return literal.value if "." in literal.value else f"{literal.value}.0"
        return f"{ox.Literal(literal.value)}^^{self.write(literal.datatype)}"

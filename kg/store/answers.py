"""Hold what a query gives: rows to read, or bytes within bounds.

Place in the stream: what `Store.run` and `Store.write` hand on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from kg.store.formats import GRAPHS, RESULTS, Format, Kind
from kg.store.refusing import refusal
from kg.store.writing import Result, kind_of, write

__all__ = ["Answer", "Bounds", "Forms", "Written", "of"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large an answer may be."""

    bytes: int = 64 << 20
    rows: int = 200_000


@dataclass(frozen=True, slots=True)
class Forms:
    """The form wanted for rows or a boolean, and the one for a graph; None when none is wanted."""

    results: Format | None = Format.JSON
    graphs: Format | None = Format.TURTLE

    def fitting(self, kind: Kind) -> Format:
        """Give the form for a kind of answer; raises `QueryRefused` when none is wanted that fits."""
        form, available = (self.graphs, GRAPHS) if kind is Kind.TRIPLES else (self.results, RESULTS)
        if form is None:
            raise refusal("format", format="what was asked for", available=", ".join(available))
        return form


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as bytes; `cut` says that it holds only the first rows."""

    body: bytes
    kind: Kind
    form: Format
    rows: int
    cut: bool = False


@dataclass(frozen=True)
class Answer:
    """What a query gives. Rows and bytes are evaluated when they are asked for; the rows are kept."""

    kind: Kind
    columns: tuple[str, ...]
    evaluate: Callable[[], Result] = field(repr=False)

    @cached_property
    def rows(self) -> list[tuple[Any, ...]]:
        """Give the rows: terms (None where unbound), triples as three terms, or one row with a boolean."""
        result = self.evaluate()
        if isinstance(result, ox.QuerySolutions):
            return [tuple(solution) for solution in result]
        if isinstance(result, ox.QueryBoolean):
            return [(bool(result),)]
        return [(triple.subject, triple.predicate, triple.object) for triple in result]

    def serialize(self, form: str | Format, *, limit: int = Bounds().bytes) -> bytes:
        """Write the answer; raises `QueryRefused` when the form cannot hold it."""
        return write(self.evaluate(), _form(form), limit)


def of(evaluate: Callable[[], Result]) -> Answer:
    """Hold what `evaluate` gives."""
    result = evaluate()
    kind = kind_of(result)
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
    else:
        columns = ("subject", "predicate", "object") if kind is Kind.TRIPLES else ("boolean",)
    waiting = [result]  # what is there already serves the first who asks; the next one evaluates anew
    return Answer(kind, columns, lambda: waiting.pop() if waiting else evaluate())


def _form(form: str | Format) -> Format:
    try:
        return Format(form)
    except ValueError as error:
        raise refusal("format", format=form, available=", ".join(Format)) from error

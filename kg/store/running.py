"""Run queries, free or canned, and give their answers.

Place in the stream: the last of `kg`. A `Store` is one version, opened read-only (or in memory, for tests); nothing
here can write. Time and memory are the business of whoever runs this in a process of its own (`server.workers`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import pyoxigraph as ox

import ontology
from kg.errors import QueryLimit
from kg.store import answers, binding, datasets, loading, opening, prefixes
from kg.store.answers import Answer, Bounds, Forms, Written
from kg.store.explaining import explain
from kg.store.formats import Format, Kind
from kg.store.limiting import limited
from kg.store.projecting import star_order
from kg.store.refusing import LIMITS, Limits, admit, refusal
from kg.store.writing import Result, count, kind_of, write
from queries import Query

__all__ = ["Question", "Store"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Question:
    """A query and what is said beside it: the dataset, bound variables, the IRI that relative ones are meant from."""

    sparql: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    bindings: Mapping[str, Term] = field(default_factory=dict)
    base_iri: str = ""


@dataclass(frozen=True)
class Store:
    """One version of the graph, to be asked."""

    engine: ox.Store = field(repr=False)
    base: str = ontology.DEFAULT_BASE
    version: str = "memory"
    limits: Limits = LIMITS

    @classmethod
    def open(cls, data: Path, *, limits: Limits = LIMITS) -> Self:
        """Open the current version of a data folder, read-only; raises `StoreError`."""
        return cls.at(opening.current(data), limits=limits)

    @classmethod
    def at(cls, version: opening.Version, *, in_memory: bool = False, limits: Limits = LIMITS) -> Self:
        """Open one version; in memory it takes more room and answers large questions faster."""
        engine = opening.read_only(version.store)
        if in_memory:
            engine = loading.memory(engine)
        return cls(engine, version.base, version.name, limits)

    @classmethod
    def of(cls, quads: bytes | Path | Iterable[ox.Quad], *, base: str = ontology.DEFAULT_BASE) -> Self:
        """Hold N-Quads or quads in memory."""
        return cls(loading.memory(quads), base)

    def __len__(self) -> int:
        """Count the statements, those of the default graph included."""
        return len(self.engine)

    @property
    def is_empty(self) -> bool:
        """Say whether there is no statement at all, without counting them."""
        return next(iter(self.engine.quads_for_pattern(None, None, None, None)), None) is None

    def run(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        bindings: Mapping[str, Term] | None = None,
        base_iri: str = "",
    ) -> Answer:
        """Answer a query; raises `QuerySyntaxError` or `QueryRefused`."""
        return answers.of(self._plan(Question(sparql, default_graphs, named_graphs, bindings or {}, base_iri)))

    def answer(self, query: Query, values: Mapping[str, str] | None = None) -> Answer:
        """Answer a canned query with its parameters bound; a name may stand for an IRI. Raises `ParameterError`."""
        # Only canned queries need names, and their pinyin is a large table: workers start without it.
        from kg.store import resolving

        return self.run(query.sparql, bindings=binding.bind(query, resolving.settle(self, query, values or {})))

    def write(self, question: Question, forms: Forms, bounds: Bounds) -> Written:
        """Answer as bytes within bounds: past them, a SELECT is asked again for its first rows only."""
        result = self._plan(question)()
        kind = kind_of(result)
        form = forms.fitting(kind)
        try:
            body = write(result, form, bounds.bytes)
        except QueryLimit:
            if kind is not Kind.SOLUTIONS:
                raise
            return self._cut(question, form, bounds)
        rows = count(body, form, kind)
        return Written(body, kind, form, rows) if rows <= bounds.rows else self._cut(question, form, bounds)

    def _cut(self, question: Question, form: Format, bounds: Bounds) -> Written:
        sparql = admit(question.sparql, self.limits)
        result = self._plan(replace(question, sparql=limited(sparql, bounds.rows) or sparql))()
        body = write(result, form, bounds.bytes)
        return Written(body, Kind.SOLUTIONS, form, count(body, form, Kind.SOLUTIONS), cut=True)

    def _plan(self, question: Question) -> Callable[[], Result]:
        """Check a question and give what evaluates it, as often as wanted."""
        sparql = admit(question.sparql, self.limits)
        base_iri = question.base_iri or self.base
        graphs = datasets.find(sparql, question.default_graphs, question.named_graphs, base_iri)
        engine, options = datasets.choose(self.engine, graphs)
        options["base_iri"] = base_iri
        if question.bindings:
            options["substitutions"] = {ox.Variable(name): term for name, term in question.bindings.items()}

        def evaluate(text: str = sparql) -> Result:
            return self._query(engine, text, options)

        first = evaluate()
        if isinstance(first, ox.QuerySolutions):
            ordered = star_order(sparql, first.variables)
            if ordered is not None:
                return lambda: evaluate(ordered)
        return _once_then(first, evaluate)

    def _query(self, engine: ox.Store, sparql: str, options: dict[str, Any]) -> Result:
        try:
            return self._parsed(engine, sparql, options)
        except RuntimeError as error:
            if "custom function" not in str(error):
                raise
            raise refusal("function", detail=str(error)) from error

    def _parsed(self, engine: ox.Store, sparql: str, options: dict[str, Any]) -> Result:
        try:
            return engine.query(sparql, **options)
        except SyntaxError:
            known = prefixes.of(self.base)
            try:
                return engine.query(sparql, prefixes=known, **options)
            except SyntaxError as error:
                raise explain(sparql, error, known) from error


def _once_then(first: Result, again: Callable[[], Result]) -> Callable[[], Result]:
    """Give the result that is already there the first time, and evaluate anew after that."""
    waiting = [first]
    return lambda: waiting.pop() if waiting else again()

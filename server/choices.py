"""Fill the form of a question: for each parameter what may be chosen, from the data, with labels.

Place in the stream: parameters + store → fields of a form. What may be chosen is what has an answer: the values that
the parameter's column takes when everything is left free. Made once for a version of the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.store import Kind
from kg.store.resolving import ANY, classes
from queries import Parameter, Query
from server.finding import index
from server.proxies import store
from server.remembering import once
from server.rows import named
from server.things import Thing

__all__ = ["Field", "fields", "options"]

MOST = 400  # more than these are not offered in a list, but suggested while one writes


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: a list when there is little to choose from, else a text with suggestions."""

    parameter: Parameter
    value: str
    options: tuple[tuple[str, Thing | str], ...]

    @property
    def listed(self) -> bool:
        """Say whether the field is a list to choose from."""
        return 0 < len(self.options) <= MOST

    @property
    def any(self) -> str:
        """Give the value that leaves the parameter free."""
        return ANY if self.parameter.default is not None else ""

    @property
    def kind(self) -> str:
        """Give the kind of a text field."""
        return {"date": "date", "integer": "number", "decimal": "number"}.get(self.parameter.type, "text")


def fields(query: Query, values: Mapping[str, str], settled: Mapping[str, str]) -> list[Field]:
    """List the fields of a question's form; `settled` are the values after names were turned into IRIs."""
    offered = once(f"options-{query.name}", lambda: {name: options(query, name) for name in query.parameters})
    return [
        Field(parameter, settled.get(name) or values.get(name, ""), offered[name])
        for name, parameter in query.parameters.items()
    ]


def options(query: Query, name: str) -> tuple[tuple[str, Thing | str], ...]:
    """List what may be chosen for a parameter, as (value, what it is called)."""
    parameter = query.parameters[name]
    if parameter.type not in ("iri", "string"):
        return ()
    found = _offered(query, parameter)
    if parameter.type == "string":
        return tuple((value, value) for value in sorted(found))
    things = [named(iri) for iri in found]
    return tuple((thing.iri, thing) for thing in sorted(things, key=lambda thing: (thing.zh or "~", thing.iri)))


def _offered(query: Query, parameter: Parameter) -> set[str]:
    if any(each.required for each in query.parameters.values()):
        return {name.iri for name in index().names if name.kind == "entity"}
    answer = store.run(query.sparql)
    if answer.kind is Kind.SOLUTIONS:
        place = answer.columns.index(parameter.name)
        kind = ox.NamedNode if parameter.type == "iri" else ox.Literal
        return {row[place].value for row in answer.rows if isinstance(row[place], kind)}
    wanted = classes(store, parameter)
    if not wanted:
        return {name.iri for name in index().names if name.kind == "entity"}
    quads = (store.engine.quads_for_pattern(None, _TYPE, ox.NamedNode(iri), ox.DefaultGraph()) for iri in wanted)
    subjects = {quad.subject.value for found in quads for quad in found if isinstance(quad.subject, ox.NamedNode)}
    return {iri for iri in subjects if iri.startswith(store.base)}


_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

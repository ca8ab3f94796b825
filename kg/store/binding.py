"""Turn the values of a canned query's parameters into terms that the store binds; no text is ever spliced.

Place in the stream: between a caller's strings and the engine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pyoxigraph as ox

from kg.errors import ParameterError
from queries import Parameter, Query

__all__ = ["bind"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {"integer": re.compile(r"[+-]?\d+"), "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")}

Bound = ox.NamedNode | ox.Literal


def bind(query: Query, values: Mapping[str, str]) -> dict[str, Bound]:
    """Give the term of each value, defaults being filled in already (`resolving`); raises `ParameterError`."""
    unknown = [name for name in values if name not in query.parameters]
    if unknown:
        known = ", ".join(query.parameters) or "none"
        raise ParameterError(
            f"{query.name} has no parameter {unknown[0]!r}; it has: {known}",
            zh=f"{query.name} 没有参数 {unknown[0]!r}；可用的参数：{known}",
        )
    return {name: _term(query.parameters[name], value) for name, value in values.items()}


def _term(parameter: Parameter, value: str) -> Bound:
    if parameter.type == "iri":
        return _iri(parameter, value)
    if parameter.type == "date":
        return ox.Literal(_date(parameter, value), datatype=ox.NamedNode(f"{_XSD}date"))
    if parameter.type in _NUMBERS:
        if _NUMBERS[parameter.type].fullmatch(value.strip()) is None:
            raise _wrong(parameter, value)
        return ox.Literal(value.strip(), datatype=ox.NamedNode(f"{_XSD}{parameter.type}"))
    return ox.Literal(value)


def _iri(parameter: Parameter, value: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(value.strip().removeprefix("<").removesuffix(">"))
    except ValueError as error:
        raise _wrong(parameter, value) from error


def _date(parameter: Parameter, value: str) -> str:
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError as error:
        raise _wrong(parameter, value) from error


def _wrong(parameter: Parameter, value: str) -> ParameterError:
    example = f"; for example {parameter.example}" if parameter.example else ""
    zh = f"，例如 {parameter.example}" if parameter.example else ""
    return ParameterError(
        f"{parameter.name} must be of type {parameter.type}, not {value!r}{example}",
        zh=f"参数 {parameter.name} 的类型应为 {parameter.type}，而不是 {value!r}{zh}",
    )

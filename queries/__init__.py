"""The questions we can answer: each `.rq` file here is one, with front-matter in `#+` lines.

Place in the house: a data package; it imports nothing of ours. The front-matter is YAML behind `#+ ` (grlc's habit),
so a file stays SPARQL 1.1 and pastes into any endpoint. A parameter is an ordinary variable that the store binds.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

__all__ = ["DEFAULT_BASE", "Parameter", "Query", "QueryFileError", "load", "names", "parse"]

DEFAULT_BASE = "https://w3id.org/kechuang/"
LANGUAGES = ("zh", "en")
TYPES = ("iri", "string", "integer", "decimal", "date")
VIEWS = ("table", "graph", "chart")

_QUERY_KEYS = {"summary", "description", "tags", "parameters", "view", "returns"}
_PARAMETER_KEYS = {"type", "label", "default", "example", "options"}


class QueryFileError(ValueError):
    """A query file breaks the format; the message names the file, the key and the mend."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One variable that a caller may bind.

    `type` is one of `TYPES`. `default` is bound when the caller gives nothing; without it the variable stays free,
    which means "for all". `example` always works. `options` is the local name of the class that may be chosen from.
    """

    name: str
    type: str
    label: dict[str, str]
    default: str | None = None
    example: str | None = None
    options: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One canned question: its words, its parameters and its SPARQL text (front-matter included)."""

    name: str
    summary: dict[str, str]
    description: dict[str, str]
    tags: tuple[str, ...]
    parameters: dict[str, Parameter]
    view: str
    returns: tuple[str, ...]
    sparql: str


def names() -> list[str]:
    """List the names of all queries, sorted."""
    files = resources.files(__name__).iterdir()
    return sorted(file.name.removesuffix(".rq") for file in files if file.name.endswith(".rq"))


def load(name: str, *, base: str = DEFAULT_BASE) -> Query:
    """Load one query, its IRIs moved under `base`.

    Raises `KeyError` when there is no such query and `QueryFileError` when its file breaks the format.
    """
    if name not in names():
        raise KeyError(f"no query is named {name!r}; there are: {', '.join(names())}")
    text = (resources.files(__name__) / f"{name}.rq").read_text(encoding="utf-8")
    return parse(name, text.replace(DEFAULT_BASE, base))


def parse(name: str, text: str) -> Query:
    """Read a query file's text into a `Query`; raises `QueryFileError`."""
    matter = _front_matter(name, text)
    _refuse_unknown(name, matter, known=_QUERY_KEYS)
    view = matter.get("view", "table")
    if view not in VIEWS:
        raise QueryFileError(f"{name}.rq: view is {view!r}; it must be one of {', '.join(VIEWS)}")
    return Query(
        name=name,
        summary=_bilingual(name, "summary", matter),
        description=_bilingual(name, "description", matter),
        tags=tuple(matter.get("tags", ())),
        parameters=_parameters(name, matter.get("parameters") or {}),
        view=view,
        returns=tuple(matter.get("returns", ())),
        sparql=text,
    )


def _front_matter(name: str, text: str) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        matter = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        raise QueryFileError(f"{name}.rq: the front-matter is not YAML: {error}") from error
    if not isinstance(matter, dict):
        raise QueryFileError(f"{name}.rq: no front-matter; begin the file with `#+ summary:`")
    return matter


def _refuse_unknown(name: str, matter: dict[str, Any], *, known: set[str]) -> None:
    unknown = set(matter) - known
    if unknown:
        raise QueryFileError(f"{name}.rq: unknown keys {sorted(unknown)}; known are {sorted(known)}")


def _bilingual(name: str, key: str, matter: dict[str, Any]) -> dict[str, str]:
    words = matter.get(key)
    if not isinstance(words, dict) or set(words) != set(LANGUAGES):
        raise QueryFileError(f"{name}.rq: {key} must have one text for each of {', '.join(LANGUAGES)}")
    return {language: str(words[language]).strip() for language in LANGUAGES}


def _parameters(name: str, matter: dict[str, Any]) -> dict[str, Parameter]:
    return {key: _parameter(name, key, value) for key, value in matter.items()}


def _parameter(name: str, key: str, matter: dict[str, Any]) -> Parameter:
    _refuse_unknown(name, matter, known=_PARAMETER_KEYS)
    if matter.get("type") not in TYPES:
        raise QueryFileError(
            f"{name}.rq: parameter {key} has type {matter.get('type')!r}; use one of {', '.join(TYPES)}"
        )
    return Parameter(
        name=key,
        type=matter["type"],
        label=_bilingual(name, "label", matter),
        default=_text(matter.get("default")),
        example=_text(matter.get("example")),
        options=matter.get("options"),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)

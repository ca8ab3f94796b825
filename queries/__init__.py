"""The questions we can answer: each `.rq` file here is one, with front-matter in `#+` lines.

Place in the house: a data package; it imports nothing of ours. The front-matter is YAML behind `#+ ` (grlc's habit),
so a file stays SPARQL 1.1 and pastes into any endpoint. A parameter is an ordinary variable that the store binds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

__all__ = ["DEFAULT_BASE", "LANGUAGES", "Parameter", "Query", "QueryFileError", "load", "names", "parse"]

DEFAULT_BASE = "https://w3id.org/kechuang/"
LANGUAGES = ("zh", "en")
TYPES = ("iri", "string", "integer", "decimal", "date")
VIEWS = ("table", "graph", "chart")

_QUERY_KEYS = {"summary", "description", "tags", "parameters", "view", "returns"}
_QUERY_NEEDS = _QUERY_KEYS - {"parameters"}
_PARAMETER_KEYS = {"type", "label", "default", "example", "options", "required"}
_PARAMETER_NEEDS = {"type", "label", "example"}
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_VARIABLE = re.compile(r"[a-z][A-Za-z0-9]*")


class QueryFileError(ValueError):
    """A query file breaks the format; the message names the file, the key and the mend."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One variable that a caller may bind.

    `type` is one of `TYPES`. `default` is bound when the caller gives nothing; without it the variable stays free,
    which means "for all", unless the parameter is `required` because a question about everything has no end.
    `example` always works. `options` is the local name of the class that may be chosen from (`Class`, `Property` and
    `Concept` are those of OWL and SKOS). Where an IRI is asked, a default or example may be what the thing is called,
    for a name outlives a change of identifiers.
    """

    name: str
    type: str
    label: dict[str, str]
    example: str
    default: str | None = None
    options: str | None = None
    required: bool = False


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


@cache
def names() -> tuple[str, ...]:
    """List the names of all queries, sorted."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".rq") for file in files if file.name.endswith(".rq")))


@cache
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
    if not _NAME.fullmatch(name):
        raise QueryFileError(f"{name}.rq: the name is the question in lower-case words joined by hyphens")
    matter = _front_matter(name, text)
    _check_keys(f"{name}.rq", matter, known=_QUERY_KEYS, needed=_QUERY_NEEDS)
    if matter["view"] not in VIEWS:
        raise QueryFileError(f"{name}.rq: view is {matter['view']!r}; it must be one of {', '.join(VIEWS)}")
    return Query(
        name=name,
        summary=_bilingual(f"{name}.rq", "summary", matter),
        description=_bilingual(f"{name}.rq", "description", matter),
        tags=_words(name, "tags", matter),
        parameters=_parameters(name, matter.get("parameters", {})),
        view=matter["view"],
        returns=_words(name, "returns", matter),
        sparql=text,
    )


class _Loader(yaml.SafeLoader):
    """Reads YAML, and refuses a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = [key for key in keys if keys.count(key) > 1]
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice[0]!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep=deep)


def _front_matter(name: str, text: str) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        matter = yaml.load("\n".join(lines), Loader=_Loader)  # noqa: S506  # a safe loader, only stricter
    except yaml.YAMLError as error:
        raise QueryFileError(f"{name}.rq: the front-matter is not YAML: {error}") from error
    if not isinstance(matter, dict):
        raise QueryFileError(f"{name}.rq: no front-matter; begin the file with `#+ summary:`")
    return matter


def _check_keys(where: str, matter: object, *, known: set[str], needed: set[str]) -> None:
    if not isinstance(matter, dict):
        raise QueryFileError(f"{where}: must be a mapping with the keys {sorted(known)}")
    if unknown := set(matter) - known:
        raise QueryFileError(f"{where}: unknown keys {sorted(map(str, unknown))}; known are {sorted(known)}")
    if missing := needed - set(matter):
        raise QueryFileError(f"{where}: the keys {sorted(missing)} are missing")


def _bilingual(where: str, key: str, matter: dict[str, Any]) -> dict[str, str]:
    words = matter.get(key)
    if not isinstance(words, dict) or set(words) != set(LANGUAGES) or not all(words.values()):
        raise QueryFileError(f"{where}: {key} must have one text for each of {', '.join(LANGUAGES)}")
    return {language: str(words[language]).strip() for language in LANGUAGES}


def _words(name: str, key: str, matter: dict[str, Any]) -> tuple[str, ...]:
    words = matter[key]
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise QueryFileError(f"{name}.rq: {key} must be a list of words, as [one, two]")
    if twice := _repeated(words):
        raise QueryFileError(f"{name}.rq: {key} names {twice[0]!r} twice")
    return tuple(words)


def _repeated(words: Iterable[str]) -> list[str]:
    words = list(words)
    return [word for word in words if words.count(word) > 1]


def _parameters(name: str, matter: object) -> dict[str, Parameter]:
    if not isinstance(matter, dict):
        raise QueryFileError(f"{name}.rq: parameters must be a mapping from variable to parameter")
    return {str(key): _parameter(name, str(key), value) for key, value in matter.items()}


def _parameter(name: str, key: str, matter: dict[str, Any]) -> Parameter:
    where = f"{name}.rq: parameter {key}"
    if not _VARIABLE.fullmatch(key):
        raise QueryFileError(f"{where}: the name must be that of a variable, such as `person`")
    _check_keys(where, matter, known=_PARAMETER_KEYS, needed=_PARAMETER_NEEDS)
    if matter["type"] not in TYPES:
        raise QueryFileError(f"{where} has type {matter['type']!r}; use one of {', '.join(TYPES)}")
    return Parameter(
        name=key,
        type=matter["type"],
        label=_bilingual(where, "label", matter),
        example=str(matter["example"]),
        default=None if matter.get("default") is None else str(matter["default"]),
        options=matter.get("options"),
        required=matter.get("required") is True,
    )

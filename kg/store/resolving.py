"""Find the thing that the value of a parameter means: an IRI, a prefixed name, or what the thing is called.

Place in the stream: between a caller's strings and `binding`, for every face of a canned query alike. A name counts
only when it means one thing: an exact name before an exact alias, and those before a name that merely holds the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import pyoxigraph as ox

import queries
from kg.errors import ParameterError
from kg.store import prefixes, spelling
from queries import Parameter, Query

if TYPE_CHECKING:
    from kg.store.answers import Answer
    from kg.store.running import Store

__all__ = ["ANY", "classes", "settle"]

ANY = "*"  # what a caller writes to leave a parameter free that has a default
SHOWN = 6  # candidates that an error names
# What may be chosen from that is no class of ours.
_FOREIGN = {
    "Class": ("http://www.w3.org/2002/07/owl#Class",),
    "Concept": ("http://www.w3.org/2004/02/skos/core#Concept",),
    "Property": (
        "http://www.w3.org/2002/07/owl#ObjectProperty",
        "http://www.w3.org/2002/07/owl#DatatypeProperty",
    ),
}

Called = tuple[str, str, int]  # a thing's IRI, what it is called, and how good a name that is (1 the best)


def settle(store: Store, query: Query, values: Mapping[str, str]) -> dict[str, str]:
    """Give the value of each parameter that is bound: defaults filled in, names turned into IRIs.

    A default that the graph does not know leaves its parameter free; a given value that it does not know, or that
    means several things, raises `ParameterError`.
    """
    settled = {}
    for name, value in _filled(query, values).items():
        parameter = query.parameters.get(name)
        _check_text(name, value)
        if parameter is None or parameter.type != "iri":
            settled[name] = value
        elif found := _iri(store, parameter, value, given=bool(values.get(name))):
            settled[name] = found
    missing = [parameter for name, parameter in query.parameters.items() if parameter.required and name not in settled]
    if missing:
        raise ParameterError(
            f"{query.name} needs the parameter {missing[0].name}, such as {missing[0].example}",
            zh=f"{query.name} 需要参数 {missing[0].name}，例如 {missing[0].example}",
        )
    return settled


def classes(store: Store, parameter: Parameter) -> tuple[str, ...]:
    """Give the IRIs of the classes that a parameter may be chosen from; none when anything may be."""
    if parameter.options is None:
        return ()
    return _FOREIGN.get(parameter.options) or (f"{store.base}ontology#{parameter.options}",)


def _check_text(name: str, value: str) -> None:
    """Refuse what no encoding can write: half a character, as a shell hands on a byte that is not UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ParameterError(
            f"{name} is not Unicode text (character {error.start + 1}); write it in UTF-8",
            zh=f"参数 {name} 不是 Unicode 文本（第 {error.start + 1} 个字符）；请用 UTF-8 书写",
        ) from error


def _filled(query: Query, values: Mapping[str, str]) -> dict[str, str]:
    given = {name: value.strip() for name, value in values.items() if value.strip()}
    defaults = {name: each.default for name, each in query.parameters.items() if each.default is not None}
    return {name: value for name, value in (defaults | given).items() if value != ANY}


def _iri(store: Store, parameter: Parameter, value: str, *, given: bool) -> str | None:
    if re.match(r"<?(?:https?|urn):", value):
        return value
    prefix, colon, local = value.partition(":")
    space = prefixes.of(store.base).get(prefix) if colon else None
    if space is not None:
        return space + local
    found = _meant(_called(store, parameter, value), value)
    if len(found) == 1:
        return next(iter(found))
    if given:
        raise _wrong(parameter, value, found)
    return None


def _called(store: Store, parameter: Parameter, value: str) -> list[Called]:
    """List what things are called: those that bear the very words, for that is quick, else all that may be meant."""
    words = [ox.Literal(value), *(ox.Literal(value, language=language) for language in queries.LANGUAGES)]
    exact = [called for word in words for called in _asked(store, parameter, {"label": word})]
    return exact or list(_asked(store, parameter, {}))


def _asked(store: Store, parameter: Parameter, bound: Mapping[str, ox.Literal]) -> Iterator[Called]:
    wanted = classes(store, parameter)
    if not wanted:
        yield from _rows(store.run(_text("called-anything", store.base), bindings=bound))
    for iri in wanted:
        yield from _rows(store.run(_text("called", store.base), bindings={**bound, "class": ox.NamedNode(iri)}))


def _rows(answer: Answer) -> Iterator[Called]:
    places = [answer.columns.index(name) for name in ("thing", "label", "rank")]
    for row in answer.rows:
        thing, label, rank = (row[place].value for place in places)
        yield thing, label, int(rank)


def _meant(called: Iterable[Called], value: str) -> dict[str, str]:
    """Give the things that a value may mean, with what they are called: those of the best way in which any fits."""
    wanted = _folded(value)
    ways: dict[int, dict[str, str]] = {}
    for thing, label, rank in called if wanted else ():
        name = _folded(label)
        if name == wanted:
            ways.setdefault(rank, {}).setdefault(thing, label)
        elif wanted in name:
            ways.setdefault(10 + rank, {}).setdefault(thing, label)
    return ways[min(ways)] if ways else {}


@lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    return spelling.fold(text)


@lru_cache
def _text(name: str, base: str) -> str:
    text = (resources.files(queries) / "pages" / f"{name}.rq").read_text(encoding="utf-8")
    return text.replace(queries.DEFAULT_BASE, base)


def _wrong(parameter: Parameter, value: str, found: Mapping[str, str]) -> ParameterError:
    name, kind, example = parameter.name, parameter.options or "thing", parameter.example
    if not found:
        return ParameterError(
            f"{name}: no {kind} is called {value!r}; give an IRI or a name, such as {example}",
            zh=f"参数 {name}：没有名为“{value}”的{parameter.label['zh']}；请给出 IRI 或名称，例如 {example}",
        )
    listed = [f"{label} <{iri}>" for iri, label in list(found.items())[:SHOWN]]
    more = "" if len(found) <= SHOWN else " …"
    return ParameterError(
        f"{name}: {value!r} may mean {len(found)} things: {', '.join(listed)}{more}; give one of these IRIs",
        zh=f"参数 {name}：“{value}”可指 {len(found)} 个事物：{'、'.join(listed)}{more}；请给出其中一个 IRI",
    )

"""Find the graphs a query is asked of, each once, and merge them where the engine would repeat rows.

Place in the stream: after `refusing.admit`, before the engine. The engine repeats rows when one graph is named twice or
two default graphs share a triple (oxigraph issue 1919), so a dataset is always given to it in our own reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox

from kg.store import opening
from kg.store.refusing import refusal
from kg.store.tokens import Token, resolve, scan

__all__ = ["Dataset", "choose", "find"]


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of: IRIs, each once."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def find(sparql: str, default: Sequence[str], named: Sequence[str], base: str) -> Dataset | None:
    """Give the dataset of a request, or None for the store's own.

    Graphs given beside the query win over those in it (SPARQL 1.1 Protocol, section 2.1.4).
    """
    if default or named:
        return Dataset(tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named)))
    if "from" not in sparql.lower():
        return None
    clauses = list(_clauses(list(scan(sparql)), base))
    if not clauses or not all(iri for _, iri in clauses):
        return None  # what cannot be read here, the engine's parser knows or refuses, with its place
    return Dataset(
        tuple(dict.fromkeys(iri for is_named, iri in clauses if not is_named)),
        tuple(dict.fromkeys(iri for is_named, iri in clauses if is_named)),
    )


def _clauses(tokens: list[Token], base: str) -> Iterator[tuple[bool, str]]:
    """Give the FROM and FROM NAMED clauses, which stand before the first brace after the query's form."""
    prefixes: dict[str, str] = {}
    seen_template = False
    depth = 0
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1 : index + 3]
        if token.word == "BASE":
            base = urljoin(base, _iri(following[0]))
        elif token.word == "PREFIX" and len(following) == 2 and following[1].kind == "iri":
            prefixes[following[0].text[:-1]] = urljoin(base, _iri(following[1]))
        elif token.text == "{":
            if seen_template or not any(earlier.word == "CONSTRUCT" for earlier in tokens[:index]):
                return
            depth, seen_template = depth + 1, True
        elif token.text == "}":
            depth -= 1
        elif token.word == "FROM" and depth == 0:
            is_named = following[0].word == "NAMED" and len(following) == 2
            yield is_named, _resolve(following[is_named], prefixes, base)


def _iri(token: Token) -> str:
    return resolve(token.text[1:-1])


def _resolve(token: Token, prefixes: dict[str, str], base: str) -> str:
    """Give the IRI that a token stands for; empty when it stands for none."""
    if token.kind == "iri":
        return urljoin(base, _iri(token))
    prefix, colon, local = token.text.partition(":")
    if not colon or prefix not in prefixes:
        return ""
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def choose(engine: ox.Store, graphs: Dataset | None) -> tuple[ox.Store, dict[str, Any]]:
    """Give the store to ask and the engine's options for a dataset; None is the store's own."""
    if graphs is None:
        return engine, {}
    default: list[Any] = [_graph(iri) for iri in graphs.default]
    named = [_graph(iri) for iri in graphs.named]
    if len(default) > 1:
        engine, default = _merged(engine, default, named), [ox.DefaultGraph()]
    return engine, {"default_graph": default, "named_graphs": named}


def _merged(engine: ox.Store, default: Sequence[ox.NamedNode], named: Sequence[ox.NamedNode]) -> ox.Store:
    """Copy a dataset with several default graphs, so that a triple in two of them counts once."""
    merged = opening.in_memory()
    for graph in default:
        quads = engine.quads_for_pattern(None, None, None, graph)
        merged.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    for graph in named:
        merged.extend(engine.quads_for_pattern(None, None, None, graph))
    return merged


def _graph(iri: str) -> ox.NamedNode:
    try:
        if not urlsplit(iri).scheme:
            raise refusal("iri", iri=iri)
        return ox.NamedNode(iri)
    except ValueError as error:
        raise refusal("iri", iri=iri) from error

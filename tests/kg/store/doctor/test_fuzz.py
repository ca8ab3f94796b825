from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import queries
from kg.errors import KechuangError
from kg.store import Store
from kg.store.doctor import Diagnosis, diagnose
from kg.store.tokens import scan

TOKENS = [[token.text for token in scan(queries.load(name).sparql)] for name in queries.names()]
STRAY = [
    "{",
    "}",
    "OPTIONAL",
    "UNION",
    "FILTER",
    "MINUS",
    "[",
    "]",
    "(",
    ")",
    "a",
    ".",
    ";",
    "GRAPH",
    "?x",
    '"深圳"@zh',
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw a canned query with a few tokens lost, doubled or strayed in."""
    tokens = list(draw(st.sampled_from(TOKENS)))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(tokens) - 1))
        tokens[place : place + draw(st.integers(0, 1))] = draw(st.lists(st.sampled_from([*STRAY, *tokens]), max_size=1))
    return " ".join(tokens)


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.of(b'<http://e/s> <http://www.w3.org/2004/02/skos/core#prefLabel> "one"@zh .\n')


@given(sparql=mutated())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_mangled_query_is_diagnosed_or_refused(store: Store, sparql: str) -> None:
    with contextlib.suppress(KechuangError):
        assert isinstance(diagnose(sparql, store, seconds=1.0), Diagnosis)

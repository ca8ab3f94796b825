"""Whatever stands in a parameter, it is a value: nothing is pasted, nothing breaks, nothing changes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import queries
from kg.errors import ParameterError
from kg.store import Store

ATTACKS = [
    '" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #',
    "> } UNION { ?s ?p ?o",
    "urn:x> ; ?p ?o . } #",
    '"""',
    "'; DROP GRAPH <urn:g>; --",
    "} SERVICE <http://127.0.0.1/> { ?s ?p ?o",
    "https://w3id.org/kechuang/id/highland/x> <urn:p> <urn:o> . #",
    "\\u003e \\u007d",
    "$highland",
    "?highland",
    "{{7*7}}",
    "*",
    "",
]
NAMES = [
    (query.name, name)
    for query in map(queries.load, queries.names())
    for name in query.parameters
    if not any(parameter.required for parameter in query.parameters.values())
]


def outcome(store: Store, name: str, parameter: str, value: str) -> int:
    """Ask, and count the rows; a refusal by `ParameterError` counts none, any other error fails the test."""
    try:
        return len(store.answer(queries.load(name), {parameter: value}).rows)
    except ParameterError:
        return 0


@pytest.mark.parametrize("value", ATTACKS)
@pytest.mark.parametrize(("name", "parameter"), NAMES, ids=lambda each: str(each))
def test_an_attack_is_a_value(world: Store, name: str, parameter: str, value: str) -> None:
    before = len(world)
    free = outcome(world, name, parameter, "*")

    assert outcome(world, name, parameter, value) <= free
    assert len(world) == before


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(max_size=80), which=st.sampled_from(NAMES))
@example(value="\ud800", which=NAMES[0])
def test_any_text_is_a_value(world: Store, value: str, which: tuple[str, str]) -> None:
    name, parameter = which

    assert outcome(world, name, parameter, value) >= 0
    assert world.version == "memory"


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=st.text(max_size=40))
def test_any_iri_is_an_iri_or_refused(world: Store, tail: str) -> None:
    assert outcome(world, "who-serves-highland", "highland", f"https://w3id.org/kechuang/{tail}") in (0, 3)

"""What may stand where an IRI is asked: the name of exactly one thing."""

from __future__ import annotations

import pytest

import queries
from kg.errors import ParameterError
from kg.store import Store

SERVES = queries.load("who-serves-highland")


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("海洋高地", id="label"),
        pytest.param("海洋", id="part of one label"),
        pytest.param("海 洋高地", id="blanks aside"),
        pytest.param("kcid:highland/hai-yang-gao-di", id="prefixed name"),
        pytest.param("https://w3id.org/kechuang/id/highland/hai-yang-gao-di", id="IRI"),
        pytest.param("<https://w3id.org/kechuang/id/highland/hai-yang-gao-di>", id="IRI in brackets"),
    ],
)
def test_a_name_of_one_thing_stands_for_it(world: Store, value: str) -> None:
    rows = world.answer(SERVES, {"highland": value}).rows

    assert {row[1].value for row in rows} == {"南江实验室", "深海探头", "海图计划"}


def test_a_name_of_several_things_is_refused_and_they_are_named(world: Store) -> None:
    query = queries.load("which-things-are-of-a-kind")

    with pytest.raises(ParameterError, match=r"may mean \d+ things: .*<https://") as refusal:
        world.answer(query, {"kind": "计划"})

    assert "可指" in refusal.value.zh


@pytest.mark.parametrize("value", ["没有", "；", "\x00", "}", "🐟", "<script>alert(1)</script>"])
def test_a_name_of_nothing_is_refused_with_an_example(world: Store, value: str) -> None:
    with pytest.raises(ParameterError, match="生命健康"):
        world.answer(SERVES, {"highland": value})


def test_a_default_that_the_graph_does_not_know_leaves_the_question_open(world: Store) -> None:
    assert SERVES.parameters["highland"].default == "生命健康"
    assert len(world.answer(SERVES, {}).rows) == 3


def test_a_star_leaves_a_parameter_free_that_has_a_default(world: Store) -> None:
    query = queries.load("which-values-certainly-exceed")

    assert len(world.answer(query, {"least": "*"}).rows) > len(world.answer(query, {}).rows)


def test_a_required_parameter_cannot_be_left_free(world: Store) -> None:
    with pytest.raises(ParameterError, match="needs the parameter from"):
        world.answer(queries.load("what-links-two-things"), {"from": "*", "to": "海洋高地"})


def test_an_unknown_parameter_is_refused_and_the_known_are_named(world: Store) -> None:
    with pytest.raises(ParameterError, match="it has: highland"):
        world.answer(SERVES, {"mountain": "海洋高地"})


@pytest.mark.parametrize(
    ("name", "parameter", "value"),
    [
        ("what-happened-when", "since", "yesterday"),
        ("what-happened-when", "since", "2024-02-30"),
        ("which-values-certainly-exceed", "least", "many"),
        ("which-values-certainly-exceed", "least", "1e999"),
        ("who-serves-highland", "highland", "http://[bad"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(world: Store, name: str, parameter: str, value: str) -> None:
    with pytest.raises(ParameterError, match=parameter):
        world.answer(queries.load(name), {parameter: value})

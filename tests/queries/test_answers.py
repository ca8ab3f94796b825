"""What the questions answer: on the bundled article and in a newsroom made up for them, by two engines."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
import rdflib

import queries
from kg.store import Answer, Kind, Store
from queries import Query
from tests.queries import comparing

ALL = [queries.load(name) for name in queries.names()]
EXPECTED = Path(__file__).parent / "expected"
MEDIAN = 0.050  # seconds of processor time
# Questions that one article need not answer: nothing to disagree with, and perhaps nothing to doubt.
MAY_BE_EMPTY = {"where-sources-disagree", "what-is-doubtful"}
# What the newsroom is asked where a question may not be left open, or has no end in rdflib.
NEWSROOM: Mapping[str, Mapping[str, str]] = {
    "what-links-two-things": {"from": "安宁", "to": "市科技局"},
    "what-surrounds-a-thing": {"thing": "南江实验室"},
    "which-values-certainly-exceed": {"least": "1000"},
}
# rdflib walks every graph for each property of each class: minutes.
TOO_LONG_FOR_RDFLIB = {"how-often-is-each-property-used"}

every = pytest.mark.parametrize("query", ALL, ids=lambda query: query.name)


def example(query: Query) -> dict[str, str]:
    return {name: parameter.example for name, parameter in query.parameters.items()}


def written(answer: Answer) -> str:
    """Write rows as TSV, and a graph as sorted N-Triples."""
    if answer.kind is Kind.SOLUTIONS:
        return answer.serialize("tsv").decode()
    return "".join(sorted(answer.serialize("nt").decode().splitlines(keepends=True)))


@pytest.fixture(scope="module")
def world_in_rdflib(world: Store) -> rdflib.Dataset:
    return comparing.dataset(world)


@pytest.fixture(scope="module")
def bundled_in_rdflib(bundled: Store) -> rdflib.Dataset:
    return comparing.dataset(bundled)


@every
def test_it_answers_its_own_example(bundled: Store, query: Query) -> None:
    assert bundled.answer(query, example(query)).rows or query.name in MAY_BE_EMPTY


@every
def test_it_answers_in_the_newsroom(world: Store, query: Query) -> None:
    assert world.answer(query, NEWSROOM.get(query.name, {})).rows


@every
def test_its_rows_and_sentences_are_the_approved_ones(bundled: Store, query: Query, approve: bool) -> None:
    answer = bundled.answer(query, example(query))
    found = written(answer)
    path = EXPECTED / f"{query.name}.tsv"

    if approve:
        path.write_text(found, encoding="utf-8")

    assert found == path.read_text(encoding="utf-8"), "if the new answer is right, run `make gold` and review the diff"


def test_nothing_is_expected_of_a_question_that_is_gone() -> None:
    assert {path.stem for path in EXPECTED.glob("*.tsv")} == set(queries.names())


@every
def test_rdflib_answers_the_same_in_the_newsroom(world: Store, world_in_rdflib: rdflib.Dataset, query: Query) -> None:
    values = NEWSROOM.get(query.name, {})

    ours = comparing.by_oxigraph(world.answer(query, values))

    assert comparing.by_rdflib(world_in_rdflib, world, query, values) == ours


@pytest.mark.slow
@every
def test_rdflib_answers_the_example_the_same(bundled: Store, bundled_in_rdflib: rdflib.Dataset, query: Query) -> None:
    if query.name in TOO_LONG_FOR_RDFLIB:
        pytest.skip("rdflib walks every graph for each property; the newsroom compares this question")

    ours = comparing.by_oxigraph(bundled.answer(query, example(query)))

    assert comparing.by_rdflib(bundled_in_rdflib, bundled, query, example(query)) == ours


@every
def test_it_takes_less_than_fifty_milliseconds(bundled: Store, query: Query) -> None:
    taken = []
    for _ in range(5):
        began = time.process_time()
        assert bundled.answer(query, {}).rows is not None
        taken.append(time.process_time() - began)

    assert statistics.median(taken) < MEDIAN

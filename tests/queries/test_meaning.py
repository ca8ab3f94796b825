"""What the answers must mean, in the made-up newsroom where everything is known."""

from __future__ import annotations

from typing import Any

import pytest

import queries
from kg.store import Store


def rows(store: Store, name: str, *columns: str, **values: str) -> list[tuple[Any, ...]]:
    answer = store.answer(queries.load(name), values)
    places = [answer.columns.index(column) for column in columns]
    return [tuple(row[place].value if row[place] is not None else None for place in places) for row in answer.rows]


def test_what_serves_a_highland_is_told_apart_from_what_follows(world: Store) -> None:
    found = rows(world, "who-serves-highland", "entityLabel", "how", "text")

    assert [(label, how) for label, how, _ in found] == [
        ("南江实验室", "stated"),
        ("海图计划", "inferred"),
        ("深海探头", "inferred"),
    ]
    assert "服务海洋高地" in found[0][2]
    assert found[1][2] is None


def test_a_suggestion_is_no_fact(world: Store) -> None:
    suggested = rows(world, "what-is-recommended", "subjectLabel", "relationLabel", "objectLabel")

    assert suggested == [("南江市", "聚焦", "海洋装备")]
    assert world.run("ASK { ?s <https://w3id.org/kechuang/ontology#focusesOn> ?o . "
                     "FILTER(CONTAINS(STR(?s), 'nan-jiang-shi')) }").rows == [(False,)]  # fmt: skip


def test_an_evaluation_is_no_fact(world: Store) -> None:
    assert rows(world, "what-is-praised", "subjectLabel", "objectLabel") == [("南江实验室", "“416”布局")]


def test_a_disagreement_names_both_values_and_both_sentences(world: Store) -> None:
    found = rows(world, "where-sources-disagree", "indicatorLabel", "one", "other", "oneText", "otherText")

    assert len(found) == 1
    assert found[0][:3] == ("企业数量", "1200家", "1300家")
    assert "1200家" in found[0][3]
    assert "1300家" in found[0][4]


def test_a_figure_of_two_articles_is_stated_twice(world: Store) -> None:
    found = rows(world, "which-figures-are-stated-twice", "printed", "times")

    assert found == [("20%", "2"), ("20%", "2")]


def test_a_baseline_is_derived_and_says_so(world: Store) -> None:
    found = rows(world, "which-baselines-follow-from-growth", "current", "value", "how", "base")

    assert ("1200家", "1000", "derived", "2022年") in found


def test_a_share_is_derived_from_part_and_whole(world: Store) -> None:
    found = rows(world, "which-parts-make-which-whole", "part", "total", "share", "how")

    assert found == [("30人", "40人", "75", "derived")]


@pytest.mark.parametrize(("least", "count"), [("*", 11), ("1300", 2), ("5000", 0)])
def test_bounds_tell_what_certainly_exceeds(world: Store, least: str, count: int) -> None:
    assert len(rows(world, "which-values-certainly-exceed", "printed", least=least)) == count


@pytest.mark.parametrize(("since", "count"), [("*", 18), ("2024-06-01", 5), ("2030-01-01", 0)])
def test_a_date_parts_what_happened_after_it(world: Store, since: str, count: int) -> None:
    assert len(rows(world, "what-happened-when", "thing", since=since)) == count


def test_targets_come_in_the_order_in_which_they_are_due(world: Store) -> None:
    due = [day for (day,) in rows(world, "which-targets-are-due-when", "due")]

    assert due == sorted(due)
    assert "2025-12-31" in due


@pytest.mark.parametrize(
    ("ends", "steps"),
    [
        (("南江实验室", "海洋高地"), {"serves", "contributesTo"}),
        (("安宁", "市科技局"), {"member", "organization"}),
        (("客机", "安宁"), set()),
    ],
    ids=["one step", "two steps", "too far"],
)
def test_the_shortest_path_is_found(world: Store, ends: tuple[str, str], steps: set[str]) -> None:
    answer = world.answer(queries.load("what-links-two-things"), {"from": ends[0], "to": ends[1]})

    assert {row[1].value.rsplit("#", 1)[-1].rsplit("/", 1)[-1] for row in answer.rows} == steps


def test_neighbours_come_with_all_parties_of_a_fact(world: Store) -> None:
    answer = world.answer(queries.load("what-surrounds-a-thing"), {"thing": "北川材料有限公司"})

    assert any("客机" in str(row[2]) or "ke-ji" in str(row[2]) for row in answer.rows)


def test_a_parameter_of_an_optional_part_is_never_silently_ignored(world: Store) -> None:
    some = {
        (query.name, name): len(world.answer(query, {name: "https://w3id.org/kechuang/id/nothing"}).rows)
        for query in map(queries.load, queries.names())
        for name, parameter in query.parameters.items()
        if parameter.type == "iri" and not parameter.required
    }

    assert {each: count for each, count in some.items() if count} == {}

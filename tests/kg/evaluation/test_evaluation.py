"""The evaluation counts what is right, lists what is not, and the bundled golds are read well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg import evaluation
from kg.errors import InputError

GOLDS = Path(__file__).parents[2] / "gold"
TEXT = "合肥市新闻\n\n2024年，合肥市新增高新技术企业35家。"


def gold(**changes: Any) -> dict[str, Any]:
    """Make the gold of `TEXT`, with some fields of its one indicator changed."""
    start = TEXT.index("35家")
    indicator = {
        "number_text": "35家",
        "start": start,
        "end": start + 3,
        "value": 35,
        "unit": "家",
        "comparator": "eq",
        "kind": "observed",
        "measure": "新增高新技术企业数",
        "subject": "合肥市",
        "time": "2024年",
    }
    return {"date": "2025-01-10", "indicators": [indicator | changes], "entities": [], "relations": []}


def write(folder: Path, content: object) -> Path:
    """Write `TEXT` with a gold into a folder."""
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "a.gold.json").write_text(json.dumps(content), "utf-8")
    return folder


def test_what_is_right_scores_one_in_every_field(tmp_path: Path) -> None:
    result = evaluation.evaluate(write(tmp_path, gold()))
    assert [(result.scores[name].precision, result.scores[name].recall) for name in evaluation.FIELDS[:11]] == [
        (1.0, 1.0)
    ] * 11


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": 36}, "values"),
        ({"unit": "个"}, "units"),
        ({"comparator": "gt"}, "comparators"),
        ({"kind": "target"}, "kinds"),
        ({"time": "2023年"}, "periods"),
        ({"subject": "安徽大学"}, "subjects"),
        ({"measure": "技术合同成交额"}, "measures"),
    ],
)
def test_what_is_wrong_costs_its_field_and_is_listed(changes: dict[str, Any], field: str, tmp_path: Path) -> None:
    result = evaluation.evaluate(write(tmp_path, gold(**changes)))
    assert result.scores[field].recall == 0
    assert field in [miss.field for miss in result.misses]
    assert result.scores["numbers"].recall == 1


def test_a_number_that_the_gold_lacks_is_spurious(tmp_path: Path) -> None:
    result = evaluation.evaluate(write(tmp_path, {"indicators": []}))
    assert [(miss.field, miss.text) for miss in result.misses if miss.field == "spurious"] == [("spurious", "35家")]
    assert result.scores["numbers"].precision == 0


def test_what_the_gold_calls_lenient_counts_neither_way(tmp_path: Path) -> None:
    result = evaluation.evaluate(write(tmp_path, gold(lenient=True, value=1)))
    assert (result.scores["numbers"].gold, result.scores["numbers"].found) == (0, 0)


@pytest.mark.parametrize(
    ("content", "message"),
    [([], "not a gold file"), ({"indicators": [{"start": 1}]}, "not a gold file"), ({}, "not a gold file")],
)
def test_a_file_that_is_no_gold_is_refused(content: object, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        evaluation.evaluate(write(tmp_path, content))


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.gold\.json"):
        evaluation.evaluate(tmp_path)


@pytest.mark.parametrize(
    ("field", "least"),
    [
        ("value, unit and comparator", 1.0),
        ("numbers", 1.0),
        ("kind and period", 0.97),
        ("subject and measure", 0.95),
    ],
)
def test_the_bundled_golds_are_read_well(field: str, least: float) -> None:
    score = evaluation.evaluate(GOLDS).scores[field]
    assert score.recall >= least
    assert score.precision >= least


def test_no_number_of_the_bundled_golds_is_unexplained() -> None:
    assert evaluation.evaluate(GOLDS).unexplained == 0

"""The commands that read articles: extract, coverage, evaluate, rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

TEXT = "合肥市新闻\n\n2024年，合肥市新增高新技术企业35家，总投入10亿元，其中财政投入12亿元。代码77。"
KEYS = {
    "indicators": {
        *("start", "end", "text", "value", "lower", "upper", "unit", "unit_text", "comparator", "measure", "subject"),
        *("kind", "period", "speaker", "rule", "sentence"),
    },
    "entities": {"id", "type", "label", "aliases", "mentions"},
    "unexplained": {"start", "end", "text", "reason"},
}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    """Run the command line."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def report(*arguments: str | Path) -> Any:
    """Run the command line and parse what it prints."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_extract_prints_the_shape_that_is_documented(article: Path) -> None:
    found = report("extract", article, "--json")
    assert set(found) == {"document", "sentences", "entities", "indicators", "relations", "unexplained"}
    for part, keys in KEYS.items():
        assert found[part]
        assert all(keys <= set(item) for item in found[part])


def test_every_offset_that_extract_prints_points_at_its_text(article: Path) -> None:
    found = report("extract", article, "--json")
    mentions = [mention for entity in found["entities"] for mention in entity["mentions"]]
    placed = [*found["sentences"], *found["indicators"], *found["unexplained"], *mentions]
    assert [item["text"] for item in placed] == [TEXT[item["start"] : item["end"]] for item in placed]


def test_extract_takes_day_and_home_from_its_options(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_text("去年，全市新增高新技术企业35家。", "utf-8")
    (item,) = report("extract", path, "--json", "--issued", "2024-03-01", "--home", "合肥市")["indicators"]
    assert (item["subject"]["label"], item["period"]["label"], item["period"]["basis"]) == (
        "合肥市",
        "2023",
        "relative",
    )


def test_extract_prints_lines_without_json(article: Path) -> None:
    assert "合肥市 · 新增高新技术企业数量 = 35家" in run("extract", article).stdout


def test_coverage_lists_what_is_open_and_what_contradicts(article: Path) -> None:
    printed = run("coverage", article).stdout
    assert "【77】" in printed
    assert "parts-do-not-add-up" in printed


def test_coverage_gates_a_build(article: Path) -> None:
    assert run("coverage", article, "--max-unexplained", "1").exit_code == 0
    refused = run("coverage", article, "--max-unexplained", "0")
    assert refused.exit_code == 1
    assert "1 numbers are unexplained, 0 allowed" in refused.stderr


def test_coverage_as_json_accounts_for_every_number(article: Path) -> None:
    found = report("coverage", article, "--format", "json")
    numbers = [entry["text"] for entry in found["accounted"] if entry["what"] == "number"]
    assert numbers == ["2024", "35", "10", "亿", "12", "亿", "77"]


def test_coverage_as_html_escapes_the_article(tmp_path: Path) -> None:
    path = tmp_path / "c.txt"
    path.write_text("<script>alert(1)</script>新增企业35家。", "utf-8")
    page = run("coverage", path, "--format", "html").stdout
    assert "<script" not in page
    assert "&lt;" in page


def test_evaluate_prints_a_table_and_the_misses(article: Path) -> None:
    article.with_name("a.gold.json").write_text('{"indicators": []}', "utf-8")
    printed = run("evaluate", article.parent).stdout
    assert "subject and measure" in printed
    assert "a:24 spurious: 35家" in printed
    assert report("evaluate", article.parent, "--json")["scores"]["numbers"]["found"] == 3


def test_rules_are_listed_with_how_often_they_fired(article: Path) -> None:
    rows = {row["rule"]: row for row in report("rules", article.parent, "--json")}
    assert rows["ind.number-last/1"]["fired"] >= 1
    assert rows["name.title/1"]["fired"] == 0
    assert all(row["reads"] for row in rows.values())


@pytest.mark.parametrize("command", ["extract", "coverage"])
def test_a_missing_article_is_one_line_on_stderr(command: str, tmp_path: Path) -> None:
    result = run(command, tmp_path / "none.txt")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "no such file" in result.stderr

"""Measures are noun phrases and kinds are told by their words, on sentences of the genre made for it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg import extraction, reporting
from kg.extraction.indicators import counting
from kg.model import Article, Metadata


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of phrases that stands beside this file."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def indicators(text: str, issued: date) -> list[dict[str, Any]]:
    """Report the indicators of a text whose home is Hefei."""
    metadata = Metadata(issued=issued, issued_basis="explicit", home="合肥市")
    found: list[dict[str, Any]] = reporting.report(extraction.read(Article(text, "0" * 64, metadata)))["indicators"]
    return found


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"]) for row in rows("measure_phrases.tsv")])
def test_what_is_measured_is_named_by_its_noun(row: dict[str, str]) -> None:
    found = [item["measure"].replace("数量", "") for item in indicators(row["text"], date(2025, 3, 1))]
    missing = [wanted for wanted in row["measures"].split("、") if not any(wanted in measure for measure in found)]
    assert missing == []


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"]) for row in rows("kind_phrases.tsv")])
def test_aims_and_forecasts_are_told_from_what_is_there(row: dict[str, str]) -> None:
    found = [item["kind"][0] for item in indicators(row["text"], date(2024, 6, 1))]
    assert "".join(found) == row["kinds"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("首批300余名科研人员入驻。", "入驻科研人员"),
        ("23个项目获国家科学技术奖。", "获国家科学技术奖的项目"),
        ("12个项目获国家科学技术奖，其中1项获技术发明奖一等奖。", "获技术发明奖一等奖的项目"),
        ("园区12万平方米标准厂房竣工。", "标准厂房面积"),
        ("累计为5600家企业提供融资担保320亿元。", "提供融资担保"),
        ("已有8家企业营收超百亿元。", "营收超百亿元的企业"),
        ("产值占比达到49.2%、较上年提高10.1个百分点。", "占比提高"),
        ("设立10亿元天使投资基金。", "天使投资基金规模"),
        ("项目建成后，可容纳4个院士团队入驻。", "可容纳院士团队"),
        ("新签约10亿元以上项目28个。", "10亿元以上项目"),
    ],
)
def test_no_verb_is_left_inside_a_measure(text: str, measure: str) -> None:
    found = [item["measure"].replace("数量", "") for item in indicators(text, date(2025, 3, 1))]
    assert any(measure in one for one in found)


@pytest.mark.parametrize(
    ("text", "year", "basis"),
    [
        ("去年全市新增企业35家。\n\n目前，12个项目入选示范；市场主体达6.3万户。", "2024", "relative"),
        ("到2027年，全市力争建成平台10家。\n——加快创新。争取引进企业3家。", "2027", "carried"),
        ("2022年1月，科学城启动；同年9月动工。科学城占地44.3平方公里。", "2024", "none"),
        ("2023年，全市拥有上市公司14家。\n6月6日，一家公司上市。\n全市还有过会企业5家。", "2024", "none"),
    ],
    ids=["now-over-semicolons", "points-under-an-aim", "a-month-of-an-event", "a-later-day"],
)
def test_a_number_takes_the_time_that_its_paragraph_speaks_of(text: str, year: str, basis: str) -> None:
    period = indicators(text, date(2024, 7, 1))[-1]["period"]
    assert (period["start"][:4], period["basis"]) == (year, basis)


@pytest.mark.parametrize("text", ["开发区带动", "开发区支撑的发展格局", "开发区建设取得实质性进展"])
def test_what_things_do_for_a_whole_does_not_name_them(text: str) -> None:
    counted = counting.read(text)
    assert (counted.noun.removesuffix("建设"), counted.deed) == ("开发区", "")

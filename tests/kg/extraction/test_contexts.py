"""What a number takes from around it: the region, the speaker, the year of the title."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg import extraction, reporting
from kg.model import Article, Metadata

ISSUED = Metadata(issued=date(2025, 1, 20), issued_basis="explicit")


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Report number, subject, kind and year of all that a text without a given home says."""
    found: list[dict[str, Any]] = reporting.report(extraction.read(Article(text, "0" * 64, ISSUED)))["indicators"]
    return [
        (item["text"], item["subject"]["label"], item["kind"], (item["period"]["start"] or "")[:4]) for item in found
    ]


TITLE = "江苏省2024年科技创新工作综述\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全省研发经费投入强度达3.36%。", ("3.36%", "江苏省", "observed", "2024")),
        ("省科技厅有关负责人介绍，今年将新建省重点实验室20家。", ("20家", "江苏省", "target", "2025")),
        ("全省每万人拥有5G基站数达35个。", ("35个", "江苏省", "observed", "2024")),
        ("全省科创板上市企业114家。", ("114家", "江苏省", "observed", "2024")),
    ],
    ids=["year of the title", "a speaker is no subject", "a denominator is none", "nor a stock board"],
)
def test_a_number_takes_region_and_year_from_the_text(text: str, expected: tuple[str, str, str, str]) -> None:
    assert told(TITLE + text) == [expected]


def test_a_multiple_holds_now_not_in_the_year_it_is_compared_with() -> None:
    assert [row[3] for row in told(TITLE + "全省科技型中小企业超过10.6万家，是2020年的2.8倍。")] == ["2024", "2024"]


def test_a_dateline_is_not_the_region_spoken_of() -> None:
    text = "新华社北京3月1日电 我国高新技术企业数量达50万家。\n\n研发人员总量居世界首位。"
    assert {row[1] for row in told(text)}.isdisjoint({"北京", "北京市"})


def test_the_park_is_the_one_the_title_names() -> None:
    text = "成都高新区建设世界领先科技园区\n\n目前，园区已聚集各类人才83.9万人，其中“两院”院士16名。"
    assert {row[1] for row in told(text)} == {"成都高新区"}

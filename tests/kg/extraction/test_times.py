"""Times become calendar intervals; relative ones count from the reference date."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from kg.extraction import annotating, times
from kg.model import Article, Metadata, Period
from kg.reading import view


def periods(text: str, issued: date | None = date(2024, 3, 19)) -> list[Period]:
    """Read the periods of a text that was published on a day."""
    article = Article(text, "0" * 64, Metadata(issued=issued, issued_basis="explicit" if issued else "none"))
    annotated = annotating.annotate(view.of(article))
    return [a.item for known in annotated.found.values() for a in known if a.type == "Time"]


@pytest.mark.parametrize(
    ("text", "label", "basis"),
    [
        ("2023年，全市实现增长。", "2023", "explicit"),
        ("去年，全市实现增长。", "2023", "relative"),
        ("今年前11个月，增长5%。", "2024-01-to-2024-11", "relative"),
        ("2025年上半年，增长5%。", "2025-H1", "explicit"),
        ("今年前三季度，增长5%。", "2024-01-to-2024-09", "relative"),
        ("2024年一季度，增长5%。", "2024-Q1", "explicit"),
        ("1—7月，增长5%。", "2023-01-to-2023-07", "relative"),
        ("2025年1—7月，增长5%。", "2025-01-to-2025-07", "explicit"),
        ("截至2025年6月底，共有5家。", "2025-06", "explicit"),
        ("2021—2025年，增长5%。", "2021-2025", "explicit"),
        ("“十四五”期间，增长5%。", "2021-2025", "explicit"),
        ("到“十五五”末，达到5家。", "2030", "explicit"),
        ("到2024年底，达到5家。", "2024", "explicit"),
        ("近五年，增长5%。", "2019-2023", "relative"),
        ("五年来，增长5%。", "2019-2023", "relative"),
        ("到本世纪中叶，建成强国。", "2050", "relative"),
        ("二〇二五年，建成5家。", "2025", "explicit"),
        ("1月22日，会议召开。", "2024-01-22", "relative"),
        ("2024年2月29日，会议召开。", "2024-02-29", "explicit"),
        ("较上年提高5%。", "2023", "relative"),
        ("全年新增35家。", "2023", "relative"),
        ("截至年末，共有5家。", "2023", "relative"),
        ("力争到年底达到5家。", "2024", "relative"),
    ],
)
def test_a_time_is_an_interval(text: str, label: str, basis: str) -> None:
    period = periods(text)[0]
    assert (period.label, period.basis.value) == (label, basis)


@pytest.mark.parametrize("text", ["去年，增长5%。", "今年上半年，增长5%。", "近五年，增长5%。", "1月22日，会议召开。"])
def test_without_a_reference_date_a_relative_time_keeps_its_words_and_no_dates(text: str) -> None:
    period = periods(text, issued=None)[0]
    assert (period.start, period.end) == (None, None)
    assert text.startswith(period.label)


@pytest.mark.parametrize("issued", [date(2023, 2, 28), date(2023, 9, 1), None], ids=["soon", "late", "unknown"])
def test_a_bulletin_tells_of_its_own_year_whenever_it_came_out(issued: date | None) -> None:
    found = periods("2022年国民经济和社会发展统计公报\n\n全年新增35家。截至年末，共有50家。", issued)
    assert [period.label for period in found] == ["2022", "2022", "2022"]


@pytest.mark.parametrize("text", ["2025年2月30日，会议召开。", "13月，会议召开。"])
def test_a_day_that_does_not_exist_gets_no_dates(text: str) -> None:
    assert all(period.start is None for period in periods(text) if "日" in period.label or "月" in period.label)


@pytest.mark.parametrize(
    ("text", "year", "basis"),
    [
        ("2026年四川省政府工作报告\n2026年2月3日在会议上\n一是推进。", 2026, "explicit"),
        ("2018年某区政府工作报告\n一是推进。", 2018, "inferred"),
        ("科创新闻\n\n去年，全市推进。2023年，新增35家。到2024年底，达到50家。", 2024, "inferred"),
        ("科创新闻\n\n2021年新增35家，2022年新增40家。", 2022, "inferred"),
        ("科创新闻\n\n全市新增35家。", None, "none"),
    ],
    ids=["printed day", "title", "last year spoken of", "latest year", "none"],
)
def test_the_reference_date_is_inferred_and_marked(text: str, year: int | None, basis: str) -> None:
    reference = annotating.annotate(view.of(Article(text, "0" * 64))).reference
    assert (reference.year, reference.basis) == (year, basis)


@pytest.mark.parametrize(
    ("label", "words"), [("2023", "2023年"), ("2021-2025", "2021—2025年"), ("2025-06", "2025年6月")]
)
def test_a_period_can_be_read_aloud(label: str, words: str) -> None:
    interval = {"2023": times.year(2023), "2021-2025": (date(2021, 1, 1), date(2025, 12, 31))}
    start, end = interval.get(label) or times.months(2025, 6, 6)
    assert (times.label(start, end), times.words(Period(label, start, end))) == (label, words)


def _phrases() -> list[dict[str, str]]:
    text = (Path(__file__).parent / "time_phrases.tsv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"]) for row in _phrases()])
def test_a_phrase_of_the_genre_has_its_interval(row: dict[str, str]) -> None:
    found = periods(f"{row['text']}，新增企业多。", date(2024, 6, 1))
    assert (str(found[0].start), str(found[0].end)) == (row["start"], row["end"])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2022年1月动工；同年9月竣工。", "2022-09"),
        ("2020年立项，次年投产。", "2021"),
    ],
)
def test_the_same_and_the_next_year_count_from_the_year_told_before(text: str, label: str) -> None:
    assert periods(text)[-1].label == label

"""Every number, name and sentence ends somewhere; contradictions are told, not mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg import extraction
from kg.errors import QuoteError
from kg.extraction import coverage, pipeline
from kg.model import Account, Article, Coverage, Metadata, Span
from kg.reading import view

HOME = Metadata(home="合肥市")


def account(text: str) -> Coverage:
    """Account for a text whose home is Hefei."""
    return extraction.read(Article(text, "0" * 64, HOME)).coverage


@pytest.mark.parametrize(
    ("text", "number", "ended"),
    [
        ("新增高新技术企业35家。", "35", Account.FACT),
        ("2023年，全市推进创新。", "2023", Account.TIME),
        ("构建“416”科技创新战略布局。", "416", Account.NAME),
        ("入选第五批名录。", "五", Account.ORDINAL),
        ("布局一批前沿方向。", "一", Account.BENIGN),
        ("唯一的供应商。", "一", Account.BENIGN),
        ("一是推动原创。", "一", Account.BENIGN),
        ("研发投入超50亿元的公司有32家。", "50", Account.BENIGN),
        ("代码为77。", "77", Account.UNEXPLAINED),
    ],
)
def test_a_number_ends_as_one_account(text: str, number: str, ended: Account) -> None:
    found = [entry for entry in account(text).accounted if entry.what == "number" and entry.text.startswith(number)]
    assert [entry.account for entry in found] == [ended]
    assert found[0].reason


def test_every_digit_run_of_a_text_is_accounted_for_once() -> None:
    text = "2024年，合肥市（C919配套）新增企业35家、第3批项目12个，占比达18.5%，代码77。"
    spans = [entry.span for entry in account(text).accounted if entry.what == "number"]
    assert [span.of(text) for span in spans] == ["2024", "919", "35", "3", "12", "18.5", "77"]


def test_sentences_are_used_boilerplate_or_not_modelled() -> None:
    found = account("合肥新闻\n\n新增高新技术企业35家。春风拂面，景色宜人。")
    assert [use for _, use in found.sentences] == ["boilerplate", "used", "not modelled"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("总投入39.8亿元，其中财政投入50亿元。", "parts-do-not-add-up"),
        ("总投入10亿元，其中财政投入6亿元、社会投入7亿元。", "parts-do-not-add-up"),
        ("布局甲方向、乙方向、丙方向5大方向建设。", "count-and-list-disagree"),
    ],
)
def test_what_an_article_says_against_itself_is_told(text: str, kind: str) -> None:
    assert kind in [doubt.kind for doubt in account(text).doubts]


@pytest.mark.parametrize(
    "text",
    [
        "总投入39.8亿元，其中财政投入6.36亿元，带动社会投入33.44亿元。",
        "布局甲方向、乙方向、丙方向3大方向建设。",
        "布局甲方向、乙方向等8个方向建设。",
    ],
)
def test_what_agrees_is_not_doubted(text: str) -> None:
    assert account(text).doubts == ()


def test_a_quote_that_differs_from_the_source_stops_the_build() -> None:
    seen = view.of(Article("新增高新技术企业35家。", "0" * 64, HOME))
    understood = pipeline.understand(seen)
    (claim,) = [claim for claim in pipeline.extract(seen).claims if claim.value]
    wrong = replace(claim, spans=(Span(0, 99),))
    with pytest.raises(QuoteError, match="outside the text"):
        coverage.account(seen, understood.annotated, understood.named, [wrong])

"""What numbers measure: measure, subject, kind, period, parts and changes, on sentences made for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg import extraction, reporting
from kg.extraction import rules
from kg.extraction.rules import Example, Rule
from kg.model import Article, Metadata

RULES = rules.packaged("indicators.toml")
HOME = Metadata(issued=date(2025, 3, 1), issued_basis="explicit", home="合肥市")
EXAMPLES = [pytest.param(rule, ex, id=f"{rule.id}-{n}") for rule in RULES for n, ex in enumerate(rule.examples)]
REFUSALS = [pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in RULES for n, text in enumerate(rule.refusals)]


def indicators(text: str) -> list[dict[str, Any]]:
    """Report the indicators of a text whose home is Hefei."""
    found: list[dict[str, Any]] = reporting.report(extraction.read(Article(text, "0" * 64, HOME)))["indicators"]
    return found


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_reads_its_examples(rule: Rule, example: Example) -> None:
    assert rule.name in [item["rule"] for item in indicators(example.text)]


@pytest.mark.parametrize(("rule", "text"), REFUSALS)
def test_a_rule_leaves_its_refusals_alone(rule: Rule, text: str) -> None:
    assert rule.name not in [item["rule"] for item in indicators(text)]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("新增高新技术企业3200家、专精特新企业1565家。", ["新增高新技术企业数量", "新增专精特新企业数量"]),
        ("拥有17所职业院校、18万职教学生。", ["职业院校", "职教学生"]),
        ("技术合同成交额突破3000亿元、增长15.1%。", ["技术合同成交额", "技术合同成交额增长"]),
        ("研发投入强度2.61%、居西部第1。", ["研发投入强度", "研发投入强度西部排名"]),
        ("技术合同成交额从1795亿元增加到5260亿元。", ["技术合同成交额", "技术合同成交额"]),
        ("获得科技进步奖42项，占全省获奖总数的49.4%。", ["获得科技进步奖", "获得科技进步奖占全省获奖总数比重"]),
        ("投入12亿元实施揭榜挂帅。", ["投入"]),
        ("高新技术企业达10500户，净增2100户。", ["高新技术企业数量", "净增高新技术企业数量"]),
    ],
)
def test_measures_are_the_phrases_that_are_printed(text: str, measures: list[str]) -> None:
    found = [item["measure"] for item in indicators(text)]
    assert len(found) == len(measures)
    assert all(wanted.removesuffix("数量") in measure for wanted, measure in zip(measures, found, strict=True))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "高新技术企业和科技型中小企业分别达到7565家、58524家，分别增长19.2%、36.1%。",
            [
                ("7565家", "高新技术企业"),
                ("58524家", "科技型中小企业"),
                ("19.2%", "高新技术企业"),
                ("36.1%", "科技型中小企业"),
            ],
        ),
        (
            "六大优势产业、高技术制造业、绿色低碳产业增加值分别增长6.8%、12.3%、7.8%。",
            [("6.8%", "增加值增长"), ("12.3%", "增加值增长"), ("7.8%", "增加值增长")],
        ),
    ],
)
def test_each_thing_of_a_respectively_list_gets_its_own_number(text: str, pairs: list[tuple[str, str]]) -> None:
    found = [(item["text"], item["measure"]) for item in indicators(text)]
    assert [number for number, _ in found] == [number for number, _ in pairs]
    assert all(wanted in measure for (_, wanted), (_, measure) in zip(pairs, found, strict=True))


def test_a_comparing_word_holds_for_a_whole_respectively_list() -> None:
    found = indicators("确保到2026年底，高新技术企业和科技型中小企业分别超过8500家和6万家。")
    assert [(item["comparator"], item["kind"], item["period"]["label"]) for item in found] == [
        ("gt", "target", "2026"),
        ("gt", "target", "2026"),
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("新增高新技术企业3200家。", "合肥市"),
        ("我国已累计培育专精特新中小企业超过14万家。", "我国"),
        ("信息技术产业实现收入2798.2亿元。", "信息技术产业"),
        ("肥西县高新技术企业数量增长23.3%。", "肥西县"),
        ("安徽高等研究院实施项目899个。", "安徽高等研究院"),
        ("晶合集成电路有限公司去年研发投入27亿元。", "晶合集成电路有限公司"),
    ],
    ids=["home", "nation", "sector", "district", "institute", "company"],
)
def test_a_number_is_about_whom_the_text_says(text: str, subject: str) -> None:
    assert indicators(text)[0]["subject"]["label"] == subject


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("新增高新技术企业3200家。", "observed"),
        ("力争新增高新技术企业3200家。", "target"),
        ("计划新培育100家企业。", "target"),
        ("将建成5个平台。", "target"),
        ("预计产值将超过5000亿元。", "forecast"),
        ("公司将销售收入的15%投入研发。", "observed"),
        ("优化人才计划，遴选支持领军人才197名。", "observed"),
    ],
)
def test_what_is_aimed_at_or_forecast_is_kept_from_what_is(text: str, kind: str) -> None:
    assert indicators(text)[0]["kind"] == kind


@pytest.mark.parametrize(
    ("text", "label", "basis"),
    [
        ("2023年，新增企业35家。", "2023", "explicit"),
        ("去年，新增企业35家。", "2024", "relative"),
        ("去年，全市推进创新。新增企业35家。", "2024", "carried"),
        ("新增企业35家。", "", "none"),
        ("收入由2012年的33.8亿元增加到2021年的92.6亿元。", "2012", "explicit"),
    ],
)
def test_a_period_tells_its_basis(text: str, label: str, basis: str) -> None:
    period = indicators(text)[0]["period"]
    assert (period["label"], period["basis"]) == (label, basis)


def test_parts_point_to_their_whole_and_changes_to_their_start() -> None:
    whole, part = indicators("总投入39.8亿元，其中财政投入6.36亿元。")
    assert part["component_of"] == {"start": whole["start"], "end": whole["end"]}
    before, now = indicators("企业数由80户增加到810户。")
    assert now["baseline"] == {"start": before["start"], "end": before["end"]}


def test_a_number_without_a_subject_makes_no_claim() -> None:
    read = extraction.read(Article("增长了三倍多。", "0" * 64))
    assert [claim for claim in read.claims if claim.value] == []
    assert [entry.text for entry in read.coverage.unexplained] == ["三"]


def test_a_threshold_inside_what_is_counted_is_no_value() -> None:
    assert [item["text"] for item in indicators("研发投入超50亿元的公司有32家。")] == ["32家"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("，", ",").replace("：", ":"),
        lambda text: text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％")),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
    ],
    ids=["half-width marks", "full-width digits", "carriage returns", "byte-order mark"],
)
def test_the_same_facts_are_read_from_other_spellings(change: Any) -> None:
    text = "合肥新闻\n\n2024年，合肥市新增高新技术企业3200家，技术合同成交额突破3000亿元，增长15.1%。"
    told = [(item["value"], item["unit"], item["measure"], item["subject"]["label"]) for item in indicators(text)]
    assert [
        (item["value"], item["unit"], item["measure"], item["subject"]["label"]) for item in indicators(change(text))
    ] == told
    assert len(told) == 3


def _said(text: str, *, issued: date = date(2023, 2, 28)) -> list[tuple[str, str, str]]:
    article = Article(text, "0" * 64, Metadata(issued=issued, issued_basis="explicit"))
    found = reporting.report(extraction.read(article))["indicators"]
    return [(item["text"], item["subject"]["label"], item["measure"]) for item in found]


def test_a_national_bulletin_is_about_the_nation_not_about_the_body_that_issued_it() -> None:
    found = _said("国家统计局发布2022年统计公报\n\n全年研发经费支出30870亿元。国家重点实验室533个。")
    assert [subject for _, subject, _ in found] == ["全国", "全国"]


def test_a_place_before_a_number_takes_over_what_was_counted_in_that_unit() -> None:
    found = _said("重庆市新开工项目60个，总投资900亿元；沙坪坝区16个，总投资172亿元。")
    assert found[2][1] == "沙坪坝区"
    assert "项目" in found[2][2]


def test_a_sum_without_a_unit_is_money_where_the_measure_is() -> None:
    article = Article("2021年，合肥市GDP达1.14万亿。", "0" * 64, HOME)
    assert [item["unit"] for item in reporting.report(extraction.read(article))["indicators"]] == ["CNY"]


def test_what_a_paragraph_tells_after_a_time_to_come_is_aimed_at() -> None:
    found = indicators("到2027年，力争研发强度达到3.4%。实现发明专利拥有量达到160件。\n——平台建设提速。建成实验室6家。")
    assert [item["kind"] for item in found] == ["target", "target", "target"]


def test_a_respectively_list_of_places_gives_each_its_number_of_the_noun_behind() -> None:
    found = _said("上海市、北京市分别拥有65家和56家科创板上市公司。")
    assert [subject for _, subject, _ in found] == ["上海市", "北京市"]
    assert all("上市公司" in measure for _, _, measure in found)

"""Whom numbers are about: the head of the clause, earlier clauses, the speaker, the paragraph, the text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg import extraction, reporting
from kg.errors import RuleError
from kg.extraction.indicators import generic, vocabulary
from kg.model import Article, Metadata


def read(text: str, *, home: str = "") -> dict[str, Any]:
    """Report an article published on a day of 2024."""
    metadata = Metadata(issued=date(2024, 3, 1), issued_basis="explicit", home=home)
    return reporting.report(extraction.read(Article(text, "0" * 64, metadata)))


def subjects(text: str, *, home: str = "") -> list[str]:
    """List whom the numbers of a text are about, in text order."""
    return [item["subject"]["label"] for item in read(text, home=home)["indicators"]]


CLAUSES = [
    ("兴隆新材料项目主要生产涂层。项目投产后，预计年产值10亿元。", ["兴隆新材料项目"]),
    ("位于合肥市的量子信息实验室已建成，拥有科研人员300人。", ["量子信息实验室"]),
    ("恒星电池项目，总投资50亿元；远山数据中心项目，占地120亩。", ["恒星电池项目", "远山数据中心"]),
    ("“三廊一环”以不足6%的土地，贡献了全市三成的产值。", ["“三廊一环”", "“三廊一环”"]),
    ("芜湖市创新能力居全国第30位，比上年提升3位。", ["芜湖市", "芜湖市"]),
    ("在全国所有城市中，芜湖市科创板上市公司居第9位。", ["芜湖市"]),
    ("全省12所高校参加了评比，其中安徽大学获奖5项。", ["安徽省", "安徽大学"]),
]


@pytest.mark.parametrize(("text", "wanted"), CLAUSES, ids=[text[:8] for text, _ in CLAUSES])
def test_a_number_is_about_what_its_clauses_open_with(text: str, wanted: list[str]) -> None:
    assert subjects(text, home="安徽省") == wanted


def test_a_thing_described_by_its_size_is_what_the_size_is_of() -> None:
    assert subjects("昨日，总投资30亿元的云岭创新药基地项目开工。") == ["云岭创新药基地项目"]


def test_a_source_of_figures_is_no_subject() -> None:
    text = "合肥市创新提速\n国家统计局发布的报告显示，合肥市技术合同成交额突破900亿元。"
    assert subjects(text) == ["合肥市"]


def test_who_speaks_of_us_speaks_of_the_firm() -> None:
    text = "“我们的订单增长了35%。”华晨机器人有限公司总经理李明说，目前企业年产能1万台。"
    assert subjects(text, home="芜湖市") == ["华晨机器人有限公司", "华晨机器人有限公司"]


def test_a_firm_goes_on_over_sentences_without_a_subject_and_ends_where_the_region_is_measured() -> None:
    text = "合肥市科技创新\n华晨机器人有限公司落户三年。去年营收3亿元。全社会研发投入强度达3.9%。"
    assert subjects(text) == ["华晨机器人有限公司", "合肥市"]


def test_the_title_tells_what_the_text_is_about() -> None:
    text = "非凡十年看芜湖！\n近年来，创新活力迸发。高新技术企业达3000家，技术合同成交额500亿元。芜湖还将再接再厉。"
    assert subjects(text) == ["芜湖市", "芜湖市"]


def test_our_province_is_the_one_that_the_named_cities_lie_in() -> None:
    text = "福州市、厦门市、泉州市加快创新。去年，我省新增高新技术企业1400家。"
    assert subjects(text) == ["福建省"]


def test_our_city_is_the_publishers_and_not_a_county_it_names() -> None:
    text = "苏州日报讯 截至9月底，全市高新技术企业11165家。昆山市新增人才165人。"
    assert subjects(text) == ["苏州市", "昆山市"]


def test_a_region_of_unknown_name_stays_what_the_text_calls_it() -> None:
    assert subjects("我县实施创新驱动战略。全县授权发明专利129件；规上工业实现新产品产值414亿元。")[0] in (
        "我县",
        "全县",
    )


def test_people_at_an_event_are_counted_for_the_event() -> None:
    found = read("3月1日，首届江淮创新大会在合肥举行，2000名代表参会。", home="合肥")["indicators"][0]
    assert found["subject"]["id"].startswith("event/")
    assert found["period"]["start"] == "2024-03-01"


@pytest.mark.parametrize(
    "text",
    [
        "近十年获国家科学技术奖71项，主导制定国际标准66项。",
        "在科技部公布的名单中列第三位，新增企业5家。",
        "当时很多人不理解，投入了3亿元。",
    ],
    ids=["a time", "a place in a list", "anybody"],
)
def test_what_is_no_noun_phrase_is_no_subject(text: str) -> None:
    assert set(subjects(text, home="无锡市")) <= {"无锡市"}


def test_a_home_has_one_identity_whatever_it_is_called() -> None:
    report = read("去年，重庆新增企业35家。全市研发投入700亿元。", home="重庆")
    assert {item["subject"]["id"] for item in report["indicators"]} == {"place/重庆市"}
    assert "place/重庆市" in {entity["id"] for entity in report["entities"]}


@pytest.mark.parametrize(
    ("label", "apart"),
    [
        ("兴威新材料项目", True),
        ("“京沪干线”", True),
        ("重大产业项目", False),
        ("科创平台", False),
        ("新增重点工程", False),
    ],
)
def test_a_name_has_a_word_that_tells_it_from_others(label: str, apart: bool) -> None:
    assert generic.is_apart(label) is apart


def test_an_unknown_list_is_refused_by_name() -> None:
    with pytest.raises(RuleError, match="no list or pattern is called nothing"):
        vocabulary.source("nothing")


def test_a_region_that_only_a_title_hints_at_does_not_stop_the_reading() -> None:
    assert subjects("宁波海曙新材料产业跑出加速度\n\n新材料产业增加值2.15亿元，居全市第一。")

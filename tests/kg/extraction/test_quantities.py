"""Quantities say exactly what is printed: value, bounds, unit, comparator."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from kg import reporting
from kg.extraction import annotating, quantities
from kg.model import Quantity


def read(text: str) -> list[Quantity]:
    """Read the quantities of a sentence."""
    return [a.item for a in annotating.annotate_text(text) if a.type in quantities.TYPES]


@pytest.mark.parametrize(
    ("text", "printed", "value", "comparator", "unit"),
    [
        ("高新技术企业7565家", "7565家", 7565, "eq", "家"),
        ("总投入39.8亿元", "39.8亿元", 3980000000, "eq", "CNY"),
        ("超过8500家", "8500家", 8500, "gt", "家"),
        ("不低于3%", "3%", 3, "ge", "percent"),
        ("700亿斤以上", "700亿斤以上", 70000000000, "ge", "斤"),
        ("不足3小时", "3小时", 3, "lt", "小时"),
        ("不超过50个", "50个", 50, "le", "个"),
        ("控制在3%以内", "3%以内", 3, "le", "percent"),
        ("约10%", "10%", 10, "approx", "percent"),
        ("3000亿元左右", "3000亿元左右", 300000000000, "approx", "CNY"),
        ("20余名专家", "20余名", 20, "about_more", "名"),
        ("350多项专利", "350多项", 350, "about_more", "项"),
        ("近600家", "600家", 600, "about_less", "家"),
        ("两万多个课题", "两万多个", 20000, "about_more", "个"),
        ("超六成", "六成", 60, "gt", "percent"),
        ("一半在张江", "一半", 50, "eq", "percent"),
        ("占百分之七十", "百分之七十", 70, "eq", "percent"),
        ("全国1/8的企业", "1/8", 0.125, "eq", "ratio"),
        ("三分之一以上", "三分之一以上", 0.333333, "ge", "ratio"),
        ("提高2.4个百分点", "2.4个百分点", 2.4, "eq", "percentage_point"),
        ("增长8.4倍", "8.4倍", 8.4, "eq", "times"),
        ("数量翻番。", "翻番", 2, "eq", "times"),
        ("收入翻了两番", "翻了两番", 4, "eq", "times"),
        ("发病率为3.2‰", "3.2‰", 3.2, "eq", "permille"),
        ("40—50分钟", "40—50分钟", [40, 50], "range", "分钟"),
        ("3至5家", "3至5家", [3, 5], "range", "家"),
        ("3—5万家", "3—5万家", [30000, 50000], "range", "家"),
        ("数十亿元", "数十亿元", [2000000000, 10000000000], "approx", "CNY"),
        ("首次超千亿元", "千亿元", 100000000000, "gt", "CNY"),
        ("上百个场景", "百个", 100, "ge", "个"),
        ("下降3.2%", "3.2%", -3.2, "eq", "percent"),
        ("减少12家", "12家", -12, "eq", "家"),
        ("居全国第8位", "第8位", 8, "eq", "rank"),
        ("进入全国前50名", "前50名", 50, "le", "rank"),
        ("居全国第七和第五。", "第七", 7, "eq", "rank"),
        ("18MW级机组", "18MW级", 18, "eq", "MW"),
        ("1500亿级集群", "1500亿级", 150000000000, "approx", "none"),
        ("12184家（次）企业", "12184家（次）", 12184, "eq", "家次"),
        ("18万职教学生", "18万", 180000, "eq", "none"),
        ("装机1.3亿千瓦", "1.3亿千瓦", 130000000, "eq", "千瓦"),
        ("人均1万美元", "1万美元", 10000, "eq", "USD"),
        ("1,234.5万元", "1,234.5万元", 12345000, "eq", "CNY"),
    ],
)
def test_a_phrase_is_read_as_it_is_printed(
    text: str, printed: str, value: float | list[float], comparator: str, unit: str
) -> None:
    quantity = read(text)[0]
    assert quantity.text == printed
    assert reporting.value(quantity) == pytest.approx(value)
    assert reporting.comparator(quantity) == comparator
    assert unit in (reporting.unit(quantity), "none")


def _phrases() -> list[dict[str, str]]:
    text = (Path(__file__).parent / "quantity_phrases.tsv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"]) for row in _phrases()])
def test_a_phrase_of_the_genre_has_its_value_comparator_and_unit(row: dict[str, str]) -> None:
    found = [
        (reporting.value(quantity), reporting.comparator(quantity), reporting.unit(quantity))
        for quantity in read(row["text"])
    ]
    wanted = pytest.approx(json.loads(row["value"]), rel=1e-5)
    assert [one for one in found if one[0] == wanted and one[1] == row["comparator"] and row["unit"] in ("-", one[2])]


@pytest.mark.parametrize(
    "text",
    [
        *("重点抓好三个方面工作", "按照两步走安排", "坚持四个面向", "以下几点。", "提三点建议", "围绕三大任务展开"),
        *("建校110周年", "绵阳市三台县的企业", "成百上千家企业", "千亿级产业集群", "六安市金寨县", "九龙坡区"),
        *("构建“416”科技创新战略布局", "国产C919大飞机", "华为P50系列", "尼龙66", "第五批名录", "5G-A网络"),
        *("国发〔2021〕35号", "2023年", "1月22日下午", "《2023自然指数》", "世界500强企业", "一批方向", "新一轮革命"),
        *("六届人大二次会议", "两江新区", "数智科技", "上海G60科创走廊", "每万人口", "推进“两基地五中心”建设"),
    ],
)
def test_a_name_that_holds_a_number_is_no_quantity(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("7565家", 7565, 7565),
        ("超过8500家", 8500, None),
        ("不超过50个", None, 50),
        ("约10%", None, None),
        ("20余名专家", 20, None),
        ("下降超过5%", None, -5),
        ("数十亿元", 2000000000, None),
    ],
)
def test_bounds_keep_step_with_the_comparator(text: str, lower: int | None, upper: int | None) -> None:
    quantity = read(text)[0]
    assert quantity.lower == (None if lower is None else Decimal(lower))
    assert quantity.upper == (None if upper is None else Decimal(upper))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("投入3亿元", "元"),
        ("投入数十亿元", "元"),
        ("投入20—30亿元", "元"),
        ("企业1.2万家", "家"),
        ("企业数百家", "家"),
        ("发电2亿千瓦时", "千瓦时"),
        ("提高2个百分点", "个百分点"),
    ],
)
def test_the_unit_is_what_the_value_counts_in_without_its_magnitude(text: str, unit: str) -> None:
    assert [quantity.unit_text for quantity in read(text)] == [unit]

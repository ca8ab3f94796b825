"""A text that a width has cut into lines is read as if it had not been: what the cut parts belongs together."""

from __future__ import annotations

import pytest

from kg.extraction import read
from kg.reading import article, view

TEXT = (
    "清平市去年新认定高新技术企业3071家，总量达到12184家，同比增长19.2%，技术合同成交额1211.48亿元。"
    "清平实验室牵头组建了量子计算创新联合体，聚集科研人员401人，其中国家级人才33名，承担科研任务260项。"
    "市科技局局长林远说，今年将支持龙江实验室建设新材料中试平台15个，带动社会投入433.44亿元。"
)


def _wrapped(columns: int) -> str:
    return "\n".join(TEXT[start : start + columns] for start in range(0, len(TEXT), columns))


@pytest.mark.parametrize("columns", [17, 20, 28, 40])
def test_a_text_in_lines_of_one_width_is_one_paragraph(columns: int) -> None:
    seen = view.of(article.of_bytes(_wrapped(columns).encode()))
    assert {sentence.block for sentence in seen.sentences} == {0}
    assert len(seen.sentences) == 3


@pytest.mark.parametrize("columns", [17, 20, 28, 40])
def test_numbers_and_names_that_a_width_cuts_are_read_whole(columns: int) -> None:
    whole, cut = read(article.of_bytes(TEXT.encode())), read(article.of_bytes(_wrapped(columns).encode()))
    assert [quantity.value for quantity in cut.quantities] == [quantity.value for quantity in whole.quantities]
    assert {entity.label for entity in cut.entities} == {entity.label for entity in whole.entities}


@pytest.mark.parametrize(
    "text",
    [
        "清平市科技工作报告\n一、主要成绩\n新增企业30家\n二、下一步打算\n新建平台5个",
        "清平市去年新认定高新技术企业3071家。\n\n龙江市去年新认定高新技术企业1084家。",
    ],
    ids=["lines of many lengths", "lines that end in full stops"],
)
def test_lines_that_end_where_their_paragraphs_do_stay_apart(text: str) -> None:
    seen = view.of(article.of_bytes(text.encode()))
    assert len({sentence.block for sentence in seen.sentences}) == len([line for line in text.split("\n") if line])

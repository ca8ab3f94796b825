"""The view keeps the length and makes spellings one."""

from __future__ import annotations

import pytest

from kg.model import Article, BlockKind, Span, View
from kg.reading import view


def _view(text: str) -> View:
    return view.of(Article(text, "0" * 64))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("增长１９．２％", "增长19.2%"),
        ("企业35家,增长2%;", "企业35家，增长2%；"),
        ("1,234家", "1,234家"),
        ("1，234家", "1,234家"),
        ("16:15,出席", "16:15，出席"),
        ("12184家(次)", "12184家（次）"),
        ("「小巨人」企業", "“小巨人”企业"),
        ('"小巨人"和"专精特新"', "“小巨人”和“专精特新”"),
        ("2021–2025年", "2021—2025年"),
        ("二○二五年", "二〇二五年"),
        ("甬江實驗室\r\n建築面積82萬平方米", "甬江实验室 \n建筑面积82万平方米"),
        ("\ufeff重庆", " 重庆"),
        ("第\ue001位", "第□位"),
        ("新增企业3071家.增速12.5%.2023年底完成.", "新增企业3071家。增速12.5%。2023年底完成。"),
        ("1.概述\n总量达到3071.此外不变.", "1.概述\n总量达到3071。此外不变。"),
        ("约翰.林恩来了。明年再来.", "约翰.林恩来了。明年再来。"),
    ],
)
def test_spellings_become_one_without_a_change_of_length(text: str, seen: str) -> None:
    assert view.normalise(text) == seen
    assert len(seen) == len(text)


def test_a_paragraph_cut_by_a_page_break_is_one_sentence() -> None:
    text = "政府工作报告提出，要坚持以科技创新推动产业创新，加快构\n\n— 3 —\n\n建现代化产业体系。全市推进。"
    seen = _view("题目\n\n第一段的话说完了。\n\n" + text)
    assert [s.text for s in seen.sentences][2:] == [
        "政府工作报告提出，要坚持以科技创新推动产业创新，加快构         建现代化产业体系。",
        "全市推进。",
    ]


def test_a_sidebar_is_not_joined_to_the_paragraph_after_it() -> None:
    seen = _view("数读\n\n2023年启动实施项目137项，布局解决关键技术问题311项\n\n近年来，有何创新？\n")
    assert [(s.kind, s.text[:5]) for s in seen.sentences] == [
        (BlockKind.HEADING, "数读"),
        (BlockKind.SIDEBAR, "2023年"),
        (BlockKind.PARAGRAPH, "近年来，有"),
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("“已完成。”他说。", ["“已完成。”", "他说。"]),
        ("如何强化？重庆将实施计划。", ["如何强化？重庆将实施计划。"]),
        ("一是推动原创；二是突破。", ["一是推动原创；", "二是突破。"]),
    ],
    ids=["closing quote stays", "a question answered at once", "semicolon"],
)
def test_sentences_end_at_full_stops(text: str, sentences: list[str]) -> None:
    assert [s.text for s in _view("标题\n\n" + text).sentences][1:] == sentences


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_sentence_is_the_slice_its_span_names(ending: str) -> None:
    seen = _view(
        ending.join(["\ufeff标题", "记者：有何？", "局长明炬：2023年，Ｒ＆Ｄ增长27％。", "甲|1|2", "记者 齐岚森 摄"])
    )
    assert len(seen.text) == len(seen.article.text)
    assert all(Span(*s.span).of(seen.text) == s.text for s in seen.sentences)
    assert [s.kind.value for s in seen.sentences] == ["title", "question", "answer", "table", "caption"]


def test_a_text_without_full_stops_is_cut_at_commas() -> None:
    seen = _view("科技创新，" * 1000)
    assert max(len(s.text) for s in seen.sentences) <= 1201
    assert sum(len(s.text) for s in seen.sentences) == 5000


@pytest.mark.parametrize(
    "text", ["一是二是三是" * 1000, "科技创新，" * 1000 + "\n正文开始。"], ids=["title", "first line"]
)
def test_no_sentence_is_endless_whatever_its_block(text: str) -> None:
    assert max(len(sentence.text) for sentence in _view(text).sentences) <= 1201


def test_a_headline_with_a_comma_is_not_joined_to_its_paragraph() -> None:
    seen = _view(
        "标题\n开头一段。\n氛围日渐浓厚，赶超先进水平成为全市各行业企业的共识\n"
        + "某研究院是一家新型机构，" * 8
        + "共有5人。"
    )
    assert any(sentence.text.startswith("某研究院") for sentence in seen.sentences)

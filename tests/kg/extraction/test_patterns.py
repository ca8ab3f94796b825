"""The machine under the rules: shadows, captures, priority, time limits."""

from __future__ import annotations

from dataclasses import replace

import pytest
import regex

from kg.extraction import patterns, rules
from kg.extraction.patterns import Annotation, Shadow
from kg.model import Span

RULES = """
layer = "quantity"
[[rules]]
id = "name.quoted"
version = 1
emit = "Name"
match = '“\\d+”'
ok = ["“416”", "构建«“416”»布局"]
not = ["416"]
[[rules]]
id = "qty.core"
version = 2
emit = "Qty"
needs = ["家", "个"]
match = '(?<n>\\d+)(?<unit>家|个)'
ok = ["«35家»企业", { text = "共35个", n = "35" }]
not = ["“35”家"]
"""
PAIR = """
layer = "indicator"
[[rules]]
id = "pair"
version = 1
emit = "Value"
match = '(?<of>@PLAIN+?)分别达到(?<value>@Qty)(?:、(?<value>@Qty))+'
ok = ["甲分别达到1家、2家", "甲分别达到1家、2家、3家"]
not = ["甲达到1家"]
"""


def test_an_annotation_is_one_symbol_and_its_span_comes_back() -> None:
    text = "达到35家企业"
    shadow = Shadow.of(text, [Annotation("Qty", Span(102, 105), "qty/1")], start=100)
    assert shadow.text == "达到" + patterns.TOKENS["Qty"] + "企业"
    assert shadow.span(2, 3) == Span(102, 105)
    assert shadow.span(3, 5) == Span(105, 107)


@pytest.mark.parametrize(
    ("text", "shadow"),
    [("2023 年 实现", "2023年实现"), ("Mate X 系列", "Mate X系列"), ("第 5 位", "第5位"), ("1.5 亿元", "1.5亿元")],
    ids=["after a digit", "between Latin words", "inside an ordinal", "after a decimal"],
)
def test_blanks_inside_chinese_text_are_not_seen_by_rules(text: str, shadow: str) -> None:
    assert Shadow.of(text).text == shadow


def test_a_capture_over_a_blank_covers_it_in_the_article() -> None:
    shadow = Shadow.of("共 35 家", start=10)
    assert shadow.span(1, 4) == Span(12, 16)
    assert shadow.printed(Span(12, 16)) == "35 家"


def test_a_claimed_span_is_closed_to_later_rules() -> None:
    found = patterns.annotate(rules.load(RULES, "t"), "“416”布局有35家企业", start=0)
    assert [(a.type, a.span, a.rule) for a in found] == [
        ("Name", Span(0, 5), "name.quoted/1"),
        ("Qty", Span(8, 11), "qty.core/2"),
    ]
    assert found[1].parts["n"] == (Span(8, 10),)


def test_every_repeat_of_a_group_is_kept() -> None:
    text = "甲乙分别达到1家、2家、3家"
    quantities = patterns.annotate(rules.load(RULES, "t"), text)
    (rule,) = rules.load(PAIR, "t")
    (match,) = patterns.matches(rule, Shadow.of(text, quantities))
    assert [a.span.of(text) for a in match.annotations("value")] == ["1家", "2家", "3家"]
    assert match.text_of("of") == "甲乙"


def test_a_rule_that_runs_out_of_time_is_noted_and_yields_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "TIME_LIMIT", 0.01)
    (slow, _) = rules.load(RULES, "t")
    slow = replace(slow, pattern=regex.compile(r"(?:a|a|aa)+(?:a|aa)+b"))
    shadow = Shadow.of("a" * 200)
    assert list(patterns.matches(slow, shadow)) == []
    assert shadow.late == ["name.quoted/1"]

"""What a pattern needs is read off it: never more than is true, and enough to spare most trials."""

from __future__ import annotations

import pytest

from kg.extraction import required, rules
from kg.extraction.candidates import Sieve

RULES = rules.packaged()


@pytest.mark.parametrize(
    ("pattern", "conditions"),
    [
        ("增长", [{"增长"}]),
        ("(?<verb>增长|下降)了?", [{"增长", "下降"}]),
        ("[^，]{2,8}(?:达到|达)[0-2]", [{"达0", "达1", "达2", "达到0", "达到1", "达到2"}]),
        ("甲.+乙", [{"甲"}, {"乙"}]),
        ("(?:甲.*乙|丙丁)+", [{"甲", "丙丁"}]),
        ("甲{2}乙*", [{"甲甲"}]),
        ("(?<=第)(?!一)届", [{"第"}, {"届"}]),
        ("上?一", [{"一"}]),
        (r"\d+家\.", [{"家."}]),
        (r"[^\d家]|\p{Han}", []),
        ("(?:甲|.)", []),
        ("甲?", []),
        (r"[^甲\u4E00-\u9FFF]乙", [{"乙"}]),
        (r"(甲)\1", []),
        ("[[甲乙]--[乙]]丙", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_words_of_which_a_match_holds_one_are_read_off_a_pattern(pattern: str, conditions: list[set[str]]) -> None:
    assert list(map(set, required.of(pattern))) == conditions


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_matches_a_text_that_lacks_what_it_is_said_to_need(rule: rules.Rule) -> None:
    texts = [example.text for example in rule.examples]
    surrounded = [text for text in texts if rule.pattern.search(text)]
    assert all(rule in Sieve((rule,)).among(text) for text in surrounded)


def test_most_rules_are_spared_on_a_plain_sentence() -> None:
    assert len(Sieve(RULES).among("他们在会上谈了很久。")) < len(RULES) / 4

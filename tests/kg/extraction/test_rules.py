"""The loader of rule files refuses what it does not know."""

from __future__ import annotations

import pytest

from kg.errors import RuleError
from kg.extraction import rules

GOOD = """
layer = "quantity"
[macros]
N = '\\d+'
[[rules]]
id = "a.b"
version = 1
emit = "Qty"
match = '{N}家'
ok = ["1家", "2家"]
not = ["家"]
"""


def test_a_rule_knows_its_name_groups_and_examples() -> None:
    (rule,) = rules.load(GOOD.replace("{N}家", "(?<n>{N})家").replace('"1家"', '{ text = "有«1家»", n = "1" }'), "f")
    assert (rule.name, rule.groups, rule.layer) == ("a.b/1", ("n",), "quantity")
    assert rule.examples[0] == rules.Example("有1家", "1家", {"n": "1"})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("emit =", "emits =", "unknown key 'emits'"),
        ('layer = "quantity"', 'layer = "magic"', "layer 'magic'"),
        ("version = 1", 'version = "1"', "version must be"),
        ("{N}家", "{M}家", "macro {M} is not defined"),
        ("{N}家", "@Thing", "@Thing is no annotation type"),
        ("{N}家", "({N}家", "does not compile"),
        ("{N}家", "({N})*", "accepts empty text"),
        ('ok = ["1家", "2家"]', 'ok = ["1家"]', "at least two examples"),
        ('not = ["家"]', "not = []", "one refusal"),
        ('not = ["家"]', "", "not missing"),
        ('"a.b"', '"A b"', "an id is lower-case"),
        ('"1家"', '{ text = "1家", k = "1" }', "groups of the match only: k"),
        ("layer", "layer = ", "not TOML"),
        ("N = '", "N = '{N}", "contains itself"),
    ],
)
def test_what_is_not_known_is_refused_by_name(old: str, new: str, message: str) -> None:
    with pytest.raises(RuleError, match=message.replace("(", r"\(").replace("{", r"\{")):
        rules.load(GOOD.replace(old, new, 1), "f")


def test_two_rules_with_one_id_are_refused() -> None:
    with pytest.raises(RuleError, match=r"also in f"):
        rules.check_unique([*rules.load(GOOD, "f"), *rules.load(GOOD, "g")])


def test_a_list_of_words_becomes_an_alternation_longest_first() -> None:
    assert rules.macros("[macros]\nA = ['达', '达到']", "f") == {"A": "(?:达(?:到|))"}

from __future__ import annotations

import re

import pytest

from kg.extraction import pipeline, rules
from kg.extraction.rules import Rule
from kg.model import Article, Claim
from kg.reading import view

FILES = ("posts.toml", "relations.toml")
EXAMPLES = [(rule, text) for rule in rules.packaged(*FILES) for text in (one.text for one in rule.examples)]
REFUSALS = [(rule, text) for rule in rules.packaged(*FILES) for text in rule.refusals]


def name(case: tuple[Rule, str]) -> str:
    return f"{case[0].id}: {re.sub('[^0-9A-Za-z一-鿿]', '', case[1])[:16]}"


def fired(text: str) -> list[Claim]:
    return pipeline.every_firing(view.of(Article(text, "0" * 64)))


@pytest.mark.parametrize("case", EXAMPLES, ids=name)
def test_a_rule_reads_its_own_examples(case: tuple[Rule, str]) -> None:
    rule, text = case
    assert rule.name in {claim.rule for claim in fired(text)}


@pytest.mark.parametrize("case", REFUSALS, ids=name)
def test_a_rule_leaves_its_refusals_alone(case: tuple[Rule, str]) -> None:
    rule, text = case
    assert rule.name not in {claim.rule for claim in fired(text)}

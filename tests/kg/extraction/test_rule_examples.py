"""Every rule of the numeric layers fires on its examples, reads what they say, and leaves its refusals alone."""

from __future__ import annotations

import pytest

from kg.extraction import annotating, rules
from kg.extraction.rules import Example, Rule

NUMERIC = rules.packaged(*annotating.FILES)
EXAMPLES = [pytest.param(rule, ex, id=f"{rule.id}-{n}") for rule in NUMERIC for n, ex in enumerate(rule.examples)]
REFUSALS = [pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in NUMERIC for n, text in enumerate(rule.refusals)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_fires_on_its_examples(rule: Rule, example: Example) -> None:
    fired = [a for a in annotating.annotate_text(example.text) if a.rule == rule.name]
    assert fired
    assert not example.marked or example.marked in [a.span.of(example.text) for a in fired]


@pytest.mark.parametrize(("rule", "text"), REFUSALS)
def test_a_rule_leaves_its_refusals_alone(rule: Rule, text: str) -> None:
    assert rule.name not in [a.rule for a in annotating.annotate_text(text)]

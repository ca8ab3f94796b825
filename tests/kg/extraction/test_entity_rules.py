"""The frames of `rules/bodies.toml` and `rules/things.toml` find the name they show, and leave their refusals alone."""

from __future__ import annotations

import pytest

from kg.extraction import entities, rules
from kg.extraction.rules import Example, Rule

FRAMES = rules.packaged("bodies.toml", "things.toml")
EXAMPLES = [pytest.param(rule, one, id=f"{rule.id}-{n}") for rule in FRAMES for n, one in enumerate(rule.examples)]
REFUSALS = [pytest.param(rule, text, id=f"{rule.id}-{n}") for rule in FRAMES for n, text in enumerate(rule.refusals)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_frame_shows_its_name(rule: Rule, example: Example) -> None:
    match = rule.pattern.search(example.text)
    assert match is not None
    assert example.marked in (match["span"] if "span" in rule.groups else "", "")
    assert {group: match.captures(group)[-1] for group in example.groups} == dict(example.groups)


@pytest.mark.parametrize(("rule", "text"), REFUSALS)
def test_a_frame_leaves_its_refusals_alone(rule: Rule, text: str) -> None:
    assert rule.pattern.search(text) is None


@pytest.mark.parametrize("rule", FRAMES, ids=lambda rule: rule.id)
def test_a_frame_gives_a_known_class(rule: Rule) -> None:
    assert rule.emit in entities.classes()

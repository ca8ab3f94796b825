from __future__ import annotations

import pytest

from server.workers.reputation import REMEMBERED, Reputation

LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } LIMIT 10"


def test_nothing_is_long_before_it_was() -> None:
    assert not Reputation().is_long(LONG)


@pytest.mark.parametrize(
    ("sparql", "same"),
    [
        (LONG, True),
        (LONG.replace("10", "99"), True),
        (LONG.replace(" ", "\n  "), True),
        (LONG + " # again", True),
        (LONG.replace("?a ?b", "<http://e/a#x> ?b"), False),
        ("ASK {}", False),
    ],
)
def test_what_was_long_is_known_again(sparql: str, *, same: bool) -> None:
    reputation = Reputation()
    reputation.was_long(LONG)
    assert reputation.is_long(sparql) is same


def test_what_turns_out_quick_is_forgiven() -> None:
    reputation = Reputation()
    reputation.was_long(LONG)
    reputation.was_quick(LONG)
    assert not reputation.is_long(LONG)


def test_the_oldest_are_forgotten() -> None:
    reputation = Reputation()
    reputation.was_long(LONG)
    for number in range(REMEMBERED):
        reputation.was_long(f"SELECT ?{'x' * (number % 90)}{'y' * (number // 90)} {{}}")
    assert not reputation.is_long(LONG)

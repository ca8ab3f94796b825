"""Choose the rules that can fire on a stretch of text at all, by one look-up of all the words that rules need."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from kg.extraction import rules
from kg.extraction.rules import Rule

__all__ = ["among"]


@cache
def _index(
    files: tuple[str, ...],
) -> tuple[AhoCorasick, tuple[tuple[int, ...], ...], tuple[int, ...], tuple[Rule, ...]]:
    chosen = rules.packaged(*files)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, rule in enumerate(chosen):
        for word in rule.needs:
            holders[word].append(number)
    always = tuple(number for number, rule in enumerate(chosen) if not rule.needs)
    words = list(holders) or ["\uf8ff"]
    return AhoCorasick(words, implementation=Implementation.DFA), tuple(map(tuple, holders.values())), always, chosen


def among(files: tuple[str, ...], text: str) -> list[Rule]:
    """List the rules of some files whose needed words stand in a text, in their order."""
    automaton, holders, always, chosen = _index(files)
    numbers = set(always)
    for word, _, _ in automaton.find_matches_as_indexes(text, overlapping=True):
        numbers.update(holders[word])
    return [chosen[number] for number in sorted(numbers)]

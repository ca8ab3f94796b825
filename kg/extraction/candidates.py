"""Choose the rules that can fire on a stretch of text at all, by one look-up of all the words that rules need.

Place in the stream: between a shadow and the rules of a file. Most rules cannot match most sentences, and to find that
out by trying costs more than all matches together. What a rule needs is read off its pattern (`required.py`) and
from its own list `needs`; words are looked up by one automaton, single characters in the set of the text's characters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from kg.extraction import required, rules
from kg.extraction.required import Words
from kg.extraction.rules import Rule

__all__ = ["Sieve", "among", "sieve"]

MOST_CONDITIONS = 4
"""Conditions asked of a text for one rule, the most telling ones."""


@dataclass(frozen=True)
class Sieve:
    """The rules of some files, and the conditions under which each is worth trying."""

    rules: tuple[Rule, ...]
    automaton: AhoCorasick
    of_word: tuple[tuple[int, ...], ...]  # number of a word → numbers of the conditions that it meets
    of_character: dict[str, tuple[int, ...]]
    opened: dict[int, tuple[tuple[int, frozenset[int]], ...]]  # condition → rules, each with its further conditions
    always: tuple[int, ...]  # rules without any condition

    @classmethod
    def of(cls, chosen: tuple[Rule, ...]) -> Sieve:
        """Build the sieve of some rules."""
        conditions: dict[Words, int] = {}
        opened: dict[int, list[tuple[int, frozenset[int]]]] = defaultdict(list)
        for number, rule in enumerate(chosen):
            first, *rest = [conditions.setdefault(words, len(conditions)) for words in _conditions(rule)] or [-1]
            opened[first].append((number, frozenset(rest)))
        holders: dict[str, list[int]] = defaultdict(list)
        for words, condition in conditions.items():
            for word in words:
                holders[word].append(condition)
        long = [word for word in holders if len(word) > 1] or ["\uf8ff\uf8ff"]
        return cls(
            chosen,
            AhoCorasick(long, implementation=Implementation.DFA),
            tuple(tuple(holders[word]) for word in long),
            {word: tuple(met) for word, met in holders.items() if len(word) == 1},
            {condition: tuple(asked) for condition, asked in opened.items() if condition >= 0},
            tuple(number for number, _ in opened.get(-1, ())),
        )

    def among(self, text: str) -> list[Rule]:
        """List the rules that can match somewhere in a text, in their order."""
        words = {word for word, _, _ in self.automaton.find_matches_as_indexes(text, overlapping=True)}
        characters = self.of_character.keys() & set(text)
        met = frozenset[int]().union(
            *map(self.of_word.__getitem__, words), *map(self.of_character.__getitem__, characters)
        )
        numbers = [*self.always]
        for condition in self.opened.keys() & met:
            numbers += [number for number, further in self.opened[condition] if further <= met]
        return [self.rules[number] for number in sorted(numbers)]


def _conditions(rule: Rule) -> Iterable[Words]:
    """Give what a rule needs, the most telling first."""
    listed = [frozenset(rule.needs)] if rule.needs else []
    found = dict.fromkeys([*listed, *required.of(rule.pattern.pattern)])
    return sorted(found, key=required.telling, reverse=True)[:MOST_CONDITIONS]


@cache
def sieve(files: tuple[str, ...]) -> Sieve:
    """Give the sieve of the rules of some packaged files."""
    return Sieve.of(rules.packaged(*files))


def among(files: tuple[str, ...], text: str) -> list[Rule]:
    """List the rules of some files that can match somewhere in a text, in their order."""
    return sieve(files).among(text)

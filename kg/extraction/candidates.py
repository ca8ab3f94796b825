"""Choose the rules that can fire on a stretch of text at all, by one look-up of all the words that rules need.

Place in the stream: between a shadow and the rules of a file. Most rules cannot match most sentences, and to find that
out by trying costs more than all matches together. What a rule needs is read off its pattern (`required.py`) and
from its own list `needs`; words are looked up by one automaton, single characters in the set of the text's characters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from kg.extraction import required, rules
from kg.extraction.required import Words
from kg.extraction.rules import Rule

__all__ = ["Sieve", "among", "sieve"]

MOST_CONDITIONS = 4
"""Conditions asked of a text for one rule, the most telling ones."""

_WIDEST_GATE = 8
"""Characters of a first question that is worth asking."""

_ALWAYS = 1
"""The bit of rules without any condition."""


class Sieve:
    """The rules of some files, each with the conditions under which it is worth trying, as bits of one number."""

    def __init__(self, chosen: Sequence[Rule]) -> None:
        self.rules = tuple(chosen)
        bits: dict[Words, int] = {}
        self._led: dict[int, list[tuple[int, int]]] = defaultdict(
            list
        )  # rarest bit → rules that need it, all their bits
        for number, rule in enumerate(chosen):
            needed = [bits.setdefault(words, 2 << len(bits)) for words in _conditions(rule)] or [_ALWAYS]
            self._led[needed[0]].append((number, sum(needed)))
        self._leading = sum(self._led)
        self._gate = _gate(chosen)
        self._met: dict[str, int] = defaultdict(int)
        for words, bit in bits.items():
            for word in words:
                self._met[word] |= bit
        self._words = [word for word in self._met if len(word) > 1] or ["\uf8ff\uf8ff"]
        self._automaton = AhoCorasick(self._words, implementation=Implementation.DFA)
        characters = "".join(map(re.escape, sorted(word for word in self._met if len(word) == 1)))
        self._characters = re.compile(f"[{characters}]" if characters else "(?!)")

    def among(self, text: str) -> list[Rule]:
        """List the rules that can match somewhere in a text, in their order."""
        if self._gate is not None and self._gate.search(text) is None:
            return []
        met, of = _ALWAYS, self._met
        for word, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            met |= of[self._words[word]]
        for character in set(self._characters.findall(text)):
            met |= of[character]
        numbers = []
        leading = met & self._leading
        while leading:
            bit = leading & -leading
            leading ^= bit
            numbers += [number for number, needed in self._led[bit] if needed & met == needed]
        return [self.rules[number] for number in sorted(numbers)]


def _gate(chosen: Sequence[Rule]) -> re.Pattern[str] | None:
    """Give a few characters of which every rule needs one, as a quick first question; none when there are many."""
    gate: set[str] = set()
    for rule in chosen:
        asked = [_signs(words) for words in _conditions(rule)]
        if not any(signs <= gate for signs in asked):
            gate |= min(asked, key=len, default=frozenset())
        if not asked or len(gate) > _WIDEST_GATE:
            return None
    return re.compile(f"[{''.join(map(re.escape, sorted(gate)))}]")


def _signs(words: Words) -> frozenset[str]:
    """Give characters of which each of some words holds one: one that all share, a token if there is one."""
    shared = frozenset.intersection(*map(frozenset, words))
    return frozenset({max(shared)}) if shared else frozenset(map(max, words))


def _conditions(rule: Rule) -> Sequence[Words]:
    """Give what a rule needs, the most telling first."""
    listed = [frozenset(rule.needs)] if rule.needs else []
    found = dict.fromkeys([*listed, *required.of(rule.pattern.pattern)])
    return sorted(found, key=required.telling, reverse=True)[:MOST_CONDITIONS]


@cache
def sieve(files: tuple[str, ...]) -> Sieve:
    """Give the sieve of the rules of some packaged files."""
    return Sieve(rules.packaged(*files))


def among(files: tuple[str, ...], text: str) -> list[Rule]:
    """List the rules of some files that can match somewhere in a text, in their order."""
    return sieve(files).among(text)

"""Choose the rules that can fire on a stretch of text at all, by one look-up of all the words that rules need.

Place in the stream: between a shadow and the rules of a file. Most rules cannot match most sentences, and to find that
out by trying costs more than all matches together. What a rule needs is read off its pattern (`required.py`) and
from its own list `needs`; words are looked up by one automaton, single characters in the set of the text's characters.
"""

from __future__ import annotations

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


class Sieve:
    """The rules of some files, each with the conditions under which it is worth trying, as bits of one number."""

    def __init__(self, chosen: Sequence[Rule]) -> None:
        bits: dict[Words, int] = {}
        self.asked: list[tuple[Rule, int]] = []  # every rule with all the bits it needs
        for rule in chosen:
            needed = [bits.setdefault(words, 1 << len(bits)) for words in _conditions(rule)]
            self.asked.append((rule, sum(needed)))
        met: dict[str, int] = defaultdict(int)
        for words, bit in bits.items():
            for word in words:
                met[word] |= bit
        long = [word for word in met if len(word) > 1]
        self._automaton = AhoCorasick(long or ["\uf8ff\uf8ff"], implementation=Implementation.DFA)
        self._of_word = [met[word] for word in long]
        self._of_character = {word: bit for word, bit in met.items() if len(word) == 1}
        self._characters = frozenset(self._of_character)

    def among(self, text: str) -> list[Rule]:
        """List the rules that can match somewhere in a text, in their order."""
        met = 0
        for word, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            met |= self._of_word[word]
        for character in self._characters.intersection(text):
            met |= self._of_character[character]
        return [rule for rule, needed in self.asked if met & needed == needed]


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

"""Look up every listed word of the view in one pass: names, places, fields, suffixes, posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from kg.extraction import lexicon


class Hit(NamedTuple):
    """A listed word at a place; `rows` are the table rows that hold it."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Hits:
    """All hits of a text, by list."""

    names: list[Hit]
    fields: list[Hit]
    places: list[Hit]
    suffixes: list[Hit]
    roles: list[Hit]
    compounds: list[Hit]
    heads: list[Hit]
    trades: list[Hit]


@cache
def names() -> dict[str, dict[str, str]]:
    """Map each listed name to its row; a listed firm has no other name."""
    firms = {
        row["name"]: {"name": row["name"], "type": "Enterprise", "canonical": ""} for row in lexicon.table("firms")
    }
    return firms | {row["name"]: row for row in lexicon.table("names")}


@cache
def fields() -> dict[str, dict[str, str]]:
    """Map each listed field, industry, technology or product to its row."""
    return {row["name"]: row for row in lexicon.table("fields")}


@cache
def suffixes() -> dict[str, dict[str, str]]:
    """Map each name-ending suffix to its row."""
    return {row["suffix"]: row for row in lexicon.table("suffixes")}


@cache
def heads() -> dict[str, dict[str, str]]:
    """Map each head noun of products and techniques to its row."""
    return {row["head"]: row for row in lexicon.table("heads")}


@cache
def places() -> dict[str, tuple[dict[str, str], ...]]:
    """Map each full or short name of an administrative division to its rows."""
    found = defaultdict(list)
    for row in lexicon.table("places"):
        for name in {row["name"], row["short"]} - {""}:
            if len(name) > 1:
                found[name].append(row)
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[str, tuple[str, ...]], ...]]:
    lists: dict[str, Iterable[str]] = {
        "names": names(),
        "fields": fields(),
        "places": places(),
        "suffixes": suffixes(),
        "roles": lexicon.words("role"),
        "compounds": lexicon.words("compound"),
        "heads": heads(),
        "trades": lexicon.column("trades", "trade"),
    }
    words: dict[str, list[str]] = defaultdict(list)
    for name, members in lists.items():
        for word in members:
            words[word].append(name)
    entries = tuple((word, tuple(kinds)) for word, kinds in words.items())
    return AhoCorasick([word for word, _ in entries], implementation=Implementation.DFA), entries


def look_up(text: str) -> Hits:
    """Find all listed words, overlapping ones too, in text order."""
    automaton, entries = _automaton()
    found: dict[str, list[Hit]] = {name: [] for name in Hits.__slots__}
    for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        word, kinds = entries[number]
        for kind in kinds:
            found[kind].append(Hit(start, end, word))
    return Hits(**found)


def longest_at_ends(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longest of the hits that end at one place."""
    kept: dict[int, Hit] = {}
    for hit in hits:
        if hit.end not in kept or hit.start < kept[hit.end].start:
            kept[hit.end] = hit
    return list(kept.values())


def longest(hits: list[Hit]) -> Iterator[Hit]:
    """Keep the longest of overlapping hits, leftmost first."""
    done = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= done:
            yield hit
            done = hit.end

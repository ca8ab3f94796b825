"""Load the word lists beside this file: tab-separated tables with a header row, and files of lists with patterns.

Place in the stream: data in, rows out; the finders decide what a word means. A list is read once a process.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from kg.errors import RuleError

__all__ = ["column", "longest_first", "phrasebook", "table", "words"]


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Read `name.tsv`; raises `RuleError` when a row has not as many cells as the header."""
    lines = resources.files(__name__).joinpath(f"{name}.tsv").read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise RuleError(f"{name}.tsv line {number}: {len(cells)} cells where the header has {len(header)}")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


@cache
def column(name: str, of: str) -> frozenset[str]:
    """Collect one column of `name.tsv`."""
    return frozenset(row[of] for row in table(name))


@cache
def words(kind: str) -> frozenset[str]:
    """Collect the words of one class of `words.tsv`, such as stop-verb, generic or role."""
    return frozenset(row["word"] for row in table("words") if row["class"] == kind)


@cache
def phrasebook(name: str) -> dict[str, dict[str, Any]]:
    """Read `name.toml`: lists under [words], patterns under [patterns]; raises `RuleError` on more or less."""
    book = tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
    if set(book) != {"words", "patterns"}:
        raise RuleError(f"{name}.toml: it holds [words] and [patterns], nothing else")
    return book


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Order words so that the first that fits is the longest."""
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))

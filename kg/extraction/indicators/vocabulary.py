"""The words and patterns by which subjects are found.

Place in the stream: `lexicon/subjects.toml` → patterns for `nouns`, `heads`, `quotes`, `attributes` and `outward`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import regex

from kg.errors import RuleError

_NAME = regex.compile(r"\{([a-z_]+)\}")


@cache
def listed(name: str) -> tuple[str, ...]:
    """Give a word list, longest words first."""
    return tuple(sorted(set(_table()["words"][name]), key=lambda word: (-len(word), word)))


@cache
def any_of(name: str) -> str:
    """Give the alternation of a list, longest words first."""
    return "|".join(map(regex.escape, listed(name)))


@cache
def pattern(name: str) -> regex.Pattern[str]:
    """Give a pattern of the file, with the lists and patterns it names filled in."""
    return regex.compile(source(name))


def source(name: str) -> str:
    """Give the text of a pattern, or the alternation of a list."""
    table = _table()
    if name in table["words"]:
        return any_of(name)
    if name not in table["patterns"]:
        raise RuleError(f"subjects.toml: no list or pattern is called {name}")
    text = "".join(line.strip() for line in table["patterns"][name].splitlines())
    return _NAME.sub(lambda found: source(found[1]), text)


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = (resources.files("kg.extraction") / "lexicon" / "subjects.toml").read_text("utf-8")
    table = tomllib.loads(text)
    if set(table) != {"words", "patterns"}:
        raise RuleError("subjects.toml: it holds [words] and [patterns], nothing else")
    return table

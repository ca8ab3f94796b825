"""The words and patterns by which subjects are found.

Place in the stream: `lexicon/subjects.toml` → patterns for `nouns`, `heads`, `quotes`, `attributes` and `outward`.
"""

from __future__ import annotations

from functools import cache

import regex

from kg.errors import RuleError
from kg.extraction import lexicon

_NAME = regex.compile(r"\{([a-z_]+)\}")


@cache
def listed(name: str) -> tuple[str, ...]:
    """Give a word list, longest words first."""
    return lexicon.longest_first(lexicon.phrasebook("subjects")["words"][name])


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
    table = lexicon.phrasebook("subjects")
    if name in table["words"]:
        return any_of(name)
    if name not in table["patterns"]:
        raise RuleError(f"subjects.toml: no list or pattern is called {name}")
    text = "".join(line.strip() for line in table["patterns"][name].splitlines())
    return _NAME.sub(lambda found: source(found[1]), text)

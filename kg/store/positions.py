"""Find where a syntax error is: the engine's parser may say so too late.

Place in the stream: under `explaining`. The parser tries each keyword by reading as many characters as it has, so when
nothing fits it may give up behind the longest keyword it tried. Then it expected nothing but words, and the fault is as
many characters before as they have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.store.tokens import Token

__all__ = ["offset", "place", "shifted"]

_EXPECTED = re.compile(r"expected (?:one of )?(.*)$", re.DOTALL)
_ANYTHING = "[_]"
# What is wrong after one of these is not the word itself.
_KNOWN = frozenset({"ASK", "BASE", "BIND", "BY", "CONSTRUCT", "DESCRIBE", "DISTINCT", "FILTER", "FROM", "GRAPH"})
_KNOWN |= {"GROUP", "HAVING", "LIMIT", "MINUS", "NAMED", "OFFSET", "OPTIONAL", "ORDER", "PREFIX", "REDUCED", "SELECT"}
_KNOWN |= {"UNION", "VALUES", "WHERE"}


def offset(sparql: str, line: int, column: int) -> int:
    """Give the index of a place."""
    start = 0
    for _ in range(line - 1):
        start = sparql.find("\n", start) + 1
    return min(len(sparql), start + column - 1)


def place(sparql: str, index: int) -> tuple[int, int]:
    """Give the line and the column of an index."""
    return sparql.count("\n", 0, index) + 1, index - sparql.rfind("\n", 0, index)


def shifted(tokens: Sequence[Token], reported: int, expected: str) -> int:
    """Give the index of the fault that the engine reports at an index, expecting what it says."""
    words = {word for word in _words(expected) if word != _ANYTHING}
    if not words or not all(word.replace("_", "").isalnum() for word in words):
        return reported
    fault = reported - min(map(len, words))  # where it tried one last
    for token, following in pairwise(tokens):
        if token.start == fault and token.word in _KNOWN and following.start <= reported:
            return following.start
    return fault if any(token.start == fault for token in tokens) else reported


def _words(expected: str) -> list[str]:
    match = _EXPECTED.search(expected)
    return match[1].strip().split(", ") if match else []

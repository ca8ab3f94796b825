"""What a text must hold for a pattern to match it at all: the words of which one is in every match.

Place in the stream: rule patterns in, conditions out; `candidates.py` asks them before any pattern is tried. Of
`(?<measure>.+?)(?:达到|达)(?<value>⟨Qty⟩)` each match holds 达到 or 达, and ⟨Qty⟩: `of` gives these two sets. What the
reader below does not know (a negated class, a repeat that may be absent) sets no condition, so a condition never
excludes a text that the pattern matches; a notation that it does not know makes it give none at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

__all__ = ["of"]

Words = frozenset[str]

MOST_WORDS = 400
"""Words of one condition; a condition of more tells little."""

MOST_GROWN = 64
"""Strings that a row of pieces may have before it is cut in two conditions."""

_EMPTY: Words = frozenset({""})
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_CLASS_ESCAPES = "dDwWsSpPN"
_EDGES = "bBAZG"


class _Unknown(Exception):  # noqa: N818
    """A notation that this reader does not know."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a pattern: the strings that it can be when they are few, and what else a match of it holds."""

    exact: Words | None = None
    conditions: tuple[Words, ...] = ()

    @property
    def all(self) -> tuple[Words, ...]:
        """Give the conditions, the strings themselves among them."""
        if self.exact is None or "" in self.exact:
            return self.conditions
        return (*self.conditions, self.exact)


_ANY = _Piece()
_NOTHING = _Piece(_EMPTY)


def of(pattern: str) -> tuple[Words, ...]:
    """Give the sets of words of which a text that matches a pattern holds at least one each."""
    try:
        return tuple(dict.fromkeys(map(_shortest, _Reader(pattern).whole().all)))
    except _Unknown:
        return ()


def _shortest(words: Words) -> Words:
    """Drop the words that hold another one: where 上一 stands, 一 does."""
    return frozenset(word for word in words if not any(part in words for part in _parts(word)))


def _parts(word: str) -> Iterator[str]:
    """Give the stretches of a word that are shorter than it."""
    for size in range(1, len(word)):
        for start in range(len(word) - size + 1):
            yield word[start : start + size]


def _joined(pieces: list[_Piece]) -> _Piece:
    """Put pieces in a row: strings grow while they are few, else become a condition."""
    exact: Words | None = _EMPTY
    conditions: list[Words] = []
    complete = True
    for piece in pieces:
        conditions += piece.conditions
        grown = _crossed(exact, piece.exact)
        if grown is None:
            conditions += _Piece(exact).all
            complete = False
            grown = piece.exact
        exact = grown
    if complete:
        return _Piece(exact, tuple(conditions))
    return _Piece(None, (*conditions, *_Piece(exact).all))


def _crossed(left: Words | None, right: Words | None) -> Words | None:
    if left == _EMPTY or right == _EMPTY:
        return right if left == _EMPTY else left
    if left is None or right is None or len(left) * len(right) > MOST_GROWN:
        return None
    return frozenset(a + b for a, b in product(left, right))


def _either(pieces: list[_Piece]) -> _Piece:
    """Put pieces beside each other: their strings together, or of each the condition that tells most."""
    if len(pieces) == 1:
        return pieces[0]
    if all(piece.exact is not None for piece in pieces) and not any(piece.conditions for piece in pieces):
        exact = frozenset().union(*(piece.exact or () for piece in pieces))
        return _Piece(exact) if len(exact) <= MOST_WORDS else _ANY
    if not all(piece.all for piece in pieces):
        return _ANY
    words = frozenset().union(*(max(piece.all, key=telling) for piece in pieces))
    return _Piece(None, (words,)) if len(words) <= MOST_WORDS else _ANY


def telling(words: Words) -> tuple[int, int]:
    """Order conditions by how seldom they hold: long words first, few words first."""
    return min(min(map(len, words)), 2), -len(words)


class _Reader:
    """Read a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0

    def whole(self) -> _Piece:
        """Read the whole pattern."""
        piece = self._branches()
        if self.at < len(self.pattern):
            raise _Unknown
        return piece

    def _branches(self) -> _Piece:
        branches = [self._row()]
        while self._take("|"):
            branches.append(self._row())
        return _either(branches)

    def _row(self) -> _Piece:
        pieces = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            pieces.append(self._repeated(self._one()))
        return _joined(pieces)

    def _repeated(self, piece: _Piece) -> _Piece:
        """Apply the repeat that follows a piece."""
        if self._peek() not in ("*", "+", "?", "{"):
            return piece
        least, most = self._bounds()
        if (least, most) == (1, 1):
            return piece
        self._take("?") or self._take("+")
        if least == 0:
            optional = most == 1 and piece.exact is not None and not piece.conditions
            return _Piece(piece.exact | _EMPTY) if optional and piece.exact is not None else _ANY
        if least == most and piece.exact is not None and not piece.conditions:
            return _joined([piece] * least)
        return _Piece(None, piece.all)

    def _bounds(self) -> tuple[int, int]:
        for sign, bounds in (("*", (0, 99)), ("+", (1, 99)), ("?", (0, 1))):
            if self._take(sign):
                return bounds
        if not self._take("{"):
            return 1, 1
        least, comma, most = self._until("}").partition(",")
        if not (least or most).isdigit():
            raise _Unknown
        return int(least or 0), int(most or 99) if comma else int(least)

    def _one(self) -> _Piece:
        character = self._next()
        if character == "(":
            return self._group()
        if character == "[":
            return self._class()
        if character == "\\":
            return self._escape()
        if character == ".":
            return _ANY
        return _NOTHING if character in "^$" else _Piece(frozenset({character}))

    def _group(self) -> _Piece:
        negative = looks = False
        if self._take("?"):
            if self._take("<=") or self._take("="):
                looks = True
            elif self._take("<!") or self._take("!"):
                negative = True
            elif self._take("<") or self._take("P<"):
                self._until(">")
            elif not (self._take(":") or self._take(">")):
                raise _Unknown
        piece = self._branches()
        if not self._take(")"):
            raise _Unknown
        if negative:
            return _NOTHING
        return _Piece(_EMPTY, piece.all) if looks else piece

    def _escape(self) -> _Piece:
        character = self._next()
        if character in "pPN":
            self._take("{") and self._until("}")
        if character in _CLASS_ESCAPES:
            return _ANY
        if character in _EDGES:
            return _NOTHING
        if character == "u":
            self.at += 4
            return _Piece(frozenset({chr(int(self.pattern[self.at - 4 : self.at], 16))}))
        if character.isalnum() and character not in _PLAIN_ESCAPES:
            raise _Unknown
        return _Piece(frozenset({_PLAIN_ESCAPES.get(character, character)}))

    def _class(self) -> _Piece:
        """Read a class of characters; a negated one, or one with classes inside, says nothing."""
        known = not self._take("^")
        members: set[str] = set()
        first = True
        while first or not self._take("]"):
            low, first = self._member(), False
            high = low
            if self._peek() == "-" and self.pattern[self.at + 1] != "]":
                self.at += 1
                high = self._member()
            if not low or not high or ord(high) - ord(low) > MOST_WORDS:
                known = False
            else:
                members.update(map(chr, range(ord(low), ord(high) + 1)))
        return _Piece(frozenset(members)) if known else _ANY

    def _member(self) -> str:
        """Read one character of a class; empty when it stands for many."""
        character = self._next()
        if character == "\\":
            (found,) = self._escape().exact or _EMPTY
            return found
        if character == "[" or (character in "-&|~" and self._peek() == character):
            raise _Unknown
        return character

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _next(self) -> str:
        character = self._peek()
        if not character:
            raise _Unknown
        self.at += 1
        return character

    def _take(self, sign: str) -> bool:
        found = self.pattern.startswith(sign, self.at)
        self.at += len(sign) * found
        return found

    def _until(self, sign: str) -> str:
        end = self.pattern.find(sign, self.at)
        if end < 0:
            raise _Unknown
        text, self.at = self.pattern[self.at : end], end + len(sign)
        return text

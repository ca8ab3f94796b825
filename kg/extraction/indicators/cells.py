"""Cells: the stretch of a sentence around one number that says what it measures.

Place in the stream: shadow sentence → cells → rules. A cell reaches from the last clause mark to the next; a number
before it in the same clause ends its own cell first: 科研团队40个|、科研人员401人.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import regex

from kg.extraction.patterns import TOKENS, Annotation, Shadow
from kg.extraction.quantities import TYPES

MARKS = "，。；：！？（）|\n"
_MARK = regex.compile(f"[{MARKS}]")
_JOINS = regex.compile(r"以及|并且|[、和与及](?!地区)|并(?![购网联轨])")


@dataclass(frozen=True)
class Cell:
    """One number and its surroundings, in symbols of the sentence's shadow."""

    shadow: Shadow  # the sentence, with the number written as @This
    number: Annotation
    at: int
    begin: int
    end: int
    clause: int  # symbol at which its clause begins
    first: bool  # no number before it in its clause

    @cached_property
    def text(self) -> str:
        """Give the cell's symbols."""
        return self.shadow.text[self.begin : self.end]

    @property
    def before(self) -> str:
        """Give the symbols of the clause before the number."""
        return self.shadow.text[self.clause : self.at]


def cut(shadow: Shadow) -> Iterator[Cell]:
    """Cut a sentence's shadow into the cells of its numbers, in order."""
    numbers = [number for number, annotation in shadow.at.items() if annotation.type in TYPES]
    marks = [-1, *(found.start() for found in _MARK.finditer(shadow.text)), len(shadow.text)] if numbers else []
    for order, at in enumerate(numbers):
        after_mark = bisect_left(marks, at)
        clause, close = marks[after_mark - 1] + 1, marks[after_mark]
        before = numbers[order - 1] if order and numbers[order - 1] >= clause else None
        after = numbers[order + 1] if order + 1 < len(numbers) and numbers[order + 1] < close else None
        focused = shadow.with_text(shadow.text[:at] + TOKENS["This"] + shadow.text[at + 1 :])
        yield Cell(
            shadow=focused,
            number=shadow.at[at],
            at=at,
            begin=clause if before is None else _left_edge(shadow.text, before, at),
            end=close if after is None else _right_edge(shadow.text, at, after),
            clause=clause,
            first=before is None,
        )


def _left_edge(text: str, before: int, at: int) -> int:
    """Find where a cell begins after an earlier number: at the word that joins the two, else at that number."""
    join = _JOINS.search(text, before + 1, at)
    return join.end() if join else before


def _right_edge(text: str, at: int, after: int) -> int:
    """Find where a cell ends before a later number: at the word that joins the two, else at that number."""
    join = _JOINS.search(text, at + 1, after)
    return join.start() if join else after

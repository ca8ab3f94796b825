"""Find products and techniques by their head noun (…芯片, …检测仪, …焊接工艺) where the text makes, uses or sells them.

Place in the stream: hits of heads → finds. The left edge is grown over words; a term needs a modifier that tells it
apart, and words beside it that speak of it as a thing: 研制的…, …实现量产, …市场占有率. `evidence` knows those words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from kg.extraction.entities import dictionary, evidence, phrases
from kg.extraction.entities.dictionary import Hit
from kg.extraction.entities.found import Found
from kg.extraction.entities.growing import Grower, is_generic
from kg.model import Span

__all__ = ["Term", "find"]


_QUOTED = regex.compile(r"“[^“”，。、；：]{1,9}”(?:系列|型|牌)?$")


@dataclass(frozen=True, slots=True)
class Term:
    """A head noun with what stands before it."""

    start: int
    end: int
    head: int  # where the head begins
    type: str
    kind: str  # of the head: alone, weak, process, or none of these

    @property
    def is_bare(self) -> bool:
        """Say whether nothing stands before the head."""
        return self.start == self.head


def find(grower: Grower, hits: Sequence[Hit]) -> Iterator[Found]:
    """Find the products and techniques of a text."""
    terms = [term for hit in dictionary.longest_at_ends(hits) if (term := _term(grower, hit)) is not None]
    told = {term.end: term for term in terms if evidence.tells(grower, term)}
    for term in [*terms, *reversed(terms)]:
        if term.end not in told and _is_beside(grower.text, term, terms, told):
            told[term.end] = term
    for term in told.values():
        label = grower.text[term.start : term.end]
        yield Found(Span(term.start, term.end), term.type, label, "entity.term/1", core=False, weight=3)


def _term(grower: Grower, hit: Hit) -> Term | None:
    row = dictionary.heads()[hit.word]
    words = grower.words
    if words.ending_at(hit.end) is None or not evidence.is_free(grower, hit.end):
        return None
    first = words.starts[words.holding(hit.start)]
    if first < hit.start - 3 or (first < hit.start and len(hit.word) == 1 and hit.end - first < 3):
        return None
    start = _named(grower.text, phrases.left(grower, hit.start))
    plain = hit.word == "技术" and grower.text[start : hit.start] in dictionary.fields()
    if plain or grower.text[start : hit.end] in dictionary.fields():
        return None
    term = Term(start, hit.end, hit.start, row["type"], row["kind"])
    if hit.word == "技术" and term.start < hit.start and grower.text[hit.start - 1] == "”":
        return None  # the quoted name itself is the technique's
    if term.is_bare:
        return term if term.kind == "alone" else None
    return term if _is_specific(grower, term) else None


def _named(text: str, start: int) -> int:
    """Take in the quoted name before a term: “云龙”|操作系统, “逐日”系列|储能电池."""
    quoted = _QUOTED.search(text, max(0, start - 14), start)
    return start if quoted is None else quoted.start()


def _is_specific(grower: Grower, term: Term) -> bool:
    """Say whether a modifier tells the term apart: 电磁屏蔽膜, but neither 先进装备 nor 智能系统."""
    parts = [part for part, _ in grower.parts(term.start, term.head)]
    special = [part for part in parts if not is_generic(part)]
    if term.kind == "weak":
        return sum(map(len, special)) >= 3 or (len(parts) > 1 and sum(map(len, special)) >= 2)
    return sum(map(len, special)) >= 2 or (bool(special) and term.end - term.start >= 4)


def _is_beside(text: str, term: Term, terms: Sequence[Term], told: dict[int, Term]) -> bool:
    """Say whether a term is listed with another of its class that the text speaks of."""
    before = text[term.start - 1 : term.start]
    if before in ("、", "和", "与", "及") and term.start - 1 in told:
        return told[term.start - 1].type == term.type
    if text[term.end : term.end + 1] not in ("、", "和", "与", "及"):
        return False
    return any(other.start == term.end + 1 and other.end in told and other.type == term.type for other in terms)

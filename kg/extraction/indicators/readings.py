"""Readings: what one rule makes of one cell: the thing measured, its type, the words that say so.

Place in the stream: cells × rules → readings, before subjects and times are settled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import regex

from kg.extraction.indicators import words
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.subjects import Subject
from kg.extraction.patterns import TOKENS, Annotation, Match
from kg.extraction.rules import Rule
from kg.model import Quantity, Span

_TOKENS = regex.compile("[" + "".join(TOKENS[name] for name in TOKENS if name != "Name") + "]")


@dataclass
class Reading:
    """What a cell says, as far as the cell alone can."""

    cell: Cell
    rule: Rule
    base: str = ""  # what is measured: 技术合同成交额; empty: that of the reading before
    start: int = 0  # where it begins in the article
    verb: str = ""
    name: Callable[[str], str] = field(default=lambda base: base)
    type: str = "stock"
    scope: str = ""
    role: str = ""
    lead: Span | None = None  # the words before a counted noun, where a subject may stand
    flow: str = ""  # the verb that a list shares: 新增
    base_span: Span | None = None  # the words of the base
    verb_span: Span | None = None
    said: Span | None = None  # 分别 before a list of numbers
    who: Subject | None = None  # whom a respectively list gives the number to
    shared: Quantity | None = None  # the first number of a respectively list
    thing: Span | None = None  # what an attribute before it belongs to: 总投资n亿元的|储能项目
    hedge: str = ""  # a word of comparison set apart from its number: 几乎|占…的80%
    dimension: str = ""  # what a unit of area or length says of the noun after it: 面积

    @property
    def number(self) -> Annotation:
        """Give the number read."""
        return self.cell.number


def phrase(match: Match, group: str) -> tuple[str, int]:
    """Give a group's phrase, trimmed, without numbers and times before it, and where it begins in the article."""
    begin, end = match.found.span(group) if group in match.rule.groups else (-1, -1)
    if begin < 0 or begin == end:
        return "", 0
    edges = [begin, *[edge for token in _TOKENS.finditer(match.shadow.text, begin, end) for edge in token.span()], end]
    pieces = [(edges[n], edges[n + 1]) for n in range(0, len(edges), 2)]
    while pieces[-1][0] == pieces[-1][1] and len(pieces) > 1 and match.shadow.text[pieces[-1][1] - 1] == TOKENS["Time"]:
        pieces.pop()  # 指数|自2013年起|连续5年|居首位: what is measured stands before the times
    begin, end = pieces[-1]
    if _is_only_verb(match, pieces):
        begin, end = pieces[-2]  # 中欧班列|全年|开行: what is measured stands before the time
    begin = _with_bound(match, begin, floor=edges[0])
    if begin >= end:
        return "", 0
    span = match.shadow.span(begin, end)
    text = "".join(match.shadow.printed(span).split())
    aside = _ASIDE.match(text)
    if aside:
        text, span = text[aside.end() :], Span(span.start + aside.end(), span.end)
    crossed = _CROSSED.search(text, 2)
    trimmed, cut = words.trim(text[: crossed.start()] if crossed else text)
    return trimmed, span.start + cut


def _is_only_verb(match: Match, pieces: list[tuple[int, int]]) -> bool:
    """Say whether the last words are a bare verb after a time, with a noun before that."""
    if len(pieces) < 2 or pieces[-2][0] == pieces[-2][1] or match.shadow.text[pieces[-2][1]] != TOKENS["Time"]:
        return False
    return match.shadow.text[slice(*pieces[-1])] in words.listed("flow") and pieces[-2][1] - pieces[-2][0] >= 2


def _with_bound(match: Match, begin: int, *, floor: int) -> int:
    """Keep the bound that says which things are meant: 10亿元以上|企业."""
    bound = match.shadow.at.get(begin - 1) if begin > floor else None
    if bound is None or bound.type != "Qty" or bound.item.comparator != "at-least" or bound.item.unit in ("NUM", ""):
        return begin
    return begin - 1 if bound.item.text.endswith("以上") else begin


def plain(text: str) -> str:
    """Drop blanks and what stands in brackets."""
    return _BRACKETS.sub("", "".join(text.split()))


_BRACKETS = regex.compile(r"（[^（）]*）")


_ASIDE = regex.compile(r"[^（]{0,12}（[^）]*）(?:实现|完成)(?=..)")


_CROSSED = regex.compile("突破.{0,4}$|跨过|迈过|跨越|跃上|登上|迈上|跨上|迈入|跨入|站上|连续")


def begun(cell: Cell, match: Match, group: str = "measure") -> Reading:
    """Begin a reading with what a rule's group says is measured."""
    base, start = phrase(match, group)
    span = Span(start, start + len(base))
    base = plain(base)
    kept = base if _says_something(base) else ""
    return Reading(
        cell,
        match.rule,
        base=kept,
        start=start,
        verb=match.text_of("verb"),
        scope=match.text_of("scope"),
        role=match.rule.set.get("role", ""),
        base_span=span if kept else None,
        verb_span=match.span_of("verb"),
    )


def _says_something(base: str) -> bool:
    return len(base) >= 2 or base in ("水", "电", "煤", "油", "粮", "茶", "长", "宽", "高", "重")

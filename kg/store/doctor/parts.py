"""Cut the pattern of a query into the parts that must hold together, each with its place in the text.

Place in the stream: the doctor's first step. The parts keep the words of the query (rdflib's algebra would lose where
they stand), so a finding can point at them and a mended query differs only where it was mended. What is optional is no
part: it cannot empty an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.store.tokens import Token, scan

__all__ = ["Group", "Part", "Pattern", "Term", "cut", "leaves", "render"]

OPENERS = {"(": ")", "[": "]", "{": "}"}
STRUCTURE = frozenset({"OPTIONAL", "MINUS", "GRAPH", "FILTER", "BIND", "VALUES", "SERVICE", "UNION", "SELECT"})


class Term(NamedTuple):
    """A stretch of the query's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One condition: a triple with its three terms, or a filter, values, minus, bind or subquery as it is written."""

    kind: str
    text: Term
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between braces; `graph` is the term of GRAPH, and `others` are the further branches of a UNION."""

    members: tuple[Part | Group, ...]
    graph: str = ""
    others: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A query's pattern, and the text before and after it."""

    sparql: str
    prologue: str
    head: str  # from the form (SELECT …) to the pattern
    dataset: str
    group: Group
    tail: str  # ORDER BY, LIMIT, HAVING …


@dataclass(slots=True)
class _Cursor:
    sparql: str
    tokens: list[Token]
    at: int = 0
    end: int = field(default=0)

    @property
    def token(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    @property
    def word(self) -> str:
        return self.token.word if self.token else ""

    @property
    def mark(self) -> str:
        return self.token.text if self.token and self.token.kind == "mark" else ""

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        self.end = token.start + len(token.text)
        return token

    def skip_balanced(self) -> None:
        """Take one token, or everything up to the bracket that closes it."""
        closer = OPENERS.get(self.take().text)
        while closer and self.token and self.mark != closer:
            self.skip_balanced()
        if closer and self.token:
            self.take()

    def cut(self, start: int) -> Term:
        return Term(self.sparql[start : self.end], start, self.end)


def cut(sparql: str) -> Pattern | None:
    """Cut a query that parses; None when it has no pattern that could be empty."""
    tokens = list(scan(sparql))
    opening = _opening(tokens)
    if opening is None:
        return None
    cursor = _Cursor(sparql, tokens, opening)
    group = _group(cursor)
    form = next((token for token in tokens if token.word in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}), tokens[0])
    start = tokens[opening].start
    dataset = _dataset(sparql, tokens[:opening])
    return Pattern(sparql, sparql[: form.start], sparql[form.start : start], dataset, group, sparql[cursor.end :])


def _opening(tokens: list[Token]) -> int | None:
    """Find the brace that opens the pattern: after WHERE, or the first that is no template of CONSTRUCT."""
    words = [token.word for token in tokens]
    if "WHERE" in words:
        place = words.index("WHERE") + 1
        return place if place < len(tokens) and tokens[place].text == "{" else None
    return next((index for index, token in enumerate(tokens) if token.text == "{" and token.kind == "mark"), None)


def _dataset(sparql: str, head: list[Token]) -> str:
    start = next((token.start for token in head if token.word == "FROM"), None)
    if start is None:
        return ""
    last = [token for token in head if token.word != "WHERE"][-1]
    return sparql[start : last.start + len(last.text)]


def _group(cursor: _Cursor, graph: str = "") -> Group:
    """Read from `{` to its `}`."""
    cursor.take()
    members: list[Part | Group] = []
    while cursor.token and cursor.mark != "}":
        members += _members(cursor)
    if cursor.token:
        cursor.take()
    return Group(tuple(members), graph)


def _members(cursor: _Cursor) -> Iterator[Part | Group]:
    word, start = cursor.word, cursor.tokens[cursor.at].start
    if cursor.mark == ".":
        cursor.take()
    elif cursor.mark == "{":
        yield _union(cursor)
    elif word == "GRAPH":
        cursor.take()
        yield _group(cursor, graph=cursor.take().text)
    elif word in STRUCTURE:
        yield from _clause(cursor, word, start)
    else:
        yield from _triples(cursor)


def _union(cursor: _Cursor) -> Part | Group:
    """Read a nested group with its UNION branches; a group that is a subquery stays as it is written."""
    start = cursor.tokens[cursor.at].start
    if cursor.at + 1 < len(cursor.tokens) and cursor.tokens[cursor.at + 1].word == "SELECT":
        cursor.skip_balanced()
        return Part("subquery", cursor.cut(start))
    first, others = _group(cursor), []
    while cursor.word == "UNION":
        cursor.take()
        others.append(_group(cursor))
    return Group(first.members, others=tuple(others))


def _clause(cursor: _Cursor, word: str, start: int) -> Iterator[Part]:
    cursor.take()
    if word == "FILTER":
        _constraint(cursor)
    elif word == "VALUES":
        _values(cursor)
    elif cursor.token:
        cursor.skip_balanced()
    if word != "OPTIONAL":
        yield Part(word.lower(), cursor.cut(start))


def _constraint(cursor: _Cursor) -> None:
    """Take what FILTER asks: NOT EXISTS {…}, EXISTS {…}, a call with its brackets, or brackets alone."""
    while cursor.token and cursor.mark not in {"(", "{"}:
        cursor.take()
    if cursor.token:
        cursor.skip_balanced()


def _values(cursor: _Cursor) -> None:
    while cursor.token and cursor.mark != "{":
        cursor.skip_balanced()
    if cursor.token:
        cursor.skip_balanced()


def _triples(cursor: _Cursor) -> Iterator[Part]:
    """Read one subject with its `;` and `,` lists as single triples."""
    subject = _term(cursor)
    while cursor.token and cursor.mark not in {".", "}", "{"} and cursor.word not in STRUCTURE:
        if cursor.mark == ";":
            cursor.take()
            continue
        verb = _verb(cursor)
        while True:
            target = _term(cursor)
            yield Part("triple", Term(f"{subject.text} {verb.text} {target.text}", verb.start, target.end),
                       (subject, verb, target))  # fmt: skip
            if cursor.mark != ",":
                break
            cursor.take()


def _term(cursor: _Cursor) -> Term:
    """Take one term: a bracketed one whole, a literal with its language or datatype, a signed number."""
    if cursor.token is None:
        return Term("", cursor.end, cursor.end)
    start = cursor.token.start
    kind = cursor.token.kind
    if cursor.mark in {"+", "-"}:
        cursor.take()
    cursor.skip_balanced()
    if kind == "string" and cursor.token:
        if cursor.token.kind == "language":
            cursor.take()
        elif cursor.token.text == "^^":
            cursor.take()
            cursor.take()
    return cursor.cut(start)


PATH_MARKS = frozenset({"/", "|", "*", "+", "?", "^", "!"})


def _verb(cursor: _Cursor) -> Term:
    """Take a predicate or a property path."""
    start = cursor.tokens[cursor.at].start
    while cursor.mark in {"^", "!"}:
        cursor.take()
    cursor.skip_balanced()
    while cursor.mark in PATH_MARKS:
        mark = cursor.take().text
        if mark in {"/", "|"}:
            while cursor.mark in {"^", "!"}:
                cursor.take()
            cursor.skip_balanced()
    return cursor.cut(start)


def leaves(group: Group) -> Iterator[tuple[Part | Group, tuple[str, ...]]]:
    """Give every part with the graphs it stands in; a UNION counts as one part."""
    yield from _leaves(group, ())


def _leaves(group: Group, graphs: tuple[str, ...]) -> Iterator[tuple[Part | Group, tuple[str, ...]]]:
    inside = (*graphs, group.graph) if group.graph else graphs
    for member in group.members:
        if isinstance(member, Group) and not member.others:
            yield from _leaves(member, inside)
        else:
            yield member, inside


def render(
    member: Part | Group, without: frozenset[int] = frozenset(), *, optional: frozenset[int] = frozenset()
) -> str:
    """Write a pattern again, without the parts whose `id()` is in `without`, those in `optional` as OPTIONAL."""
    if id(member) in without:
        return ""
    if isinstance(member, Part):
        text = f"{member.text.text} ." if member.kind == "triple" else member.text.text
        return f"OPTIONAL {{ {text} }}" if id(member) in optional else text
    if member.others:
        branches = [Group(member.members), *member.others]
        return " UNION ".join(render(branch, without, optional=optional) for branch in branches)
    inner = "\n  ".join(_ordered(render(child, without, optional=optional) for child in member.members))
    return f"GRAPH {member.graph} {{ {inner} }}" if member.graph else f"{{\n  {inner}\n}}"


def _ordered(texts: Iterable[str]) -> list[str]:
    """Set what is optional after what must hold."""
    return sorted((text for text in texts if text), key=lambda text: text.startswith("OPTIONAL"))

"""Read what a request asks of a canned question: its values, its page, and the answer.

Place in the stream: between the address of a question and its faces. The store binds the values; nothing is pasted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import pyoxigraph as ox
from flask import request

import queries
from kg.store import Answer, Format, Kind
from kg.store.answers import of
from queries import Query
from server.proxies import store
from server.regrets import regret

__all__ = ["RESERVED", "Asked", "Page", "ask", "find", "sliced"]

# What an address may say besides the values of parameters.
RESERVED = ("format", "lang", "page", "size", "view")
LARGEST_PAGE = 1_000
LONGEST_VALUE = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the rows; `size` 0 means all of them."""

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """Give the number of the last page."""
        return max(1, -(-self.total // self.size)) if self.size else 1

    @property
    def start(self) -> int:
        """Give the place of the first row, from 0."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """Give the place after the last row."""
        return min(self.start + self.size, self.total) if self.size else self.total


@dataclass(frozen=True)
class Asked:
    """A question with its values and its whole answer."""

    query: Query
    values: Mapping[str, str]
    answer: Answer
    rows: list[tuple[Any, ...]]
    page: Page


def find(name: str) -> Query:
    """Find a question by name; 404 when there is none."""
    if name not in queries.names():
        raise regret(404, "no_question", name=name[:80])
    return queries.load(name, base=store.base)


def ask(query: Query, *, size: int = 0) -> Asked:
    """Answer a question as the request asks it; `size` is the page's when the request names none."""
    values = _values(query)
    answer = store.answer(query, values)
    rows = answer.rows
    page = Page(_number("page", 1), _number("size", size, most=LARGEST_PAGE), len(rows))
    if page.number > page.last:
        raise regret(404, "no_such_page", page=page.number, last=page.last)
    return Asked(query, values, answer, rows, page)


def sliced(asked: Asked) -> Answer:
    """Give the answer of one page, to be written by the store's own serialisers."""
    if not asked.page.size or asked.answer.kind is not Kind.SOLUTIONS:
        return asked.answer
    document = json.loads(asked.answer.serialize(Format.JSON))
    kept = document["results"]["bindings"][asked.page.start : asked.page.end]
    plain = json.dumps({"head": document["head"], "results": {"bindings": kept}}).encode()
    parse = cast("Callable[[], Any]", lambda: ox.parse_query_results(plain, format=ox.QueryResultsFormat.JSON))
    return of(parse)


def _values(query: Query) -> dict[str, str]:
    """Read the values; one that is given twice, is too long or belongs to no parameter is refused."""
    given: dict[str, str] = {}
    for name, values in request.args.lists():
        if name in RESERVED:
            continue
        if name not in query.parameters:
            known = ", ".join(query.parameters) or "—"
            raise regret(400, "no_parameter", name=name[:80], known=known)
        if len(values) > 1:
            raise regret(400, "twice", name=name)
        if len(values[0]) > LONGEST_VALUE:
            raise regret(400, "too_long", name=name, most=LONGEST_VALUE)
        given[name] = values[0]
    return given


def _number(name: str, default: int, *, most: int = 10**9) -> int:
    text = request.args.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:12]) <= most):
        raise regret(400, "no_number", name=name, most=most)
    return int(text[:12])

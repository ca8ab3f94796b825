"""Evaluate free queries for views: in a killable worker when there are any, else here.

Place in the house: what a view calls that must run a query of a stranger's, such as a picture of any CONSTRUCT. Canned
queries need none of this: they are bounded by construction and run in `proxies.store`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask import request

from kg.errors import QueryError
from kg.store import Format, Forms, Kind, Question
from server import answering
from server.answering import Outcome
from server.config import Settings
from server.protocol import Asked
from server.proxies import edition, settings

__all__ = ["Table", "addressed", "ask", "endpoint", "evaluate", "for_page", "table"]

PAGE_ROWS = 1_000
_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for a page: columns, and each row's terms as SPARQL JSON gives them (None where unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[dict[str, Any] | None, ...], ...]
    more: int = 0  # rows that are not shown


def endpoint() -> str:
    """Give the absolute IRI of the SPARQL service, as the world sees it."""
    return addressed(settings, request.scheme, request.headers.get("Host", ""))


def addressed(settings: Settings, scheme: str, host: str) -> str:
    """Give the service's IRI under its public address, or under the host that a request names if that is one."""
    if settings.url:
        return f"{settings.url.rstrip('/')}/sparql"
    named = host if _is_host(host) else f"{settings.host}:{settings.port}"
    return f"{scheme}://{named}/sparql"


@lru_cache(maxsize=1024)
def _is_host(host: str) -> bool:
    return _HOST.fullmatch(host) is not None


def evaluate(asked: Asked) -> Outcome:
    """Evaluate a question within all limits; raises `QueryError` or `ProblemError`."""
    pool = edition.pool
    try:
        if pool is None:
            return answering.evaluate(edition.store, asked, settings.bounds)
        return pool.evaluate_from_thread(asked, client=request.remote_addr or "")
    except QueryError as error:
        raise answering.reworded(error, asked) from error


def ask(sparql: str, forms: Forms | None = None) -> Outcome:
    """Evaluate SPARQL text that a stranger sent, as SPARQL JSON or Turtle unless other forms are wanted."""
    return evaluate(Asked(Question(sparql, base_iri=endpoint()), forms or Forms()))


def for_page(asked: Asked) -> Asked:
    """Ask for what a page is made of."""
    return replace(asked, forms=Forms(Format.JSON, Format.TURTLE), coding="")


def table(outcome: Outcome) -> Table | None:
    """Read the rows of an outcome in SPARQL JSON; None for a graph."""
    if outcome.kind is Kind.TRIPLES:
        return None
    document = json.loads(bytes(outcome.body))
    if outcome.kind is Kind.BOOLEAN:
        return Table(("boolean",), (({"type": "literal", "value": str(document["boolean"]).lower()},),))
    columns = tuple(document["head"]["vars"])
    bindings = document["results"]["bindings"]
    rows = tuple(tuple(binding.get(column) for column in columns) for binding in bindings[:PAGE_ROWS])
    return Table(columns, rows, max(0, len(bindings) - PAGE_ROWS))

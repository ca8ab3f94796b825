"""Make the reply to a question: its validator before it is evaluated, its headers after.

Place in the house: between the protocol and whoever sends. An answer depends on the version of the graph and on the
question alone, so its ETag is known without evaluating, and a client that has it is told so at once (RFC 9110, 13.1.2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from kg.errors import QueryRefused
from kg.store import GRAPHS, RESULTS, Bounds, Format, Forms, Kind, Store
from server import compression, negotiation
from server.problems import said
from server.protocol import METHODS, Asked
from server.replies import CORS, Reply

__all__ = [
    "Outcome",
    "evaluate",
    "fingerprint",
    "is_steady",
    "matches",
    "options",
    "reply",
    "reworded",
    "unchanged",
    "validator",
]

VARY = "Accept, Accept-Encoding"
_UNSTEADY = re.compile(r"\b(?:rand|now|uuid|struuid|bnode)\s*\(", re.IGNORECASE)
_ETAG = re.compile(r'(?:W/)?("[^"]*")')


@dataclass(frozen=True, slots=True)
class Outcome:
    """An evaluated answer, coded as it will be sent."""

    body: bytes | memoryview  # a large one is not copied
    kind: Kind
    form: Format
    rows: int
    cut: bool = False
    coding: str = ""

    @property
    def text(self) -> str:
        """Give the body as text, if it is not coded."""
        return bytes(self.body).decode("utf-8")


def evaluate(store: Store, asked: Asked, bounds: Bounds) -> Outcome:
    """Evaluate a question here and now; raises `QueryError`."""
    written = store.write(asked.question, asked.forms, bounds)
    body = _with_notice(written.body, written.form, bounds) if written.cut else written.body
    body, coding = compression.encode(body, asked.coding)
    return Outcome(body, written.kind, written.form, written.rows, written.cut, coding)


def reworded(error: Exception, asked: Asked) -> Exception:
    """Name the media types there are, where the store can only say that the form does not fit."""
    if not isinstance(error, QueryRefused) or error.reason != "format":
        return error
    available = RESULTS if asked.forms.results is None and asked.forms.graphs is not None else GRAPHS
    if asked.forms.results is None and asked.forms.graphs is None:
        available = RESULTS + GRAPHS
    names = negotiation.describe([form.value for form in available])
    return said(
        406,
        "not_acceptable",
        f"This answer is not available in the form asked for; there are: {names}.",
        f"该结果没有所要求的格式；可用的有：{names}。",
        available=[negotiation.MEDIA_TYPES[form.value] for form in available],
    )


def _with_notice(body: bytes, form: Format, bounds: Bounds) -> bytes:
    """Say inside an answer that it was cut, where the form has a place for it: a link in its head."""
    notice = f"/-/settings#KECHUANG_ANSWER_ROWS={bounds.rows}"
    if form is Format.JSON:
        return body.replace(b'{"head":{', b'{"head":{"link":["%s"],' % notice.encode(), 1)
    if form is Format.XML:
        return body.replace(b"</head>", b'<link href="%s"/></head>' % notice.encode(), 1)
    return body


def is_steady(asked: Asked) -> bool:
    """Say whether the question has the same answer every time."""
    return "(" not in asked.question.sparql or _UNSTEADY.search(asked.question.sparql) is None


def fingerprint(sparql: str) -> str:
    """Give the hash by which a query is known in validators and, shortened, in the log."""
    return blake2b(sparql.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def validator(version: str, asked: Asked, known_as: str) -> str:
    """Give the weak ETag of the answer to a question: the query's hash, and one of all that stands beside it."""
    question, forms = asked.question, asked.forms
    graphs = tuple(question.default_graphs), tuple(question.named_graphs)
    return f'W/"{known_as}{_beside(version, graphs, question.base_iri, forms, asked.coding)}"'


@lru_cache(maxsize=1024)
def _beside(version: str, graphs: tuple[tuple[str, ...], ...], base_iri: str, forms: Forms, coding: str) -> str:
    told = (version, *map("\x01".join, graphs), base_iri, forms.results or "", forms.graphs or "", coding)
    return blake2b("\x00".join(told).encode(), digest_size=6).hexdigest()


def unchanged(if_none_match: str | None, etag: str, max_age: int) -> Reply | None:
    """Give the 304 for a client that already has the answer."""
    if not if_none_match or not matches(if_none_match, etag):
        return None
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={max_age}", "Vary": VARY, **CORS}
    return Reply(304, headers)


def matches(if_none_match: str, etag: str) -> bool:
    """Compare weakly (RFC 9110, section 8.8.3.2)."""
    return if_none_match.strip() == "*" or etag.removeprefix("W/") in _ETAG.findall(if_none_match)


def reply(outcome: Outcome, *, version: str, etag: str, max_age: int, bounds: Bounds) -> Reply:
    """Give the reply to a question that was evaluated; without an ETag it is not to be kept."""
    own = {"ETag": etag} if etag else {}
    if outcome.kind is Kind.SOLUTIONS:
        own["Kechuang-Rows"] = str(outcome.rows)
    shared = _shared(outcome.form, outcome.coding, version, max_age if etag else None, bounds.rows * outcome.cut)
    return Reply(200, own, outcome.body, shared)


@lru_cache(maxsize=1024)
def _shared(form: Format, coding: str, version: str, max_age: int | None, cut: int) -> tuple[tuple[str, str], ...]:
    """Give the headers that all answers of one kind have."""
    headers = {
        "Content-Type": negotiation.content_type(form.value),
        "Vary": VARY,
        "Kechuang-Version": version,
        "X-Content-Type-Options": "nosniff",
        **CORS,
        "Cache-Control": "no-store" if max_age is None else f"public, max-age={max_age}",
    }
    if coding:
        headers["Content-Encoding"] = coding
    if cut:
        headers["Kechuang-Cut"] = f"rows={cut}; setting=KECHUANG_ANSWER_ROWS"
        headers["Link"] = '</-/settings#KECHUANG_ANSWER_ROWS>; rel="help"'
    return tuple(headers.items())


def options() -> Reply:
    """Answer OPTIONS, a browser's preflight included (Fetch standard, section 3.2.2)."""
    headers = {
        "Allow": ", ".join(METHODS),
        "Accept-Post": "application/x-www-form-urlencoded, application/sparql-query",
        "Access-Control-Allow-Methods": ", ".join(METHODS),
        "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match, X-Requested-With",
        "Access-Control-Max-Age": "86400",
        "Cache-Control": "public, max-age=86400",
        **CORS,
    }
    return Reply(204, headers)

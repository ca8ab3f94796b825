"""Read a request of the SPARQL 1.1 Protocol (query operation, section 2.1), strictly.

Place in the house: between a request as it came over the wire and a question for the store. No framework is asked to
read anything here: they replace ill-formed UTF-8 silently and take the first of several equal parameters.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from dataclasses import dataclass
from functools import lru_cache

from kg.store import GRAPHS, RESULTS, Format, Forms, Question
from server import negotiation
from server.problems import ProblemError, said

__all__ = ["METHODS", "Asked", "Request", "read"]

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "QUERY")
FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_ONCE = ("query", "timeout")
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
_BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_RESULTS = tuple(form.value for form in RESULTS)
_GRAPHS = tuple(form.value for form in GRAPHS)


@dataclass(frozen=True, slots=True)
class Request:
    """What a request says, as it came."""

    method: str
    query_string: str
    content_type: str = ""
    body: bytes = b""
    accept: str | None = None
    accept_encoding: str | None = None
    endpoint: str = ""  # absolute IRI of the service: relative IRIs of a query are meant from here


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the form, coding and time in which its answer is wanted."""

    question: Question
    forms: Forms
    page: bool = False  # a person reads it
    coding: str = ""
    timeout: float | None = None


Parameters = dict[str, list[str]]


def read(request: Request) -> Asked | None:
    """Read what is asked; None when no query is sent. Raises `ProblemError`."""
    parameters = _parse(request.query_string)
    if request.method in ("POST", "QUERY"):
        sparql = _posted(request, parameters)
    else:
        sparql = parameters["query"][0] if "query" in parameters else None
    for name in _ONCE:
        if len(parameters.get(name, ())) > 1:
            raise _repeated(name)
    for name in _UPDATES:
        if name in parameters:
            raise _update()
    if sparql is None:
        return None
    forms, page = _forms(request.accept, _format(parameters))
    question = Question(
        sparql,
        parameters.get("default-graph-uri", ()),
        parameters.get("named-graph-uri", ()),
        base_iri=request.endpoint,
    )
    coding = negotiation.encoding(request.accept_encoding)
    return Asked(question, forms, page, coding, _timeout(parameters))


def _posted(request: Request, parameters: Parameters) -> str | None:
    """Give the query of a body, and add a form's parameters to those of the address."""
    media_type = request.content_type.partition(";")[0].strip().lower()
    if media_type not in (FORM, DIRECT):
        raise _update() if media_type == UPDATE else _unsupported(media_type)
    charset = negotiation.charset(request.content_type)
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise _unsupported(request.content_type)
    text = _decode(request.body, "the body")
    if media_type == FORM:
        for name, values in _parse(text).items():
            parameters.setdefault(name, []).extend(values)
        return parameters["query"][0] if "query" in parameters else None
    if "query" in parameters:
        raise _repeated("query")
    return text.removeprefix("\ufeff")


def _parse(text: str) -> Parameters:
    """Read `application/x-www-form-urlencoded` as strict UTF-8."""
    parameters: Parameters = {}
    for pair in text.split("&"):
        if pair:
            name, _, value = pair.partition("=")
            parameters.setdefault(_unquote(name), []).append(_unquote(value))
    return parameters


def _unquote(text: str) -> str:
    if "%" not in text and "+" not in text and text.isascii():
        return text
    if _BROKEN_PERCENT.search(text):
        raise said(
            400, "bad_request", "A % is not followed by two hexadecimal digits.", "百分号之后不是两位十六进制数。"
        )
    # Once every % is known to have its digits, this is quoted-printable with another sign, which is decoded in C.
    quoted = text.encode("utf-8").replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")
    return _decode(a2b_qp(quoted), "a parameter")


def _decode(raw: bytes, where: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        place = {"a parameter": "参数", "the body": "请求体"}[where]
        raise said(
            400,
            "bad_request",
            f"The bytes of {where} are not UTF-8 (at byte {error.start}).",
            f"{place}不是 UTF-8 编码（第 {error.start} 字节）。",
        ) from error


@lru_cache(maxsize=4096)
def _forms(accept: str | None, name: str | None) -> tuple[Forms, bool]:
    """Choose the forms for rows and for graphs, and whether a person reads; `?format=` wins over `Accept`."""
    if name is None:
        results, graphs = negotiation.choose(accept, _RESULTS), negotiation.choose(accept, _GRAPHS)
        page = negotiation.choose(accept, (*_RESULTS, *_GRAPHS, "html")) == "html"
        return Forms(Format(results) if results else None, Format(graphs) if graphs else None), page
    if name == "html":
        return Forms(), True
    # One word may mean the form of a table and that of a graph: json, xml.
    graphs = {"json": "jsonld", "xml": "rdf"}.get(name, name)
    return Forms(Format(name) if name in _RESULTS else None, Format(graphs) if graphs in _GRAPHS else None), False


def _format(parameters: Parameters) -> str | None:
    """Give the one form that `?format=` names; SPARQLWrapper names it twice, by its name and by its media type."""
    given = parameters.get("format")
    if not given:
        return None
    names = {name for name in map(negotiation.named, given) if name in (*_RESULTS, *_GRAPHS, "html")}
    if len(names) > 1:
        raise _repeated("format")
    if not names:
        known, wanted = ", ".join((*_RESULTS, *_GRAPHS, "html")), given[0][:80]
        en, zh = (
            f"There is no format {wanted!r}; there are: {known}.",
            f"没有名为 {wanted!r} 的格式；可用的有：{known}。",
        )
        raise said(400, "parameter", en, zh)
    return names.pop()


def _timeout(parameters: Parameters) -> float | None:
    if "timeout" not in parameters:
        return None
    text = parameters["timeout"][0]
    if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text) is None or float(text) <= 0:
        raise said(
            400,
            "parameter",
            "timeout must be a number of seconds greater than 0, such as 2.5.",
            "timeout 应为大于 0 的秒数，例如 2.5。",
        )
    return float(text)


def _repeated(name: str) -> ProblemError:
    return said(
        400, "bad_request", f"{name} is given more than once; send one.", f"参数 {name} 出现多次，请只发送一个。"
    )


def _update() -> ProblemError:
    return said(
        403,
        "refused",
        "This service is read-only: it answers SPARQL queries and no SPARQL Update.",
        "本服务只读：只回答 SPARQL 查询，不接受 SPARQL Update。",
    )


def _unsupported(content_type: str) -> ProblemError:
    return said(
        415,
        "unsupported",
        f"A query is posted as {FORM} or {DIRECT}, in UTF-8, not as {content_type[:80]!r}.",
        f"POST 查询请使用 {FORM} 或 {DIRECT}（UTF-8），而不是 {content_type[:80]!r}。",
        headers={"Accept-Post": f"{FORM}, {DIRECT}"},
    )

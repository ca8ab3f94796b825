"""Answer `/sparql`: the query operation, the description of the service for machines, the editor for people.

Place in the house: one noun over HTTP. Behind `kechuang serve` the event loop (`server.edge`) answers programs itself,
with the same `protocol` and `answering`; this view then makes the pages, and answers everything when the application
runs without it.
"""

from __future__ import annotations

from flask import Blueprint, Response, request
from jinja2 import TemplateNotFound

from kg.errors import KechuangError
from server import answering, description_of_service, evaluation, negotiation, pages, problems, protocol
from server.protocol import Asked
from server.proxies import edition, settings
from server.replies import Reply

__all__ = ["blueprint"]

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql/", methods=list(protocol.METHODS), provide_automatic_options=False)
@blueprint.route("/sparql", methods=list(protocol.METHODS), provide_automatic_options=False)
def endpoint() -> Response:
    """Answer a query, or say what can be asked."""
    if request.method == "OPTIONS":
        return sent(answering.options())
    asked = protocol.read(received())
    if asked is None:
        return _nothing_asked()
    return _page(asked) if asked.page else sent(_answer(asked))


def received() -> protocol.Request:
    """Give the current request as it came over the wire."""
    return protocol.Request(
        method=request.method,
        query_string=request.query_string.decode("latin-1"),
        content_type=request.headers.get("Content-Type", ""),
        body=request.get_data(cache=False) if request.method in ("POST", "QUERY") else b"",
        accept=request.headers.get("Accept"),
        accept_encoding=request.headers.get("Accept-Encoding"),
        endpoint=evaluation.endpoint(),
    )


def sent(reply: Reply) -> Response:
    """Hand a reply to the framework."""
    return Response(bytes(reply.body), reply.status, headers=reply.headers)


def _answer(asked: Asked) -> Reply:
    version, known_as = edition.name, answering.fingerprint(asked.question.sparql)
    etag = answering.validator(version, asked, known_as) if answering.is_steady(asked) else ""
    known = answering.unchanged(request.headers.get("If-None-Match"), etag, settings.max_age) if etag else None
    if known is not None:
        return known
    outcome = evaluation.evaluate(asked)
    return answering.reply(outcome, version=version, etag=etag, max_age=settings.max_age, bounds=settings.bounds)


def _nothing_asked() -> Response:
    if request.method in ("POST", "QUERY"):
        raise problems.said(400, "bad_request", "No query is sent.", "请求中没有查询。")
    offered = ("ttl", "rdf", "jsonld", "nt", "nq", "trig", "html")
    wanted = request.args.get("format")
    form = negotiation.named(wanted) if wanted else negotiation.choose(request.headers.get("Accept"), offered)
    if form == "html":
        return _editor(query="")
    if form not in offered:
        names = negotiation.describe(offered)
        raise problems.said(
            406, "not_acceptable", f"The description of this service comes as: {names}.", f"服务描述的格式有：{names}。"
        )
    return sent(description_of_service.reply(form))


def _page(asked: Asked) -> Response:
    """Show the editor with a query, and what is wrong with it when it has no answer."""
    try:
        outcome = evaluation.evaluate(evaluation.for_page(asked))
    except (KechuangError, problems.ProblemError) as error:
        problem = problems.of(error)
        return _editor(query=asked.question.sparql, status=problem.status, problem=problem.members(pages.language()))
    return _editor(query=asked.question.sparql, outcome=outcome, table=evaluation.table(outcome))


def _editor(*, query: str, status: int = 200, **context: object) -> Response:
    context = {"problem": None, "outcome": None, "table": None, **context}
    try:
        response = pages.render("editor.html", status=status, query=query, **context)
    except TemplateNotFound:
        response = pages.render("form.html", status=status, query=query, **context)
    response.headers["Cache-Control"] = "no-cache"
    return response

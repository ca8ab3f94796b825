"""Show any answer as a picture, and give the neighbours of a thing to the graph one can move.

Place in the house: one noun over HTTP. `/graph` takes any query (evaluated within the limits of `/sparql`) and gives
SVG, GraphML or JSON; `view=chart` charts its numbers. The pictures themselves are made in `server.pictures`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

import pyoxigraph as ox
from flask import Blueprint, Response, jsonify, request

from kg.store import Answer, Kind
from kg.store.answers import of
from server import evaluation, negotiation, pages, pictures
from server.answering import Outcome
from server.problems import said
from server.proxies import store

__all__ = ["answer_of", "blueprint", "drawn"]

blueprint = Blueprint("graph", __name__)
FORMS = ("svg", "graphml", "plain-json")


@blueprint.route("/graph", methods=["GET", "POST"])
def graph() -> Response:
    """Draw the answer of a query: `query`, `view` (graph or chart), `format` (svg, graphml, json), `lang`.

    `inline=1` leaves the style to the page that takes the picture in.
    """
    sparql = request.values.get("query", "")
    if not sparql.strip():
        raise said(400, "bad_request", "No query is sent: /graph?query=…", "请求中没有查询：/graph?query=…")
    answer = answer_of(evaluation.ask(sparql))
    form = _form()
    alone = request.values.get("inline") != "1"
    if request.values.get("view") == "chart":
        return drawn(pictures.chart(answer, store, _language(), alone=alone))
    if form == "graphml":
        return Response(pictures.graphml(answer, store, _language()), content_type="application/graphml+xml")
    if form == "plain-json":
        return _cached(jsonify(pictures.as_json(answer, store, _language())))
    return drawn(pictures.draw(answer, store, _language(), alone=alone))


@blueprint.get("/graph/expand")
def expand() -> Response:
    """Give the neighbours of a thing: `iri`, `lang`."""
    iri = request.args.get("iri", "")
    try:
        node = ox.NamedNode(iri)
    except ValueError as error:
        raise said(400, "bad_request", "`iri` must be an absolute IRI.", "iri 参数须为完整的 IRI。") from error
    network = pictures.neighbours(node.value, store, _language())
    return _cached(jsonify(pictures.elements(network, pictures.Style(store.base, _language()))))


def answer_of(outcome: Outcome) -> Answer:
    """Read an outcome (SPARQL JSON or Turtle) as an answer again."""
    if outcome.kind is Kind.TRIPLES:
        evaluate = cast("Callable[[], Any]", lambda: ox.parse(bytes(outcome.body), format=ox.RdfFormat.TURTLE))
        return Answer(outcome.kind, ("subject", "predicate", "object"), evaluate)
    document = json.loads(bytes(outcome.body))
    plain = json.dumps({key: document[key] for key in ("head", "results", "boolean") if key in document}).encode()
    return of(lambda: cast("Any", ox.parse_query_results(plain, format=ox.QueryResultsFormat.JSON)))


def drawn(svg: str) -> Response:
    """Answer with a picture that stands alone."""
    response = Response(svg, content_type="image/svg+xml; charset=utf-8")
    response.headers["Content-Security-Policy"] = pictures.policy()
    response.headers["X-Content-Type-Options"] = "nosniff"
    return _cached(response)


def _cached(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(("Accept", "Accept-Language"))
    response.add_etag()
    return cast("Response", response.make_conditional(request))


def _form() -> str:
    named = {"json": "plain-json"}.get(request.values.get("format", ""), request.values.get("format", ""))
    form = named or negotiation.choose(request.headers.get("Accept"), FORMS)
    if form not in FORMS:
        raise said(406, "not_acceptable", "Pictures come as: svg, graphml, json.", "图的格式有：svg、graphml、json。")
    return form


def _language() -> str:
    """Give the language: of the form or the address, else of the page."""
    asked = request.values.get("lang")
    return asked if asked in ("zh", "en") else pages.language()

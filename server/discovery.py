"""Let machines find their way: examples for editors, robots, sitemap, search description.

Place in the stream: the last, over HTTP. The examples are the canned queries as `sh:SPARQLExecutable`, the form that
editors for SPARQL read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

import ontology
import queries
from kg.errors import ParameterError
from kg.store import resolving
from queries import Query
from server import description, standalone
from server.addresses import PREFIXES, base
from server.finding import index
from server.forms import DATA, Form, chosen
from server.proxies import store
from server.regrets import regret
from server.remembering import once

__all__ = ["blueprint"]

blueprint = Blueprint("discovery", __name__)
SH, RDFS = PREFIXES["sh"], PREFIXES["rdfs"]
FORMS = DATA
PAGE = 10_000  # addresses in one sitemap; the standard allows 50,000
_FORM = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE | re.MULTILINE)
_KINDS = {
    "SELECT": ("SPARQLSelectExecutable", "select"),
    "ASK": ("SPARQLAskExecutable", "ask"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
    "DESCRIBE": ("SPARQLExecutable", "select"),
}


@blueprint.get("/.well-known/sparql-examples")
@blueprint.get("/.well-known/sparql-examples.<suffix>")
def examples(suffix: str = "") -> Response:
    """Give the canned queries as examples."""
    form = next((form for form in FORMS if form.suffix == suffix), None) if suffix else chosen(*FORMS)
    if form is None:
        raise regret(404, "forms", forms=", ".join(each.suffix for each in FORMS))
    body = once(f"examples-{form.suffix}", lambda: _examples(form, base()))
    response = Response(body, content_type=form.content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.update(("Accept",))
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers where to go and what to leave."""
    return Response(render_template("robots.txt", host=_host()), content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the parts of the sitemap."""
    parts = range(1, -(-len(_addresses()) // PAGE) + 1)
    return _xml("sitemapindex.xml", host=_host(), parts=parts)


@blueprint.get("/sitemap-<int:part>.xml")
def sitemap_part(part: int) -> Response:
    """List the pages of one part."""
    addresses = _addresses()[(part - 1) * PAGE : part * PAGE] if part > 0 else []
    if not addresses:
        raise regret(404, "no_page")
    return _xml("sitemap.xml", host=_host(), addresses=addresses)


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Let browsers search the site from their address bar."""
    return _xml("opensearch.xml", host=_host(), content_type="application/opensearchdescription+xml")


def _addresses() -> list[str]:
    named = [name for name in index().names if name.kind in ("entity", "document", "concept")]
    own = ["/", "/ontology", "/doc", "/overview", "/dump/", *(f"/queries/{name}" for name in queries.names())]
    return own + sorted("/" + name.iri.removeprefix(base()) for name in named if name.iri.startswith(base()))


def _examples(form: Form, under: str) -> bytes:
    quads = [quad for name in queries.names() for quad in _example(queries.load(name, base=under), under)]
    shapes = parse(ontology.text("shapes", base=under), format=RdfFormat.TURTLE)
    prefixes = [quad for quad in shapes if "prefix" in quad.predicate.value or quad.predicate.value == SH + "namespace"]
    declared = parse(ontology.text("shapes", base=under), format=RdfFormat.TURTLE)
    return description.write([*quads, *prefixes, *(q for q in declared if q.predicate.value == SH + "declare")], form)


def _example(query: Query, under: str) -> Iterator[Quad]:
    example = NamedNode(f"{under}queries/{query.name}")
    found = _FORM.search("\n".join(line for line in query.sparql.splitlines() if not line.startswith("#")))
    kind, text = _KINDS[found[1].upper()] if found else _KINDS["SELECT"]
    for name in dict.fromkeys(("SPARQLExecutable", kind)):
        yield Quad(example, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(SH + name))
    for language, words in query.summary.items():
        yield Quad(example, NamedNode(RDFS + "label"), Literal(words, language=language))
        yield Quad(example, NamedNode(RDFS + "comment"), Literal(query.description[language], language=language))
    yield Quad(example, NamedNode(SH + text), Literal(_asked(query)))
    yield Quad(example, NamedNode(SH + "prefixes"), NamedNode(f"{under}shapes"))
    yield Quad(example, NamedNode(PREFIXES["schema"] + "target"), NamedNode(f"{under}sparql"))
    yield from (Quad(example, NamedNode(PREFIXES["schema"] + "keywords"), Literal(tag)) for tag in query.tags)


def _asked(query: Query) -> str:
    """Give the text of a question as it can be run: what it must be told is told by its example."""
    needed = {name: each.example for name, each in query.parameters.items() if each.required}
    try:
        return standalone.bound(query, resolving.settle(store, query, needed)) if needed else query.sparql
    except ParameterError:  # this graph does not hold the things of the example
        return query.sparql


def _host() -> str:
    return request.host_url.rstrip("/")


def _xml(template: str, *, content_type: str = "application/xml", **context: object) -> Response:
    return Response(render_template(template, **context), content_type=f"{content_type}; charset=utf-8")

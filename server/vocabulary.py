"""Show the ontology: one page with every term, in two languages and with examples from the data, and all RDF forms.

Place in the stream: the last, over HTTP. The words come from `kg.graph.glossary`, the examples from the store.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph
from flask import Blueprint, Response

import ontology
import queries
from kg.graph import glossary
from kg.graph.glossary import Glossary, Term
from server import description, diagram, pages, rows, things
from server.addresses import base, iri_of
from server.asking import Row, ask
from server.forms import DATA, HTML, Form, chosen
from server.regrets import regret
from server.remembering import once
from server.things import Thing, Value

blueprint = Blueprint("vocabulary", __name__)
FILES = ("core", "schemes", "alignments")
FORMS = DATA


@dataclass(frozen=True, slots=True)
class Use:
    """How a term is used in the data: how often, and one example."""

    count: int
    subject: Thing
    value: Value | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as the page shows it."""

    term: Term
    thing: Thing
    parents: tuple[Thing, ...]
    children: tuple[Thing, ...]
    domain: tuple[Thing, ...]
    range: tuple[Thing, ...]
    inverse: Thing | None
    use: Use | None
    queries: tuple[str, ...]


@blueprint.get("/ontology")
@blueprint.get("/ontology.<suffix>")
def current(suffix: str = "") -> Response:
    """Answer for the ontology as it is now."""
    return _answer("ontology", _form(suffix))


@blueprint.get("/ontology/<version>")
@blueprint.get("/ontology/<version>.<any(html, ttl, jsonld, nt, rdf, trig, nq):suffix>")
def version(version: str, suffix: str = "") -> Response:
    """Answer for one version of the ontology; there is only the current one."""
    if version != ontology.VERSION:
        raise regret(404, "no_version", version=ontology.VERSION)
    return _answer(f"ontology/{version}", _form(suffix))


@blueprint.get("/shapes")
@blueprint.get("/shapes.<suffix>")
@blueprint.get("/shapes/<version>")
def shapes(suffix: str = "", version: str = ontology.VERSION) -> Response:
    """Answer for the shapes; people find their messages on the page of the ontology."""
    if version != ontology.VERSION:
        raise regret(404, "no_version", version=ontology.VERSION)
    form = _form(suffix)
    if form is HTML:
        return Response(status=303, headers={"Location": pages.link("/ontology"), "Vary": "Accept"})
    return _written(("shapes",), "shapes", form)


@blueprint.get("/ontology/classes.svg")
def classes() -> Response:
    """Draw the classes as a tree."""
    drawing = diagram.draw(glossary.read(base()), pages.language())
    response = Response(drawing, content_type="image/svg+xml")
    response.headers.update(pages.SECURITY_HEADERS)
    return response


def _answer(path: str, form: Form) -> Response:
    return _page(path) if form is HTML else _written(FILES, path, form)


def _page(path: str) -> Response:
    terms = glossary.read(base())
    entries = once("glossary", lambda: _entries(terms))
    response = pages.render(
        "ontology.html",
        version=ontology.VERSION,
        iri=iri_of("ontology"),
        shapes=iri_of("shapes"),
        sections=[
            (section, [entry for entry in entries if entry.term.section == section.name]) for section in terms.sections
        ],
        schemes=_schemes(),
        drawing=diagram.draw(terms, pages.language()),
        titles=_titles(),
        forms=[(form.name, f"/ontology.{form.suffix}", form.media_type) for form in FORMS if not form.quads],
    )
    return _linked(response, path, HTML)


def _written(names: Sequence[str], path: str, form: Form) -> Response:
    response = Response(_body(tuple(names), base(), form), content_type=form.content_type)
    return _linked(response, path, form)


@lru_cache(maxsize=64)
def _body(names: tuple[str, ...], under: str, form: Form) -> bytes:
    quads = [
        quad
        for name in names
        for quad in pyoxigraph.parse(ontology.text(name, base=under), format=pyoxigraph.RdfFormat.TURTLE)
    ]
    return description.write(quads, form)


def _linked(response: Response, path: str, form: Form) -> Response:
    response.headers["Content-Location"] = f"/{path}.{form.suffix}"
    response.vary.update(("Accept",))
    response.headers["Access-Control-Allow-Origin"] = "*"
    others = [f'</{path}.{each.suffix}>; rel="alternate"; type="{each.media_type}"' for each in (HTML, *FORMS)]
    response.headers["Link"] = ", ".join((*others, f'<{iri_of("ontology")}>; rel="describes"'))
    return response


def _form(suffix: str) -> Form:
    if not suffix:
        return chosen(FORMS[0], HTML, *FORMS[1:])
    found = next((form for form in (HTML, *FORMS) if form.suffix == suffix), None)
    if found is None:
        raise regret(404, "forms", forms=", ".join(form.suffix for form in (HTML, *FORMS)))
    return found


def _entries(terms: Glossary) -> list[Entry]:
    uses = {row.text("term"): _use(row) for name in ("classes", "properties") for row in ask(f"uses-of-{name}")}
    texts = {name: queries.load(name, base=base()).sparql for name in queries.names()}
    return [_entry(term, terms, uses.get(term.iri), texts) for term in terms.terms]


def _entry(term: Term, terms: Glossary, use: Use | None, texts: dict[str, str]) -> Entry:
    used = re.compile(rf"\bkc:{term.name}\b")
    return Entry(
        term=term,
        thing=things.term(term.iri),
        parents=_named(term.parents),
        children=tuple(things.term(child.iri) for child in terms.children(term.iri)),
        domain=_named(term.domain),
        range=_named(term.range),
        inverse=things.term(term.inverse) if term.inverse else None,
        use=use,
        queries=tuple(name for name, text in texts.items() if used.search(text)),
    )


def _use(row: Row) -> Use:
    iri = row.text("subject")
    value = things.value(row) if "value" in row else None
    named = rows.named(value.iri, value.zh) if isinstance(value, Thing) else value
    return Use(row.number("count"), rows.named(iri, row.text("subjectZh") or _label(iri)), named)


def _label(iri: str) -> str:
    return next((row.text("label") for row in ask("label", this=iri)), "")


def _named(iris: Sequence[str]) -> tuple[Thing, ...]:
    return tuple(things.term(iri) for iri in iris)


def _titles() -> dict[str, str]:
    return {name: queries.load(name).summary[pages.language()] for name in queries.names()}


def _schemes() -> list[tuple[Thing, list[Thing]]]:
    """List the concept schemes with their concepts."""
    found: dict[str, tuple[Thing, list[Thing]]] = {}
    for row in ask("schemes"):
        scheme = things.thing(row, "scheme", prefix="scheme")
        found.setdefault(scheme.iri, (scheme, []))[1].append(things.thing(row, "concept"))
    return list(found.values())

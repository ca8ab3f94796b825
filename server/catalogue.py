"""Describe the data set over HTTP: VoID, DCAT 3 and the service, in every form, at the addresses where clients look.

Place in the stream: the last, over HTTP. What a build keeps in `graph/dataset` is read from the store; a store without
it is counted once.
"""

from __future__ import annotations

import pyoxigraph
from flask import Blueprint, Response
from pyoxigraph import DefaultGraph, NamedNode, Quad

import ontology
from kg.graph import dataset
from server import description, dumps, pages, profiles
from server.addresses import base, iri_of
from server.forms import DATA, HTML, Form, chosen
from server.proxies import edition, store
from server.regrets import regret
from server.remembering import once

__all__ = ["answer", "blueprint", "wants_data"]

blueprint = Blueprint("catalogue", __name__)
FORMS = DATA


@blueprint.get("/.well-known/void")
@blueprint.get("/void")
@blueprint.get("/void.<suffix>")
def void(suffix: str = "") -> Response:
    """Describe the data set."""
    return answer(_form(suffix))


@blueprint.get("/dataset")
@blueprint.get("/dataset.<suffix>")
def whole(suffix: str = "") -> Response:
    """Answer for the data set itself: to people, what it holds, class by class and property by property."""
    offered = (FORMS[0], HTML, *FORMS[1:])
    form = HTML if suffix == HTML.suffix else _form(suffix) if suffix else chosen(*offered)
    if form is not HTML:
        return answer(form)
    profile = once("profile", lambda: profiles.read(_quads(), base=base()))
    return pages.render("dataset.html", profile=profile, iri=iri_of("dataset"), version=edition.name)


def wants_data() -> bool:
    """Say whether the client of the front page would rather have the catalogue as data."""
    return chosen(HTML, *FORMS) is not HTML


def answer(form: Form | None = None) -> Response:
    """Give the description in a form."""
    form = form or chosen(*FORMS)
    response = Response(once(f"void-{form.suffix}", lambda: _body(form)), content_type=form.content_type)
    response.headers["Content-Location"] = f"/void.{form.suffix}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Link"] = f'<{iri_of("dataset")}>; rel="describes"'
    response.vary.update(("Accept",))
    return response


def _quads() -> list[Quad]:
    stored = list(store.engine.quads_for_pattern(None, None, None, NamedNode(f"{base()}graph/dataset")))
    return [quad for quad in stored if not _is_dump(quad)] or _counted()


def _body(form: Form) -> bytes:
    facts = dataset.distributions(dumps.files(), base=base())
    quads = [*_quads(), *(Quad(fact.subject, fact.predicate, fact.object) for fact in facts)]
    service = pyoxigraph.parse(ontology.text("service", base=base()), format=pyoxigraph.RdfFormat.TURTLE)
    return description.write([*quads, *service], form)


def _counted() -> list[Quad]:
    default = store.engine.quads_for_pattern(None, None, None, DefaultGraph())
    return dataset.quads(default, base=base(), version=edition.name)


def _is_dump(quad: Quad) -> bool:
    """Say whether a stored quad speaks of files, which are described as they are now."""
    return quad.predicate.value == dataset.VOID + "dataDump"


def _form(suffix: str) -> Form:
    if not suffix:
        # A person who follows the link gets to read it too, as Turtle.
        form = chosen(*FORMS, HTML)
        return FORMS[0] if form is HTML else form
    found = next((form for form in FORMS if form.suffix == suffix), None)
    if found is None:
        raise regret(404, "forms", forms=", ".join(form.suffix for form in FORMS))
    return found

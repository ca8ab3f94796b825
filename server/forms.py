"""List the forms in which a thing is described, six of RDF and the page for people, and choose among them.

Place in the stream: read by the views that answer for an IRI. Triples tell the facts, quads tell their sources too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from pyoxigraph import RdfFormat

from server import negotiation
from server.negotiation import MEDIA_TYPES, describe
from server.regrets import regret


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its suffix, its media type, and what writes it (nothing writes the page)."""

    suffix: str
    name: str
    media_type: str
    engine: RdfFormat | None
    quads: bool = False

    @property
    def content_type(self) -> str:
        """Give the media type as it stands in `Content-Type`."""
        return negotiation.content_type(self.suffix)


# Turtle comes first: a client that takes all forms alike is a program; a browser names HTML.
FORMS = {
    form.suffix: form
    for form in (
        Form("ttl", "Turtle", MEDIA_TYPES["ttl"], RdfFormat.TURTLE),
        Form("html", "HTML", MEDIA_TYPES["html"], None),
        Form("jsonld", "JSON-LD", MEDIA_TYPES["jsonld"], RdfFormat.JSON_LD),
        Form("nt", "N-Triples", MEDIA_TYPES["nt"], RdfFormat.N_TRIPLES),
        Form("rdf", "RDF/XML", MEDIA_TYPES["rdf"], RdfFormat.RDF_XML),
        Form("trig", "TriG", MEDIA_TYPES["trig"], RdfFormat.TRIG, quads=True),
        Form("nq", "N-Quads", MEDIA_TYPES["nq"], RdfFormat.N_QUADS, quads=True),
    )
}
HTML = FORMS["html"]
DATA = tuple(form for form in FORMS.values() if form.engine)


def split(path: str, known: Callable[[str], bool]) -> tuple[str, Form | None]:
    """Part a path from the suffix that names a form; a suffix that belongs to the IRI itself stays with it."""
    stem, dot, suffix = path.rpartition(".")
    if dot and suffix in FORMS and not known(path):
        return stem, FORMS[suffix]
    return path, None


def chosen(*offered: Form) -> Form:
    """Choose a form by `?format=` or `Accept`; raises 406 naming what there is."""
    forms = {form.suffix: form for form in offered or tuple(FORMS.values())}
    asked = request.args.get("format")
    name = negotiation.named(asked) if asked else negotiation.choose(request.headers.get("Accept"), tuple(forms))
    if name not in forms:
        raise regret(406, "forms", forms=describe(tuple(forms)))
    return forms[name]


def wants_json() -> bool:
    """Say whether the client would rather have JSON than a page."""
    asked = request.args.get("format")
    return (asked or negotiation.choose(request.headers.get("Accept"), ("html", "plain-json"))) in (
        "json",
        "plain-json",
    )

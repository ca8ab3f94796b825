"""Show what is known of a thing as a page for people.

Place in the stream: the last but one; `resource` decides what to show, this says how.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from flask import Response, render_template, request

from kg.store.searching import Name
from server import entity, evidence, pages, pictures, things
from server.addresses import THINGS, base, data_path, page_path, path_of
from server.asking import Row, ask
from server.entity import Entity
from server.evidence import Evidence
from server.forms import DATA
from server.proxies import store
from server.regrets import regret
from server.things import Thing, Value

LISTED = 300  # statements of a graph that a page lists


class Said(NamedTuple):
    """One statement of a graph."""

    subject: Thing
    property: Thing
    value: Value


class Link(NamedTuple):
    """One form to download."""

    name: str
    href: str
    media: str
    sources: bool


def page(iri: str, path: str) -> Response:
    """Show the page about a thing; 404 when the data does not know it."""
    turned = max(request.args.get("page", 1, type=int), 1)
    found = entity.read(iri, inverse=request.args.get("inverse", ""), page=turned)
    said = _said(iri, path)
    if found is None and not said:
        raise regret(404, "unknown")
    known = found or Entity(things.Thing(iri), (), (), (), (), (), (), (), {})
    forms = links(path)
    response = pages.render(
        "entity.html",
        entity=known,
        said=said[:LISTED],
        rest=len(said) > LISTED,
        witness=_witness(iri, path),
        picture=_picture(iri, path),
        forms=forms,
        recipes=_recipes(iri, path),
        jsonld=_structured(known),
    )
    return with_links(response, path, at=_page_path(path))


def choice(wanted: str, named: list[Name]) -> Response:
    """Show the things that share a name, for a person or a program to choose from (300)."""
    return pages.render("choice.html", status=300, wanted=wanted, names=named)


def links(path: str) -> list[Link]:
    """List the forms in which a thing can be downloaded."""
    return [Link(form.name, where(path, form.suffix), form.media_type, form.quads) for form in DATA]


def with_links(response: Response, path: str, *, at: str) -> Response:
    """Say in the headers where the body is at home, what it describes and which other forms there are."""
    response.headers["Content-Location"] = pages.quoted(at)
    response.vary.update(("Accept",))
    response.headers["Access-Control-Allow-Origin"] = "*"
    described = pages.quoted(f"/{path}")
    parts = [
        f'<{described}>; rel="describes"',
        f'<{pages.quoted(_page_path(path))}>; rel="alternate"; type="text/html"',
    ]
    parts += [f'<{pages.quoted(link.href)}>; rel="alternate describedby"; type="{link.media}"' for link in links(path)]
    parts.append(f'<{base()}ontology>; rel="profile"')
    response.headers["Link"] = ", ".join(parts)
    return response


def _page_path(path: str) -> str:
    return page_path(path) if path.partition("/")[0] in THINGS else f"/{path}.html"


def where(path: str, suffix: str) -> str:
    """Give the path of the data about an IRI in one form."""
    return data_path(path, suffix) if path.partition("/")[0] in THINGS else f"/{path}.{suffix}"


def _said(iri: str, path: str) -> list[Said]:
    """Read what a named graph says: a claim or one of the graphs under /graph/."""
    if path.startswith(THINGS) or (path.startswith("doc/") and "/c/" not in path):
        return []
    rows = ask("claim-contents", this=iri)
    found: dict[tuple[str, str, str], Said] = {}
    for row in rows:
        key = (row.text("subject"), row.text("property"), str(row["value"]))
        found.setdefault(key, _statement(row))
    # The nodes that only this graph names come first: this is the page on which their anchors must stand.
    return sorted(found.values(), key=lambda said: not said.subject.iri.startswith(f"{iri}#"))


def _statement(row: Row) -> Said:
    subject = things.Thing(row.text("subject"), row.text("subjectZh"), row.text("subjectEn"))
    return Said(subject, things.term(row.text("property")), things.value(row))


def _witness(iri: str, path: str) -> list[Evidence]:
    """Read where a claim was read, or which claims were read from a sentence or by a rule."""
    kinds = {"/c/": "claim", "/s/": "sentence"}
    name = next((name for mark, name in kinds.items() if mark in path), "rule" if path.startswith("id/rule/") else "")
    return list(evidence.collect(ask("witness", **{name: iri})).values()) if name else []


def _picture(iri: str, path: str) -> str:
    """Draw the neighbours of a thing."""
    if not path.startswith("id/") or path.startswith(("id/rule/", "id/build/")):
        return ""
    network = pictures.neighbours(iri, store, pages.language())
    return pictures.svg(network, pictures.Style(base(), pages.language(), alone=False)) if network.edges else ""


def _recipes(iri: str, path: str) -> list[tuple[str, str]]:
    """Say how to fetch the thing by curl, in Python and by SPARQL."""
    here = request.host_url.rstrip("/")
    about = {"iri": iri, "url": f"{here}/{path}", "endpoint": f"{here}/sparql"}
    return [(name, render_template(f"recipes/{file}", **about)) for name, file in _RECIPES]


_RECIPES = (("curl", "curl.txt"), ("Python", "python.txt"), ("SPARQL", "sparql.txt"))


def _structured(known: Entity) -> str:
    """Describe the thing in schema.org's words, as JSON-LD for search engines."""
    thing = known.thing
    name = [{"@value": text, "@language": code} for code, text in (("zh", thing.zh), ("en", thing.en)) if text]
    described: dict[str, Any] = {
        "@context": {"@vocab": "https://schema.org/"},
        "@id": thing.iri,
        "@type": _schema_type(known),
        "name": name or thing.label("en"),
        "url": request.url_root.rstrip("/") + _page_path(path_of(thing.iri).removeprefix("/")),
    }
    if known.aliases:
        described["alternateName"] = [alias.text for alias in known.aliases]
    # A closing tag inside a script element would end it, whatever the JSON says.
    return json.dumps(described, ensure_ascii=False).replace("<", "\\u003c")


def _schema_type(known: Entity) -> str:
    space = "https://schema.org/"
    above = (parent for kind in known.types for parent in entity.ancestors(kind.iri))
    return next((parent.removeprefix(space) for parent in above if parent.startswith(space)), "Thing")

"""Answer every IRI of the data: things redirect to a page or to data, documents answer themselves, in every form.

Place in the stream: the last, over HTTP. The form is chosen by a suffix (`.ttl`), then `?format=`, then `Accept`.
A Chinese name in the place of a slug leads to the one IRI.
"""

from __future__ import annotations

from typing import NamedTuple, cast

from flask import Blueprint, Response, abort, redirect, request
from flask.sansio.blueprints import BlueprintSetupState

from server import article, description, showing, things
from server.addresses import data_path, href, iri_of, page_path, path_of, thing_path
from server.asking import ask, holds
from server.finding import index
from server.forms import DATA, HTML, Form, chosen, split
from server.pages import link, quoted
from server.regrets import regret

blueprint = Blueprint("resource", __name__)
MOVED, SEE_OTHER = 301, 303
LONGEST = 1000


@blueprint.record_once
def templates(state: BlueprintSetupState) -> None:
    """Let templates link to any IRI (`address`) and name any class or property (`term`)."""
    state.app.jinja_env.globals.update(address=href, term=things.term)


class Target(NamedTuple):
    """What a request is about: the path of an IRI, and the form that a suffix names."""

    path: str
    form: Form | None


@blueprint.get("/<any(id, scheme):root>/<path:rest>")
def thing(root: str, rest: str) -> Response:
    """Redirect from a thing to the page or the data about it."""
    path, form = target(f"{root}/{rest}")
    form = form or chosen()
    return _seen(page_path(path) if form is HTML else data_path(path, form.suffix))


@blueprint.get("/page/<path:rest>")
def page(rest: str) -> Response:
    """Show the page about a thing."""
    path, _ = target(thing_path(rest), page=True)
    return showing.page(iri_of(path), path)


@blueprint.get("/data/<path:rest>")
def facts(rest: str) -> Response:
    """Give the data about a thing in the form that the suffix, or `Accept`, asks for."""
    path, form = target(thing_path(rest))
    form = form or chosen(*DATA)
    return _seen(page_path(path)) if form is HTML else described(path, form)


@blueprint.get("/<any(doc, graph):root>/<path:rest>")
def document(root: str, rest: str) -> Response:
    """Answer for a sentence, a span, a claim, a speech act or a graph."""
    path, form = target(f"{root}/{rest}")
    form = form or chosen()
    if form is not HTML:
        return described(path, form)
    return article.page(iri_of(path), path) if _is_article(path) else showing.page(iri_of(path), path)


@blueprint.get("/resolve")
def resolve() -> Response:
    """Redirect from a label, alias or IRI to the one IRI that it names."""
    wanted = (request.args.get("label") or request.args.get("iri") or "").strip()
    path = path_of(wanted).removeprefix("/")
    if path and holds("known", this=iri_of(path)):
        return _seen(f"/{path}")
    named = index().exactly(wanted) if 0 < len(wanted) <= LONGEST else []
    if not named:
        raise regret(404, "nameless")
    return _seen(path_of(named[0].iri)) if len(named) == 1 else showing.choice(wanted, named)


def target(asked: str, *, page: bool = False) -> Target:
    """Find what a path is about; retired and Chinese paths are sent on, unknown ones are 404."""
    if len(asked) > LONGEST or not asked.isprintable():
        raise regret(404, "shape")
    path, form = split(asked, known)
    if page and form not in (None, HTML):
        path, form = asked, None
    if ask("retired", this=iri_of(path)):
        _retired(path)
    if not known(path):
        _renamed(path, form)
    return Target(path, form)


def described(path: str, form: Form) -> Response:
    """Give the description of an IRI in one form."""
    where = showing.where(path, form.suffix)
    quads = description.describe(iri_of(path), with_sources=form.quads)
    body = description.write([*quads, *description.about(iri_of(path), iri_of(where))], form)
    response = Response(body, content_type=form.content_type)
    response.add_etag()  # whoever keeps a large description need not fetch it again
    return cast("Response", showing.with_links(response, path, at=where).make_conditional(request))


def _is_article(path: str) -> bool:
    return path.startswith("doc/") and path.count("/") == 1


def known(path: str) -> bool:
    """Say whether the data speaks of the IRI of a path."""
    return path.isascii() and " " not in path and holds("known", this=iri_of(path))


def _retired(path: str) -> None:
    """Send a retired IRI on to what replaces it, or say that it is gone."""
    for row in ask("retired", this=iri_of(path)):
        replacement = path_of(row.text("replacement"))
        if replacement:
            abort(redirect(link(quoted(replacement)), MOVED, Response))
    raise regret(410, "retired")


def _renamed(path: str, form: Form | None) -> None:
    """Send a path that ends in a Chinese name on to the IRI that bears it; else it is 404."""
    name = path.rpartition("/")[2]
    named = [] if name.isascii() else index().exactly(name)
    if len(named) != 1:
        raise regret(404, "unknown")
    suffix = f".{form.suffix}" if form else ""
    abort(redirect(link(quoted(path_of(named[0].iri)) + suffix), MOVED, Response))


def _seen(path: str) -> Response:
    response = Response(status=SEE_OTHER, headers={"Location": link(quoted(path))})
    response.vary.update(("Accept",))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response

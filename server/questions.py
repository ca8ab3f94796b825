"""Answer the canned questions: a page for people, and every form for programs.

Place in the house: one noun over HTTP. `/queries` lists the questions; `/queries/<name>` is the page or, as `Accept`
or a suffix asks, the answer as JSON, XML, CSV, TSV, RDF, a picture or a network.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request

import queries
from kg.store import Format, Kind, resolving
from queries import Query
from server import (
    addresses,
    asked,
    choices,
    citing,
    description,
    forms,
    negotiation,
    pages,
    pictures,
    rows,
    standalone,
    stating,
    wording,
)
from server.asked import Asked
from server.graph import drawn
from server.proxies import edition, store
from server.regrets import regret
from server.translating import labelled

__all__ = ["FORMS", "blueprint"]

blueprint = Blueprint("questions", __name__)

RESULTS = ("json", "csv", "tsv", "xml")
GRAPHS = ("ttl", "jsonld", "nt", "rdf", "trig", "nq")
PICTURES = ("svg", "graphml")
FORMS = {Kind.SOLUTIONS: (*RESULTS, *GRAPHS, *PICTURES), Kind.TRIPLES: (*GRAPHS, *PICTURES)}
PAGE = 50
VIEWS = ("table", "graph", "chart")


@blueprint.get("/queries")
@blueprint.get("/queries.json")
def listing() -> Response:
    """List the questions, all or those with one tag."""
    tag = request.args.get("tag", "")
    loaded = [queries.load(name, base=store.base) for name in queries.names()]
    shown = [query for query in loaded if not tag or tag in query.tags]
    if request.path.endswith(".json") or forms.wants_json():
        return _open(jsonify([_described(query) for query in shown]))
    tags = sorted({tag for query in loaded for tag in query.tags})
    return pages.render("questions.html", shown=shown, tags=tags, chosen=tag)


@blueprint.get("/queries/<name>.<suffix>")
@blueprint.get("/queries/<name>")
def question(name: str, suffix: str = "") -> Response:
    """Answer one question in the form that its suffix, `?format=` or `Accept` names."""
    query = asked.find(name)
    kind = Kind.TRIPLES if query.returns == ("subject", "predicate", "object") else Kind.SOLUTIONS
    form = _form(suffix, FORMS[kind])
    given = asked.ask(query, size=PAGE if form == "html" else 0)
    return _linked(_page(given) if form == "html" else _answer(given, form), given, form)


def _form(suffix: str, offered: tuple[str, ...]) -> str:
    named = suffix or request.args.get("format", "")
    form = negotiation.named(named) if named else negotiation.choose(request.headers.get("Accept"), ("html", *offered))
    if form not in ("html", *offered):
        raise regret(
            404 if suffix else 406, "no_face", form=named[:40] or "Accept", forms=", ".join(("html", *offered))
        )
    return form


def _answer(given: Asked, form: str) -> Response:
    """Write an answer in a form; pictures and RDF speak of the rows of the page."""
    answer, lang = asked.sliced(given), pages.language()
    title = given.query.summary[lang]
    if form == "svg":
        chart = _view(given, request.args.get("view", given.query.view)) == "chart"
        picture = drawn((pictures.chart if chart else pictures.draw)(answer, store, lang, title=title, alone=True))
        picture.headers.pop("Cache-Control")  # the same until the data change: the byte cache may keep it
        return picture
    if form == "graphml":
        body = pictures.graphml(answer, store, lang)
    elif form in GRAPHS and answer.kind is Kind.SOLUTIONS:
        data = forms.FORMS[form]
        body = description.write(stating.quads(store, answer.rows, sources=data.quads), data)
    else:
        body = (labelled(answer, "en") if request.args.get("lang") == "en" else answer).serialize(Format(form))
    return _open(Response(body, content_type=negotiation.content_type(form)))


def _page(given: Asked) -> Response:
    query, lang = given.query, pages.language()
    view = _view(given, request.args.get("view", query.view))
    answer = asked.sliced(given)
    picture = _picture(given, view, lang)
    settled = resolving.settle(store, query, given.values)
    return pages.render(
        "question.html",
        query=query,
        fields=choices.fields(query, given.values, settled),
        table=rows.table(answer.columns, answer.rows),
        page=given.page,
        view=view,
        views=[each for each in VIEWS if _view(given, each) == each],
        picture=picture,
        forms=[(form, _address(query, form)) for form in FORMS[given.answer.kind]],
        sparql=standalone.bound(query, settled),
        citations=_citations(query, lang),
        given={name: value for name, value in given.values.items() if value},
        media=negotiation.MEDIA_TYPES,
        said=rows.SAID,
        address=lambda **changed: _address(query, "", **changed),
        address_of=addresses.href,
    )


def _view(given: Asked, view: str) -> str:
    """Give the view that is shown: the one asked for, when the answer can be seen so."""
    able = {"graph": pictures.can_draw(given.answer), "chart": pictures.can_chart(given.answer)}
    return view if able.get(view) else "table"


def _picture(given: Asked, view: str, lang: str) -> str:
    if view == "table":
        return ""
    draw = pictures.chart if view == "chart" else pictures.draw
    return draw(given.answer, store, lang, title=given.query.summary[lang])


def _citations(query: Query, lang: str) -> list[citing.Citation]:
    url = f"{request.host_url.rstrip('/')}{_address(query, '')}"
    year = str(datetime.fromtimestamp(edition.opened, tz=UTC).year)
    return citing.cite(query, url=url, version=edition.name, language=lang, year=year)


def _address(query: Query, form: str, **changed: object) -> str:
    """Give the address of an answer in a form, with the values of this request."""
    suffix = f".{form}" if form and form != "html" else ""
    kept = {name: value for name, value in request.args.items() if name not in ("format", "page", "size")}
    if kept.get("lang") not in wording.LANGUAGES:
        kept.pop("lang", None)
    if kept.get("view") not in VIEWS:
        kept.pop("view", None)
    said = {name: str(value) for name, value in (kept | changed).items() if value}
    return f"/queries/{query.name}{suffix}" + (f"?{urlencode(said)}" if said else "")


def _linked(response: Response, given: Asked, form: str) -> Response:
    """Say how many rows there are in all and where the other pages are (RFC 8288)."""
    page = given.page
    response.headers["Kechuang-Total"] = str(page.total)
    response.headers["Kechuang-Version"] = edition.name
    response.vary.update(("Accept", "Accept-Language"))
    numbers = {"first": 1, "prev": page.number - 1, "next": page.number + 1, "last": page.last} if page.size else {}
    links = [
        f'<{_address(given.query, form, page=number, size=page.size)}>; rel="{rel}"'
        for rel, number in numbers.items()
        if 1 <= number <= page.last
    ]
    alternates = (each for each in FORMS[given.answer.kind] if each != form)
    links += [
        f'<{_address(given.query, each)}>; rel="alternate"; type="{negotiation.MEDIA_TYPES[each]}"'
        for each in alternates
    ]
    response.headers["Link"] = ", ".join(links)
    return response


def _open(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    return cast("Response", response.make_conditional(request))


def _described(query: Query) -> dict[str, object]:
    return {
        "name": query.name,
        "href": f"/queries/{query.name}",
        "summary": query.summary,
        "description": query.description,
        "tags": query.tags,
        "view": query.view,
        "returns": query.returns,
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "label": each.label,
                "default": each.default,
                "example": each.example,
            }
            for each in query.parameters.values()
        ],
    }

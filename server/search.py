"""Find things by name: a page and JSON for people, suggestions for editors, reconciliation for tables.

Place in the stream: over the index of `finding`. The reconciliation service follows the Reconciliation Service API 0.2
of the W3C community group, as OpenRefine speaks it.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from kg.graph import glossary
from kg.store.searching import Hit
from server import pages, things
from server.addresses import base, curie, href
from server.finding import index, types
from server.forms import wants_json
from server.regrets import regret

blueprint = Blueprint("search", __name__)
PAGE, MOST, LONGEST = 20, 100, 200


@blueprint.get("/search")
@blueprint.get("/search.json")
def search() -> Response:
    """Search the names; `q`, `type` (a class), `page`."""
    wanted = _wanted(request.args.get("q", ""))
    chosen = request.args.get("type", "")
    hits = index().search(wanted, types=_classes(chosen)) if wanted else []
    page = _page()
    shown = hits[(page - 1) * PAGE : page * PAGE]
    if request.path.endswith(".json") or wants_json():
        return _json({"query": wanted, "total": len(hits), "page": page, "results": [_described(hit) for hit in shown]})
    classes = [(things.term(iri), count) for iri, count in types().most_common() if iri]
    return pages.render(
        "search.html",
        wanted=wanted,
        hits=shown,
        total=len(hits),
        page=page,
        page_count=-(-len(hits) // PAGE),
        classes=classes,
        chosen=chosen,
    )


@blueprint.get("/suggest")
def suggest() -> Response:
    """Suggest completions: `q`, `kind` (class, property, concept, entity; several by comma), `limit`, `lang`."""
    wanted = _wanted(request.args.get("q", ""))
    kinds = frozenset(part for part in request.args.get("kind", "").split(",") if part)
    hits = index().search(wanted, kinds=kinds) if wanted else []
    return _json({"query": wanted, "results": [_described(hit) for hit in hits[: _limit()]]})


def _described(hit: Hit) -> dict[str, Any]:
    name = hit.name
    return {
        "iri": name.iri,
        "short": curie(name.iri),
        "href": href(name.iri),
        "label": name.label(pages.language()),
        "labels": dict(name.labels),
        "aliases": list(name.aliases),
        "kind": name.kind,
        "type": {"iri": name.type, "label": things.term(name.type).label(pages.language())} if name.type else None,
        "score": round(hit.score, 1),
        "by": hit.by,
    }


def _wanted(text: str) -> str:
    if len(text) > LONGEST:
        raise regret(400, "long_search", most=LONGEST, count=len(text))
    return text.strip()


def _classes(chosen: str) -> frozenset[str]:
    """Give a class and those below it, by IRI or local name."""
    if not chosen:
        return frozenset()
    terms = glossary.read(base())
    iri = chosen if chosen.startswith(base()) else f"{base()}ontology#{chosen}"
    return frozenset({iri, *(term.iri for term in terms.terms if iri in terms.ancestors(term.iri))})


def _page() -> int:
    return max(request.args.get("page", 1, type=int), 1)


def _limit() -> int:
    return min(max(request.args.get("limit", PAGE, type=int), 1), MOST)


def _json(found: dict[str, Any]) -> Response:
    response = jsonify(found)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.update(("Accept", "Accept-Language"))
    return response

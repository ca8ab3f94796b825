"""Match the rows of other people's tables to our things, as OpenRefine asks for it.

Place in the stream: over the index of `finding`. The API is the Reconciliation Service API 0.2 (W3C community group
report): manifest, queries, suggest, preview, data extension.
"""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request

from kg.graph import glossary
from kg.store.searching import Name
from server import entity, pages, things
from server.addresses import base, curie, iri_of, path_of
from server.finding import index, types
from server.regrets import regret
from server.things import Text, Thing

blueprint = Blueprint("reconcile", __name__)
MOST_QUERIES, MOST_RESULTS = 100, 25
_KINDS = ("entity", "type", "property")
SURE = 95.0  # a score from which one hit, alone at the top, is a match


@blueprint.route("/reconcile", methods=["GET", "POST"])
def reconcile() -> Response:
    """Answer a batch of queries, a request to extend rows, or, asked for nothing, with the manifest."""
    wanted = request.values.get("queries")
    extend = request.values.get("extend")
    if wanted:
        batch = _object(wanted, "queries")
        if len(batch) > MOST_QUERIES:
            raise regret(400, "many_queries", most=MOST_QUERIES)
        return _json({key: {"result": _results(query)} for key, query in batch.items()})
    return _json(_extended(_object(extend, "extend")) if extend else _manifest())


@blueprint.get("/reconcile/suggest/<any(entity, type, property):kind>")
def suggest(kind: str) -> Response:
    """Suggest things, classes or properties that begin with `prefix`."""
    prefix = request.args.get("prefix", "")[:200]
    kinds = frozenset({{"entity": "entity", "type": "class", "property": "property"}[kind]})
    hits = index().search(prefix, kinds=kinds)[:MOST_RESULTS] if prefix else []
    return _json({"result": [_suggested(hit.name) for hit in hits]})


@blueprint.get("/reconcile/preview")
def preview() -> Response:
    """Show a thing in a few lines, to be framed by the client."""
    found = entity.read(iri_of(request.args.get("id", "")))
    if found is None:
        raise regret(404, "unknown")
    response = pages.render("preview.html", entity=found)
    # A preview lives in the client's frame: only here may others frame us.
    policy = pages.CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
    response.headers["Content-Security-Policy"] = policy
    del response.headers["X-Frame-Options"]
    return response


def _manifest() -> dict[str, Any]:
    here = request.host_url.rstrip("/")
    found = [things.term(iri) for iri, _ in types().most_common() if iri]
    suggest = {kind: {"service_url": here, "service_path": f"/reconcile/suggest/{kind}"} for kind in _KINDS}
    return {
        "versions": ["0.1", "0.2"],
        "name": pages.say("base.site"),
        "identifierSpace": base(),
        "schemaSpace": f"{base()}ontology#",
        "defaultTypes": [{"id": _local(term.iri), "name": term.label(pages.language())} for term in found],
        "view": {"url": f"{here}/{{{{id}}}}"},
        "preview": {"url": f"{here}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 240},
        "suggest": suggest,
        "extend": {"propose_properties": None, "property_settings": []},
        "batchSize": MOST_QUERIES,
    }


def _results(query: Any) -> list[dict[str, Any]]:
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        raise regret(400, "query_shape")
    hits = index().search(query["query"][:200], kinds=frozenset({"entity"}), types=_classes(query.get("type")))
    limit = query.get("limit") if isinstance(query.get("limit"), int) else 5
    first, second = ([hit.score for hit in hits] + [0.0, 0.0])[:2]
    return [
        _suggested(hit.name) | {"score": round(hit.score, 1), "match": hit.score >= SURE and first - second > 1}
        for hit in hits[: min(max(limit or 5, 1), MOST_RESULTS)]
    ]


def _suggested(name: Name) -> dict[str, Any]:
    term = things.term(name.type) if name.type else None
    return {
        "id": _local(name.iri),
        "name": name.label(pages.language()),
        "description": "、".join(name.aliases[:3]),
        "type": [{"id": _local(term.iri), "name": term.label(pages.language())}] if term else [],
    }


def _extended(wanted: dict[str, Any]) -> dict[str, Any]:
    names = [str(each.get("id")) for each in wanted.get("properties", []) if isinstance(each, dict)]
    rows = {str(each): _row(str(each), names) for each in list(wanted.get("ids", []))[:MOST_QUERIES]}
    labels = [things.term(_whole(name)) for name in names]
    meta = [{"id": name, "name": term.label(pages.language())} for name, term in zip(names, labels, strict=True)]
    return {"meta": meta, "rows": rows}


def _row(local: str, names: list[str]) -> dict[str, list[dict[str, Any]]]:
    found = entity.read(iri_of(local))
    groups = {group.property.iri: group.statements for group in found.groups} if found else {}
    return {name: [_cell(each.value) for each in groups.get(_whole(name), ())] for name in names}


def _cell(value: Thing | Text) -> dict[str, Any]:
    return {"id": _local(value.iri), "name": value.label("zh")} if isinstance(value, Thing) else {"str": value.text}


def _classes(wanted: Any) -> frozenset[str]:
    chosen = [wanted] if isinstance(wanted, str) else wanted if isinstance(wanted, list) else []
    terms = glossary.read(base())
    iris = {_whole(str(each.get("id") if isinstance(each, dict) else each)) for each in chosen}
    return frozenset(iris | {term.iri for term in terms.terms if iris & set(terms.ancestors(term.iri))})


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise regret(400, "not_json", name=name) from error
    if not isinstance(found, dict):
        raise regret(400, "not_json", name=name)
    return found


def _local(iri: str) -> str:
    """Shorten an IRI of ours to its path, which is its identifier here: id/org/x, ontology#serves."""
    return path_of(iri).removeprefix("/") or curie(iri)


def _whole(local: str) -> str:
    return local if "://" in local else iri_of(local if "#" in local or "/" in local else f"ontology#{local}")


def _json(found: Any) -> Response:
    response = jsonify(found)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response

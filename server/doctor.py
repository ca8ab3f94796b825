"""Say over HTTP why a query has no results: JSON for programs and the editor, a page for people.

Place in the house: one noun over HTTP. The diagnosis is made in `kg.store.doctor`; each of its small questions is
evaluated within the limits of `/sparql`.
"""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request

from kg.store.doctor import Diagnosis, diagnose
from server import evaluation, negotiation, pages
from server.problems import said
from server.proxies import store

blueprint = Blueprint("doctor", __name__)


@blueprint.route("/sparql/doctor", methods=["GET", "POST"])
def doctor() -> Response:
    """Diagnose `query`; every message in the language of `lang`, and both in `messages`."""
    sparql = request.values.get("query", "")
    form = negotiation.choose(request.headers.get("Accept"), ("plain-json", "html")) or "plain-json"
    if request.values.get("format") == "json":
        form = "plain-json"
    if not sparql.strip() and form == "plain-json":
        raise said(
            400, "bad_request", "No query is sent: /sparql/doctor?query=…", "请求中没有查询：/sparql/doctor?query=…"
        )
    diagnosis = diagnose(sparql, store, ask=_ask, count=_count) if sparql.strip() else None
    if form == "html":
        return pages.render("doctor.html", query=sparql, diagnosis=diagnosis)
    return _json(diagnosis) if diagnosis else Response(status=400)


def _ask(sparql: str) -> bool:
    return bool(json.loads(bytes(evaluation.ask(sparql).body))["boolean"])


def _count(sparql: str) -> int:
    outcome = evaluation.ask(sparql)
    body = bytes(outcome.body)
    document = json.loads(body) if body.startswith(b"{") else {}
    return int(document["boolean"]) if "boolean" in document else outcome.rows


def _json(diagnosis: Diagnosis) -> Response:
    asked = request.values.get("lang")
    lang = asked if asked in ("zh", "en") else pages.language()
    members: dict[str, Any] = {
        "empty": diagnosis.rows == 0 or bool(diagnosis.findings),
        "summary": getattr(diagnosis.summary, lang),
        "findings": [
            {
                "kind": finding.kind,
                "message": getattr(finding.message, lang),
                "messages": finding.message._asdict(),
                "part": finding.part,
                "line": finding.line,
                "column": finding.column,
                "wrong": finding.wrong,
                "right": finding.right,
            }
            for finding in diagnosis.findings
        ],
        "repaired": diagnosis.repaired,
        "mended": getattr(diagnosis.mended, lang),
        "rows": diagnosis.rows,
        "messages": {"summary": diagnosis.summary._asdict(), "mended": diagnosis.mended._asdict()},
    }
    response = jsonify(members)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(("Accept", "Accept-Language"))
    return response

"""Report how fair the served vocabulary is: the published check-lists, asked of what is really answered.

Place in the stream: over `kg.graph.fairness`, which asks the file; what only a server can answer (does the address
resolve, in which forms, is there documentation) is asked here, of this very application.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Blueprint, Flask, Response, current_app
from flask.testing import FlaskClient
from rdflib import OWL, RDF, Graph, URIRef

import ontology
from kg.graph import fairness
from kg.graph.fairness import Finding, Level
from server import pages
from server.addresses import base
from server.forms import wants_json
from server.remembering import once

__all__ = ["blueprint", "plain", "report"]

blueprint = Blueprint("quality", __name__)
FORMS = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
    "application/ld+json": "",
}


@blueprint.get("/-/fair")
def fair() -> Response:
    """Report on the vocabulary as it is served."""
    iri = f"{base()}ontology"
    findings = once("fair", lambda: report(current_app, base=base()))
    if wants_json():
        return Response(json.dumps(plain(findings, iri), ensure_ascii=False), content_type="application/json")
    groups = [(name, [each for each in findings if each.check.startswith(name)]) for name in _lists(findings)]
    return pages.render("fair.html", groups=groups, score=fairness.score(findings), iri=iri)


def report(app: Flask, *, base: str) -> list[Finding]:
    """Ask every check of the vocabulary that an application serves."""
    with app.test_client() as client:
        return [*_served(client, base), *fairness.ask(_graph(client), iri=f"{base}ontology")]


def plain(findings: Iterable[Finding], iri: str) -> dict[str, Any]:
    """Give a report as JSON."""
    findings = list(findings)
    rows = [
        {
            "check": each.check,
            "level": each.level.value,
            "passed": each.passed,
            "message": each.message,
            "mend": each.mend,
            "subject": each.subject,
            "excuse": each.excuse,
        }
        for each in findings
    ]
    return {"ontology": iri, "score": round(fairness.score(findings), 4), "findings": rows}


def _lists(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(each.check.partition(" ")[0] for each in findings))


def _graph(client: FlaskClient) -> Graph:
    body = client.get("/ontology", headers={"Accept": "text/turtle"}).data
    return Graph().parse(data=body, format="turtle")


def _served(client: FlaskClient, base: str) -> Iterator[Finding]:
    """Ask the FOOPS! tests that need a server."""
    iri, version = URIRef(f"{base}ontology"), f"/ontology/{ontology.VERSION}"
    told = {media: _names(client, "/ontology", media, iri) for media in FORMS}
    lacking = [media for media, named in told.items() if not named]
    yield _finding("FOOPS URI1", "the IRI resolves", not lacking, "answer /ontology with the ontology")
    yield _finding(
        "FOOPS VER2", "the version IRI resolves", _names(client, version, "text/turtle", iri), "answer the version IRI"
    )
    yield _finding("FOOPS CN1", f"content is negotiated {lacking or ''}", not lacking, "answer in each form by Accept")
    page = client.get("/ontology", headers={"Accept": "text/html"})
    yield _finding("FOOPS DOC1", "there is documentation in HTML", page.mimetype == "text/html", "answer with a page")
    yield _finding("FOOPS HTML", "every term has an anchor", _anchored(page.text, client), "give each term an anchor")


def _names(client: FlaskClient, path: str, media: str, iri: URIRef) -> bool:
    answer = client.get(path, headers={"Accept": media})
    if answer.status_code != 200 or answer.mimetype != media:
        return False
    if not FORMS[media]:
        return any(each.get("@id") == str(iri) for each in json.loads(answer.data))
    return (iri, RDF.type, OWL.Ontology) in Graph().parse(data=answer.data, format=FORMS[media])


def _anchored(page: str, client: FlaskClient) -> bool:
    graph = _graph(client)
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind) if "/ontology#" in str(term)}
    return all(f'id="{term.rpartition("#")[2]}"' in page for term in terms)


def _finding(check: str, message: str, passed: bool, mend: str) -> Finding:
    return Finding(check, Level.IMPORTANT, passed, message, "" if passed else mend)

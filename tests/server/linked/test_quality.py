from __future__ import annotations

from flask.testing import FlaskClient

from kg.graph import fairness
from server import quality
from tests.server.linked.world import BASE


def test_what_is_served_passes_every_check_or_says_why_not(client: FlaskClient) -> None:
    findings = quality.report(client.application, base=BASE)
    assert [finding.check for finding in findings if finding.open] == []
    assert fairness.score(findings) == 1
    assert {"FOOPS URI1", "FOOPS CN1", "FOOPS DOC1", "FOOPS VER2"} <= {finding.check for finding in findings}


def test_a_vocabulary_that_is_not_served_fails_with_the_mend(client: FlaskClient) -> None:
    findings = quality.report(client.application, base="https://example.org/other/")
    failed = {finding.check: finding.mend for finding in findings if finding.open}
    assert failed["FOOPS URI1"] == "answer /ontology with the ontology"


def test_the_report_is_a_page_and_json(client: FlaskClient) -> None:
    report = client.get("/-/fair", headers={"Accept": "application/json"}).get_json()
    assert report["score"] == 1
    assert report["ontology"] == f"{BASE}ontology"
    assert "FOOPS" in client.get("/-/fair", headers={"Accept": "text/html"}).text

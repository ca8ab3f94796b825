from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from kg.store import Store
from server.app import create_app
from server.config import Settings
from tests.server.linked.world import BASE, LAB, world

RETIRED = f"""
<{BASE}id/org/old> <http://www.w3.org/2002/07/owl#deprecated> true ;
    <http://purl.org/dc/terms/isReplacedBy> <{BASE}{LAB}> .
<{BASE}id/org/gone> <http://www.w3.org/2002/07/owl#deprecated> true .
"""


@pytest.fixture(scope="module")
def aged() -> FlaskClient:
    quads = [*world(), *parse(RETIRED, format=RdfFormat.TURTLE)]
    return create_app(Settings(), store=Store.of(quads, base=BASE)).test_client()


@pytest.mark.parametrize("path", ["/id/org/old", "/page/org/old", "/data/org/old.ttl"])
def test_a_retired_iri_leads_for_good_to_what_replaces_it(aged: FlaskClient, path: str) -> None:
    answer = aged.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/{LAB}")


def test_a_retired_iri_that_nothing_replaces_is_gone(aged: FlaskClient) -> None:
    assert aged.get("/id/org/gone").status_code == 410

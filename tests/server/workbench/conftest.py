"""The application on the tiny world of the pictures."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from kg.store import Store
from server.app import create_app

WORLD = Path(__file__).parent.parent / "pictures" / "world.trig"


@pytest.fixture(scope="session")
def client() -> FlaskClient:
    quads = list(ox.parse(WORLD.read_bytes(), format=ox.RdfFormat.TRIG))
    merged = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    return create_app(store=Store.of([*quads, *merged])).test_client()

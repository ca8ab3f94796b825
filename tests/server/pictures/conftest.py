"""A tiny world, and questions to draw."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import Answer, Store

HERE = Path(__file__).parent
ASKED = HERE / "asked"


@pytest.fixture(scope="session")
def world() -> Store:
    quads = list(ox.parse((HERE / "world.trig").read_bytes(), format=ox.RdfFormat.TRIG))
    merged = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    return Store.of([*quads, *merged])


@pytest.fixture
def asked(world: Store, request: pytest.FixtureRequest) -> Answer:
    """Answer the question whose name is the parameter."""
    return world.run((ASKED / f"{request.param}.rq").read_text("utf-8"))

"""The tiny world as a store, and the application that serves it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kg.store import Store
from server.app import create_app
from server.config import Settings
from tests.server.linked.world import BASE, world


@pytest.fixture(scope="session")
def store() -> Store:
    return Store.of(world(BASE), base=BASE)


@pytest.fixture(scope="session")
def client(store: Store) -> FlaskClient:
    return create_app(Settings(), store=store).test_client()

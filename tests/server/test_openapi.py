"""The description for programs says what is really there."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

import queries
from server.app import create_app
from tests.queries import newsroom


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(store=newsroom.store()).test_client()


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").get_json()
    return found


def test_it_is_openapi_3_1_with_an_operation_for_each_question(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert {f"/queries/{name}" for name in queries.names()} <= set(document["paths"])
    identifiers = [operation["get"]["operationId"] for operation in document["paths"].values()]
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("name", queries.names())
def test_an_operation_takes_what_the_question_takes(document: dict[str, Any], name: str) -> None:
    operation = document["paths"][f"/queries/{name}"]["get"]
    taken = {each["name"] for each in operation["parameters"]}

    assert set(queries.load(name).parameters) | {"format", "lang", "page", "size"} == taken


def test_defaults_and_examples_are_of_the_type_their_schema_names(document: dict[str, Any]) -> None:
    types: dict[str, type | tuple[type, ...]] = {"string": str, "integer": int, "number": (int, float)}
    given = [
        (each["schema"]["type"], value)
        for operation in document["paths"].values()
        for each in operation["get"].get("parameters", ())
        for value in (each.get("example"), each["schema"].get("default"))
        if value is not None
    ]

    assert any(kind == "number" for kind, _ in given)
    assert [(kind, value) for kind, value in given if not isinstance(value, types[kind])] == []


@pytest.mark.parametrize("name", queries.names())
def test_an_operation_gives_the_forms_it_names(client: FlaskClient, document: dict[str, Any], name: str) -> None:
    given = {"from": "安宁", "to": "市科技局"} if "from" in queries.load(name).parameters else {}
    content = document["paths"][f"/queries/{name}"]["get"]["responses"]["200"]["content"]

    answered = {
        media: client.get(f"/queries/{name}", query_string=given, headers={"Accept": media}).mimetype
        for media in content
    }

    assert answered == {media: media for media in content}


def test_the_page_lists_every_operation_without_scripts(client: FlaskClient) -> None:
    page = client.get("/api?lang=en").get_data(as_text=True)

    assert all(f"GET /queries/{name}" in page for name in queries.names())

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kg.store import Store
from server.app import create_app
from server.config import Settings


@pytest.fixture
def client() -> Iterator[FlaskClient]:
    store = Store.of(b'<http://e/a> <http://e/p> "one" .')
    with create_app(Settings(), store=store).test_client() as made:
        yield made


def test_health_says_alive_ready_and_which_version(client: FlaskClient) -> None:
    answer = client.get("/-/health")
    assert answer.status_code == 200
    assert answer.json == {
        "alive": True,
        "ready": True,
        "version": "memory",
        "statements": 1,
        "opened": answer.json["opened"],  # type: ignore[index]
        "refused": "",
    }
    assert answer.headers["Cache-Control"] == "no-store"


def test_versions_name_graph_program_and_engine(client: FlaskClient) -> None:
    found = client.get("/-/versions").json
    assert found is not None
    assert found["graph"]["version"] == "memory"
    assert found["packages"]["pyoxigraph"].startswith("0.5.")


def test_settings_are_told_with_their_meaning(client: FlaskClient) -> None:
    found = client.get("/-/settings").json
    assert found is not None
    assert {"name", "value", "meaning"} == set(found["settings"][0])


def test_metrics_are_in_the_text_format_of_prometheus(client: FlaskClient) -> None:
    answer = client.get("/-/metrics")
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    values = dict(line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
    assert float(values["kechuang_statements"]) == 1
    assert values['kechuang_edition_info{version="memory"}'] == "1"


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("203.0.113.9", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("", {}, 403),
    ],
)
def test_running_queries_are_for_this_machine(
    client: FlaskClient, address: str, headers: dict[str, str], status: int
) -> None:
    answer = client.get("/-/queries", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/-/health", "/nothing"])
def test_every_answer_may_be_read_by_any_page(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"
    preflight = client.options("/-/health")
    assert "GET" in preflight.headers["Access-Control-Allow-Methods"]

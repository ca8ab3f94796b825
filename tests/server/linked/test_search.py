from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.server.linked.world import BASE, HIGHLAND, LAB


def found(client: FlaskClient, path: str, **query: str) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = client.get(path, query_string=query).get_json()["results"]
    return results


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        pytest.param("云麓", LAB, id="part of a label"),
        pytest.param("ylsys", LAB, id="initials"),
        pytest.param("yunlushiyanshi", LAB, id="pinyin"),
        pytest.param("smjk", HIGHLAND, id="initials of a highland"),
    ],
)
def test_a_thing_is_found_by_name_pinyin_and_initials(client: FlaskClient, text: str, iri: str) -> None:
    assert f"{BASE}{iri}" in [result["iri"] for result in found(client, "/search.json", q=text)[:2]]


def test_the_page_lists_what_was_found_with_its_class(client: FlaskClient) -> None:
    page = client.get("/search", query_string={"q": "云麓"}, headers={"Accept": "text/html"}).text
    assert "云麓实验室" in page
    assert "实验室</span>" in page


def test_a_search_can_be_narrowed_to_a_class_and_those_below_it(client: FlaskClient) -> None:
    narrowed = found(client, "/search.json", q="云麓", type="ResearchInstitution")
    assert [result["iri"] for result in narrowed] == [f"{BASE}{LAB}"]


@pytest.mark.parametrize(
    ("kind", "text", "short"), [("class", "实验室", "kc:Laboratory"), ("property", "fw", "kc:serves")]
)
def test_editors_are_offered_terms_by_chinese_name_and_initials(
    client: FlaskClient, kind: str, text: str, short: str
) -> None:
    assert short in [result["short"] for result in found(client, "/suggest", q=text, kind=kind)]


def test_suggestions_are_labelled_in_the_language_asked_for(client: FlaskClient) -> None:
    assert found(client, "/suggest", q="实验室", kind="class", lang="en")[0]["label"] == "Laboratory"


def test_a_search_for_nothing_shows_the_form(client: FlaskClient) -> None:
    assert client.get("/search", headers={"Accept": "text/html"}).status_code == 200


def test_a_search_longer_than_any_name_is_refused(client: FlaskClient) -> None:
    assert client.get("/search", query_string={"q": "x" * 201}).status_code == 400


def test_the_manifest_tells_openrefine_all_it_needs(client: FlaskClient) -> None:
    manifest = client.get("/reconcile").get_json()
    assert {"name", "identifierSpace", "schemaSpace", "view", "suggest", "preview", "extend"} <= set(manifest)
    assert "0.2" in manifest["versions"]
    assert {"id": "ontology#Laboratory", "name": "实验室"} in manifest["defaultTypes"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_row_is_matched_to_its_thing(client: FlaskClient, method: str) -> None:
    queries = json.dumps({"q0": {"query": "云麓实验室", "type": "ontology#Laboratory"}, "q1": {"query": "zzzz"}})
    option = {"query_string" if method == "get" else "data": {"queries": queries}}
    answer = getattr(client, method)("/reconcile", **option).get_json()
    assert answer["q0"]["result"][0] | {"description": ""} == {
        "id": LAB,
        "name": "云麓实验室",
        "type": [{"id": "ontology#Laboratory", "name": "实验室"}],
        "description": "",
        "score": answer["q0"]["result"][0]["score"],
        "match": True,
    }
    assert answer["q1"]["result"] == []


def test_a_name_that_only_resembles_is_no_match(client: FlaskClient) -> None:
    queries = json.dumps({"q0": {"query": "云麓"}})
    results = client.get("/reconcile", query_string={"queries": queries}).get_json()["q0"]["result"]
    assert results[0]["id"] == LAB
    assert not any(result["match"] for result in results)


def test_matched_rows_can_be_extended_with_properties(client: FlaskClient) -> None:
    extend = json.dumps({"ids": [LAB], "properties": [{"id": "ontology#serves"}]})
    answer = client.get("/reconcile", query_string={"extend": extend}).get_json()
    assert answer["meta"] == [{"id": "ontology#serves", "name": "服务"}]
    assert answer["rows"][LAB]["ontology#serves"] == [{"id": HIGHLAND, "name": "生命健康科创高地"}]


@pytest.mark.parametrize(("kind", "prefix"), [("entity", "云"), ("type", "实验"), ("property", "服务")])
def test_openrefine_gets_suggestions(client: FlaskClient, kind: str, prefix: str) -> None:
    answer = client.get(f"/reconcile/suggest/{kind}", query_string={"prefix": prefix})
    assert answer.get_json()["result"]


def test_the_preview_names_the_thing(client: FlaskClient) -> None:
    assert "云麓实验室" in client.get("/reconcile/preview", query_string={"id": LAB}).text

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.server.linked.world import BASE, HIGHLAND, LAB

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
RDFLIB = "application/rdf+xml,text/turtle;q=0.9,application/n-triples;q=0.8,*/*;q=0.1"
SHORT = LAB.removeprefix("id/")


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        pytest.param("text/turtle", f"/data/{SHORT}.ttl", id="turtle"),
        pytest.param("application/ld+json", f"/data/{SHORT}.jsonld", id="json-ld"),
        pytest.param("application/json", f"/data/{SHORT}.jsonld", id="json"),
        pytest.param("application/n-triples", f"/data/{SHORT}.nt", id="n-triples"),
        pytest.param("application/rdf+xml", f"/data/{SHORT}.rdf", id="rdf-xml"),
        pytest.param("application/trig", f"/data/{SHORT}.trig", id="trig"),
        pytest.param("application/n-quads", f"/data/{SHORT}.nq", id="n-quads"),
        pytest.param("text/html", f"/page/{SHORT}", id="html"),
        pytest.param(BROWSER, f"/page/{SHORT}", id="a browser"),
        pytest.param(RDFLIB, f"/data/{SHORT}.rdf", id="rdflib"),
        pytest.param("*/*", f"/data/{SHORT}.ttl", id="anything"),
        pytest.param("", f"/data/{SHORT}.ttl", id="no header"),
        pytest.param("text/turtle;q=0.5, text/html", f"/page/{SHORT}", id="html liked better"),
        pytest.param("text/html;q=0.5, text/turtle", f"/data/{SHORT}.ttl", id="turtle liked better"),
        pytest.param("text/turtle;q=0, application/ld+json", f"/data/{SHORT}.jsonld", id="turtle refused"),
        pytest.param("image/png, application/rdf+xml;q=0.1", f"/data/{SHORT}.rdf", id="the only one we have"),
    ],
)
def test_a_thing_redirects_to_what_accept_asks_for(client: FlaskClient, accept: str, location: str) -> None:
    answer = client.get(f"/{LAB}", headers={"Accept": accept} if accept else {})
    assert answer.status_code == 303
    assert answer.headers["Location"] == location
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "trig", "nq"])
def test_a_suffix_is_an_explicit_form(client: FlaskClient, suffix: str) -> None:
    answer = client.get(f"/{LAB}.{suffix}", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/data/{SHORT}.{suffix}")


def test_the_suffix_html_leads_to_the_page(client: FlaskClient) -> None:
    answer = client.get(f"/{LAB}.html", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/page/{SHORT}")


def test_an_explicit_language_stays_on_the_way(client: FlaskClient) -> None:
    answer = client.get(f"/{LAB}?lang=en", headers={"Accept": "text/html"})
    assert answer.headers["Location"] == f"/page/{SHORT}?lang=en"


def test_no_acceptable_form_is_406_and_names_what_there_is(client: FlaskClient) -> None:
    answer = client.get(f"/{LAB}", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.text
    assert "application/trig" in answer.text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [("text/html", "text/html"), ("application/json", "application/problem+json"), ("text/plain", "text/plain")],
)
def test_404_comes_in_the_form_that_was_asked_for(client: FlaskClient, accept: str, media_type: str) -> None:
    answer = client.get("/id/org/nonesuch", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (404, media_type)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "trig", "nq"])
def test_what_is_known_already_is_not_sent_again(client: FlaskClient, suffix: str) -> None:
    first = client.get(f"/graph/provenance.{suffix}")
    again = client.get(f"/graph/provenance.{suffix}", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


@pytest.mark.parametrize("path", [f"/data/{SHORT}.ttl", f"/page/{SHORT}", "/graph/registry.nq"])
def test_an_answer_says_where_it_is_at_home_and_which_other_forms_there_are(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Location"] == path
    assert 'rel="alternate' in answer.headers["Link"]
    assert "describedby" in answer.headers["Link"]
    assert 'rel="profile"' in answer.headers["Link"]
    assert "Accept" in answer.headers["Vary"]


def test_head_gives_the_headers_of_get_without_a_body(client: FlaskClient) -> None:
    got, head = client.get(f"/data/{SHORT}.ttl"), client.head(f"/data/{SHORT}.ttl")
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    assert head.headers["Content-Length"] == str(len(got.data))


@pytest.mark.parametrize("path", [f"/{LAB}", f"/data/{SHORT}.ttl", "/ontology", "/void.ttl", "/search", "/reconcile"])
def test_options_opens_the_door_to_other_origins(client: FlaskClient, path: str) -> None:
    answer = client.options(path, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert answer.status_code == 200
    assert "GET" in answer.headers["Allow"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)(f"/{LAB}")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/id/org/云麓实验室", id="raw"),
        pytest.param(f"/id/org/{quote('云麓实验室')}", id="percent-encoded"),
        pytest.param("/page/org/云麓实验室", id="page"),
    ],
)
def test_a_chinese_name_leads_to_the_one_iri(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/{LAB}")


def test_a_chinese_name_keeps_its_suffix(client: FlaskClient) -> None:
    answer = client.get("/id/org/云麓实验室.ttl")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/{LAB}.ttl")


@pytest.mark.parametrize(
    ("query", "location"),
    [
        pytest.param({"label": "云麓实验室"}, f"/{LAB}", id="label"),
        pytest.param({"label": " 雲麓實驗室 "}, f"/{LAB}", id="traditional script and blanks"),
        pytest.param({"iri": f"{BASE}{HIGHLAND}"}, f"/{HIGHLAND}", id="iri"),
        pytest.param({"label": "实验室"}, "/ontology#Laboratory", id="a class"),
    ],
)
def test_resolve_leads_from_a_name_to_the_iri(client: FlaskClient, query: dict[str, str], location: str) -> None:
    answer = client.get("/resolve", query_string=query)
    assert (answer.status_code, answer.headers["Location"]) == (303, location)


@pytest.mark.parametrize("query", [{}, {"label": ""}, {"label": "无此名"}, {"iri": "https://example.org/"}], ids=str)
def test_what_names_nothing_does_not_resolve(client: FlaskClient, query: dict[str, str]) -> None:
    assert client.get("/resolve", query_string=query).status_code == 404


def test_a_name_of_several_things_is_a_choice(client: FlaskClient) -> None:
    answer = client.get("/resolve", query_string={"label": "同名仪"})
    assert answer.status_code == 300
    assert "id/product/same-b" in answer.text

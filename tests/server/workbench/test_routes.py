from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient

from server import pictures

PROLOGUE = "PREFIX kc: <https://w3id.org/kechuang/ontology#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
SERVES = PROLOGUE + "SELECT * WHERE { ?laboratory kc:serves ?highland }"
VALUES = PROLOGUE + "SELECT ?valueNode ?value WHERE { ?valueNode kc:value ?value } ORDER BY ?value"
CONSTRUCT = PROLOGUE + "CONSTRUCT WHERE { ?laboratory kc:serves ?highland }"
HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("query", [SERVES, CONSTRUCT], ids=["select", "construct"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_any_answer_is_seen_as_a_graph(client: FlaskClient, query: str, method: str) -> None:
    given = {"query": query}
    answer = client.get("/graph", query_string=given) if method == "get" else client.post("/graph", data=given)
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == pictures.policy()
    assert "甲实验室" in fromstring(answer.text).findtext("{http://www.w3.org/2000/svg}desc", "")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/graphml+xml", "application/graphml+xml"),
        ("application/json", "application/json"),
        ("*/*", "image/svg+xml"),
    ],
    ids=["graphml", "json", "any"],
)
def test_the_graph_comes_in_the_form_asked_for(client: FlaskClient, accept: str, media_type: str) -> None:
    answer = client.get("/graph", query_string={"query": SERVES}, headers={"Accept": accept})
    assert answer.mimetype == media_type


def test_numbers_are_charted(client: FlaskClient) -> None:
    answer = client.get("/graph", query_string={"query": VALUES, "view": "chart"})
    assert 'class="bar' in answer.text


def test_a_picture_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/graph", query_string={"query": SERVES})
    again = client.get("/graph", query_string={"query": SERVES}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_neighbours_of_a_thing_are_given_with_their_sentences(client: FlaskClient) -> None:
    answer = client.get("/graph/expand", query_string={"iri": "https://w3id.org/kechuang/id/org/jia"})
    assert "戊介绍，甲实验室服务乙科创高地。" in {edge["text"] for edge in answer.get_json()["edges"]}


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/graph", {}, 400),
        ("/graph", {"query": "SELECT * { ?x a }"}, 400),
        ("/graph", {"query": "DROP ALL"}, 400),
        ("/graph", {"query": SERVES, "format": "exe"}, 406),
        ("/graph/expand", {"iri": "no iri <script>"}, 400),
        ("/sparql/doctor", {"query": "SELECT * { ?x a }", "format": "json"}, 400),
        ("/overview/other.svg", {}, 404),
        ("/overview/whole.exe", {}, 404),
    ],
    ids=["no query", "syntax", "update", "form", "iri", "doctor", "picture", "suffix"],
)
def test_what_cannot_be_answered_is_refused_in_words(
    client: FlaskClient, path: str, given: dict[str, str], status: int
) -> None:
    answer = client.get(path, query_string=given)
    assert answer.status_code == status
    assert "<script" not in answer.text


@pytest.mark.parametrize(("lang", "said"), [("zh", "语言标记"), ("en", "language tag")])
def test_the_doctor_speaks_to_programs(client: FlaskClient, lang: str, said: str) -> None:
    query = PROLOGUE + 'SELECT * { ?x skos:prefLabel "甲实验室" }'
    told = client.post("/sparql/doctor", data={"query": query, "lang": lang}).get_json()
    assert said in told["findings"][0]["message"]
    assert told["repaired"].endswith('"甲实验室"@zh }')
    assert (told["rows"], told["findings"][0]["line"], told["findings"][0]["column"]) == (1, 3, 30)


def test_the_doctor_speaks_to_people(client: FlaskClient) -> None:
    query = PROLOGUE + "SELECT * { ?x a kc:Laboratry } # <script>alert(1)</script>"
    page = client.get("/sparql/doctor", query_string={"query": query}, headers=HTML).text
    assert "最接近的是" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("path", ["/", "/overview", "/sparql", "/sparql/doctor"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_comes_in_both_languages(client: FlaskClient, path: str, lang: str) -> None:
    answer = client.get(path, query_string={"lang": lang}, headers=HTML)
    assert answer.status_code == 200
    assert f'lang="{ {"zh": "zh-Hans", "en": "en"}[lang] }"' in answer.text


@pytest.mark.parametrize("name", ["whole", "schema"])
@pytest.mark.parametrize("form", ["svg", "graphml", "json"])
def test_the_overview_comes_in_every_form(client: FlaskClient, name: str, form: str) -> None:
    assert client.get(f"/overview/{name}.{form}").status_code == 200


def test_the_editor_keeps_the_query_of_its_address_and_escapes_it(client: FlaskClient) -> None:
    query = "SELECT * { ?x ?p '</textarea><script>alert(1)</script>' }"
    page = client.get("/sparql", query_string={"query": query}, headers=HTML).text
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;" in page

"""The canned questions over HTTP: forms that parse back, pages, negotiation, errors, forms to fill in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib.query import Result

import queries
from kg.store import Store
from server.app import create_app
from tests.queries import newsroom

# rdflib calls what it has itself deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset.default_context) is:DeprecationWarning")

ENDS = {"from": "安宁", "to": "市科技局"}
TABLES = [name for name in queries.names() if queries.load(name).returns != ("subject", "predicate", "object")]
GRAPHS = [name for name in queries.names() if name not in TABLES]
HIGHLAND = "/queries/who-serves-highland"


@pytest.fixture(scope="module")
def store() -> Store:
    return newsroom.store()


@pytest.fixture(scope="module")
def client(store: Store) -> FlaskClient:
    return create_app(store=store).test_client()


def graph(name: str) -> Callable[[bytes], Any]:
    return lambda body: rdflib.Graph().parse(data=body, format=name)


def dataset(name: str) -> Callable[[bytes], Any]:
    return lambda body: list(rdflib.Dataset().parse(data=body, format=name).quads())


def solutions(name: str) -> Callable[[bytes], Any]:
    return lambda body: list(Result.parse(io.BytesIO(body), format=name))


def rows(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode(), newline="")))


def given(name: str) -> dict[str, str]:
    return ENDS if "from" in queries.load(name).parameters else {}


RDF = {
    "ttl": graph("turtle"),
    "nt": graph("nt"),
    "jsonld": graph("json-ld"),
    "rdf": graph("xml"),
}
READERS: dict[str, Callable[[bytes], Any]] = {
    "json": solutions("json"),
    "xml": solutions("xml"),
    "tsv": solutions("tsv"),
    "csv": rows,
    **RDF,
    "svg": ElementTree.fromstring,
    "graphml": ElementTree.fromstring,
}


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("name", TABLES)
def test_every_form_of_a_table_parses_back(client: FlaskClient, name: str, form: str) -> None:
    response = client.get(f"/queries/{name}.{form}", query_string=given(name))

    assert response.status_code == 200
    assert READERS[form](response.data) is not None


@pytest.mark.parametrize("form", [*RDF, "svg", "graphml"])
@pytest.mark.parametrize("name", GRAPHS)
def test_every_form_of_a_graph_parses_back(client: FlaskClient, name: str, form: str) -> None:
    response = client.get(f"/queries/{name}.{form}", query_string=given(name))

    assert response.status_code == 200
    assert READERS[form](response.data) is not None


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", queries.names())
def test_every_question_has_a_page_that_says_all_of_it(client: FlaskClient, name: str, lang: str) -> None:
    query = queries.load(name)

    page = client.get(f"/queries/{name}", query_string={**given(name), "lang": lang}).get_data(as_text=True)

    assert query.summary[lang] in page
    assert all(f'name="{parameter}"' in page for parameter in query.parameters)
    assert "BibTeX" in page
    assert "GB/T 7714" in page
    assert "/sparql?query=" in page


def test_labels_come_in_english_where_the_graph_has_them_when_the_address_asks(client: FlaskClient) -> None:
    chinese, english = (
        json.loads(client.get("/queries/what-makes-up-strategy.json", query_string=query).data)["results"]["bindings"]
        for query in ({}, {"lang": "en"})
    )

    assert {row["relationLabel"]["value"] for row in chinese} >= {"属于", "聚焦"}
    assert {row["relationLabel"]["value"] for row in english} >= {"part of", "focuses on"}
    assert {row["relationLabel"]["xml:lang"] for row in english} == {"en"}
    assert [row["strategyLabel"] for row in english] == [row["strategyLabel"] for row in chinese]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json;q=0.9, text/turtle;q=0.2", "application/ld+json"),
        ("image/svg+xml", "image/svg+xml"),
    ],
)
def test_accept_chooses_the_form(client: FlaskClient, accept: str, media: str) -> None:
    response = client.get(HIGHLAND, headers={"Accept": accept})

    assert response.mimetype == media
    assert "Accept" in response.headers["Vary"]


def test_turtle_tells_the_facts_and_never_a_suggestion(client: FlaskClient) -> None:
    facts = graph("turtle")(client.get(f"{HIGHLAND}.ttl").data)
    suggested = graph("turtle")(client.get("/queries/what-is-recommended.ttl").data)
    kc = rdflib.Namespace("https://w3id.org/kechuang/ontology#")

    assert len(list(facts.triples((None, kc.serves, None)))) == 1
    assert list(suggested.triples((None, kc.focusesOn, None))) == []
    assert len(list(suggested.triples((None, kc.modality, None)))) == 1


def test_quads_keep_a_suggestion_in_its_claim(client: FlaskClient) -> None:
    quads = dataset("nquads")(client.get("/queries/what-is-recommended.nq").data)
    focus = rdflib.URIRef("https://w3id.org/kechuang/ontology#focusesOn")

    assert [str(quad[3]).rsplit("/", 2)[-2] for quad in quads if quad[1] == focus] == ["c"]


def test_pages_come_with_honest_totals_and_links(client: FlaskClient) -> None:
    whole = client.get("/queries/indicators.json")
    total = len(json.loads(whole.data)["results"]["bindings"])
    pages = [client.get(f"/queries/indicators.json?size=4&page={number}") for number in (1, 2, 3)]

    assert {page.headers["Kechuang-Total"] for page in [whole, *pages]} == {str(total)}
    assert sum(len(json.loads(page.data)["results"]["bindings"]) for page in pages) == total == 11
    links = pages[1].headers["Link"]
    assert all(
        f'page={number}&size=4>; rel="{rel}"' in links for number, rel in ((1, "prev"), (3, "next"), (3, "last"))
    )
    assert 'rel="next"' not in pages[2].headers["Link"]


@pytest.mark.parametrize("form", ["csv", "tsv", "xml", "json"])
def test_a_page_is_the_same_rows_in_every_form(client: FlaskClient, form: str) -> None:
    found = READERS[form](client.get(f"/queries/indicators.{form}?size=3&page=2").data)

    assert len(found) == (4 if form == "csv" else 3)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/queries/nothing", 404),
        ("/queries/nothing.json", 404),
        ("/queries/..%2f..%2fetc", 404),
        (f"{HIGHLAND}.pdf", 404),
        (f"{HIGHLAND}?format=pdf", 406),
        ("/queries/whole-graph.csv", 404),
        (f"{HIGHLAND}?mountain=x", 400),
        (f"{HIGHLAND}?highland=没有", 400),
        (f"{HIGHLAND}?highland=海洋&highland=海洋", 400),
        (f"{HIGHLAND}?highland={'x' * 2_001}", 400),
        (f"{HIGHLAND}.json?page=2", 404),
        (f"{HIGHLAND}.json?page=0", 400),
        (f"{HIGHLAND}.json?size=-1", 400),
        (f"{HIGHLAND}.json?size=1001", 400),
        (f"{HIGHLAND}.json?size=²", 400),
        ("/queries/what-links-two-things.ttl?from=*&to=*", 400),
        ("/queries/what-happened-when.json?since=never", 400),
    ],
)
def test_what_cannot_be_answered_says_so_in_both_languages(client: FlaskClient, address: str, status: int) -> None:
    response = client.get(address, headers={"Accept": "application/json"})

    assert response.status_code == status
    assert set(response.get_json(force=True)["messages"]) == {"zh", "en"}


@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "a\r\nX: y"]
)
def test_nothing_is_reflected_unescaped(client: FlaskClient, value: str) -> None:
    for response in (
        client.get(HIGHLAND, query_string={"highland": value}, headers={"Accept": "text/html"}),
        client.get("/queries/indicators", query_string={"kind": value}, headers={"Accept": "text/html"}),
    ):
        page = response.get_data(as_text=True)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "X" not in response.headers
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_a_form_offers_what_has_an_answer_by_name(client: FlaskClient) -> None:
    page = client.get("/queries/who-holds-which-post").get_data(as_text=True)

    assert re.findall(r"<option value=\"[^\"]+/person/[^\"]+\"[^>]*>([^<]+)</option>", page) == ["安宁"]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("目标", "原文所述", "推断")), ("en", ("target", "stated", "inferred"))]
)
def test_closed_words_are_said_in_the_language_of_the_page(
    client: FlaskClient, lang: str, words: tuple[str, ...]
) -> None:
    figures = client.get("/queries/indicators", query_string={"lang": lang}).get_data(as_text=True)
    serving = client.get(HIGHLAND, query_string={"lang": lang}).get_data(as_text=True)

    assert f'<option value="target">{words[0]}</option>' in figures
    assert all(f">{word}</span>" in serving for word in words[1:])


def test_a_row_leads_to_its_sentence_and_its_claim(client: FlaskClient) -> None:
    page = client.get(HIGHLAND, query_string={"view": "table"}).get_data(as_text=True)

    assert "服务海洋高地。</p>" in page
    assert re.search(r'href="/doc/[0-9a-f]{16}/s/[0-9a-f]{12}', page)
    assert re.search(r'href="/doc/[0-9a-f]{16}/c/[0-9a-f]{12}', page)


@pytest.mark.parametrize("name", queries.names())
def test_the_text_that_is_shown_answers_like_the_question(client: FlaskClient, store: Store, name: str) -> None:
    query = queries.load(name)
    filled = {**given(name)} or {key: "2023-06-01" for key, each in query.parameters.items() if each.type == "date"}
    page = client.get(f"/queries/{name}", query_string=filled).get_data(as_text=True)
    shown = re.search(r'id="query".*?<code>(.*?)</code>', page, re.DOTALL)
    assert shown
    text = shown[1].replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'")

    found = store.run(text.replace("&amp;", "&")).rows

    assert sorted(map(str, found)) == sorted(map(str, store.answer(query, filled).rows))


def test_the_list_is_a_page_and_json(client: FlaskClient) -> None:
    page = client.get("/queries").get_data(as_text=True)
    listed = client.get("/queries.json").get_json()

    assert [entry["name"] for entry in listed] == list(queries.names())
    assert all(f'href="/queries/{name}"' in page for name in queries.names())
    assert "who-holds-which-post" not in client.get("/queries?tag=growth").get_data(as_text=True)


def test_an_answer_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(f"{HIGHLAND}.json")

    again = client.get(f"{HIGHLAND}.json", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_words_of_the_address_that_mean_nothing_are_left_out_of_the_links(client: FlaskClient) -> None:
    links = client.get("/queries/who-works-with-whom.json", query_string={"lang": "a" * 5000}).headers["Link"]

    assert "lang=" not in links
    assert len(links) < 4000

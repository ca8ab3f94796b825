"""The query operation of the SPARQL 1.1 Protocol (section 2.1), clause by clause, over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.server.running import Service

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASK = "ASK {}"


def said(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()["boolean"]


def number(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def test_query_via_get(running: Service) -> None:
    assert said(running.get("/sparql?query=ASK%20%7B%7D")) is True
    assert said(running.get("/sparql?query=ASK+%7B%7D")) is True


def test_query_via_url_encoded_post(running: Service) -> None:
    assert said(running.post(data={"query": ASK})) is True
    assert said(running.post(content=b"query=ASK%20%7B%7D", headers={"Content-Type": f"{FORM}; charset=UTF-8"})) is True


def test_query_via_post_directly(running: Service) -> None:
    assert said(running.post(content=ASK, headers={"Content-Type": DIRECT})) is True
    assert said(running.post(content=ASK, headers={"Content-Type": f"{DIRECT}; charset=utf-8"})) is True
    assert said(running.post(content=ASK, headers={"Content-Type": DIRECT.upper()})) is True


def test_query_via_the_query_method(running: Service) -> None:
    answer = httpx.request("QUERY", f"{running.url}/sparql", content=ASK, headers={"Content-Type": DIRECT})
    assert said(answer) is True


def test_non_ascii_text_arrives(running: Service) -> None:
    sparql = 'SELECT ("金凤实验室🧪" AS ?n) {}'
    for answer in (
        running.ask(sparql),
        running.post(data={"query": sparql}),
        running.post(content=sparql.encode(), headers={"Content-Type": DIRECT}),
    ):
        assert answer.json()["results"]["bindings"][0]["n"]["value"] == "金凤实验室🧪"


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ([("default-graph-uri", "http://e/g2")], 2),
        ([("default-graph-uri", "http://e/g1"), ("default-graph-uri", "http://e/g2")], 3),
        ([("default-graph-uri", "http://e/g2"), ("default-graph-uri", "http://e/g2")], 2),
        ([("named-graph-uri", "http://e/g2")], 0),
        ([("default-graph-uri", "http://e/absent")], 0),
        ([], 2),
    ],
)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_the_dataset_of_the_request_is_asked(
    running: Service, way: str, parameters: list[tuple[str, str]], count: int
) -> None:
    if way == "get":
        answer = running.get(params=[("query", COUNT), *parameters])
    elif way == "form":
        body = str(httpx.QueryParams([("query", COUNT), *parameters]))
        answer = running.post(content=body, headers={"Content-Type": FORM})
    else:
        answer = running.post(content=COUNT, params=parameters, headers={"Content-Type": DIRECT})
    assert number(answer) == count


def test_the_dataset_of_the_request_wins_over_that_of_the_query(running: Service) -> None:
    sparql = COUNT.replace("{ ?s", "FROM <http://e/g1> { ?s")
    assert number(running.get(params=[("query", sparql), ("default-graph-uri", "http://e/g2")])) == 2
    assert number(running.ask(sparql)) == 2
    named = NAMED.replace("{ GRAPH", "FROM NAMED <http://e/g1> { GRAPH")
    assert number(running.get(params=[("query", named), ("named-graph-uri", "http://e/g2")])) == 2


def test_named_graphs_are_only_those_named(running: Service) -> None:
    assert number(running.ask(NAMED)) == 66
    assert number(running.get(params=[("query", NAMED), ("default-graph-uri", "http://e/g2")])) == 0
    two = [("named-graph-uri", "http://e/g2"), ("named-graph-uri", "http://e/g2")]
    assert number(running.get(params=[("query", NAMED), *two])) == 2


def test_relative_iris_are_meant_from_the_endpoint(running: Service) -> None:
    answer = running.ask("SELECT (<x> AS ?n) {}")
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == f"{running.url}/x"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("/sparql?query=", 400),
        ("/sparql?query=SELECT", 400),
        ("/sparql?query=ASK%7B%7DASK%7B%7D", 400),
        ("/sparql?query=%FF%FE", 400),
        ("/sparql?query=ASK%7B%7D%C0%AF", 400),
        ("/sparql?query=ASK%7B%7D%ED%A0%80", 400),
        ("/sparql?query=ASK%7B%7D%", 400),
        ("/sparql?query=ASK%7B%7D%zz", 400),
        ("/sparql?query=ASK%00%7B%7D", 400),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=relative", 400),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=", 400),
        ("/sparql?query=ASK%7B%7D&named-graph-uri=http%3A%2F%2Fe%2F%20x", 400),
        ("/sparql?query=ASK%7B%7D&format=nonsense", 400),
        ("/sparql?query=ASK%7B%7D&timeout=soon", 400),
        ("/sparql?query=ASK%7B%7D&timeout=-1", 400),
        ("/sparql?query=ASK%7B%7D&timeout=0", 400),
        ("/sparql?query=ASK%7B%7D&format=json&format=xml", 400),
        ("/sparql?query=INSERT%20DATA%20%7B%7D", 400),
        ("/sparql?update=CLEAR%20ALL", 403),
        ("/sparql?query=ASK%7B%7D&update=CLEAR%20ALL", 403),
        ("/sparql?query=ASK%7BSERVICE%20%3Chttp%3A%2F%2F127.0.0.1%2F%3E%7B%7D%7D", 403),
        ("/sparql?query=ASK%7B%7D&unknown=1", 200),
        ("/sparql?&&query=ASK%7B%7D&&", 200),
    ],
)
def test_what_a_get_is_answered(running: Service, target: str, status: int) -> None:
    answer = running.raw(f"GET {target} HTTP/1.1\r\nHost: e\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer[:300]


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (None, b"ASK {}", 415),
        ("text/plain", b"ASK {}", 415),
        ("application/json", b'{"query": "ASK {}"}', 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("application/sparql-update", b"CLEAR ALL", 403),
        (f"{DIRECT}; charset=gb18030", b"ASK {}", 415),
        (f"{FORM}; charset=latin-1", b"query=ASK%7B%7D", 415),
        (DIRECT, b"\xff\xfe", 400),
        (DIRECT, b"", 400),
        (DIRECT, b"\xef\xbb\xbfASK {}", 200),
        (FORM, b"", 400),
        (FORM, b"query=%FF", 400),
        (FORM, b"query=ASK%7B%7D&query=ASK%7B%7D", 400),
        (FORM, b"update=CLEAR%20ALL", 403),
        (FORM, b"query=ASK%7B%7D&using-graph-uri=http://e/g1", 403),
        (FORM, b"query=" + b"a" * 300_000, 413),
        (DIRECT, b"ASK {} #" + b"a" * 299_900, 413),
    ],
)
def test_what_a_post_is_answered(running: Service, content_type: str | None, body: bytes, status: int) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    assert running.post(content=body, headers=headers).status_code == status


def test_a_query_in_the_address_and_in_the_body_is_one_too_many(running: Service) -> None:
    answer = running.post(content=ASK, params={"query": ASK}, headers={"Content-Type": DIRECT})
    assert answer.status_code == 400
    assert running.post(data={"query": ASK}, params={"query": ASK}).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get"])
def test_other_methods_are_told_which_there_are(running: Service, method: str) -> None:
    request = f"{method} /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: e\r\nConnection: close\r\n\r\n"
    answer = running.raw(request.encode()).decode().lower()
    assert answer.startswith("http/1.1 405 ")
    assert {"get", "head", "options", "post"} <= set(answer.split("allow: ")[1].split("\r\n")[0].split(", "))


def test_head_is_get_without_a_body(running: Service) -> None:
    answer = httpx.head(f"{running.url}/sparql", params={"query": ASK})
    full = running.ask(ASK, "*/*")
    assert answer.status_code == 200
    assert answer.content == b""
    for header in ("content-type", "etag", "content-length", "vary"):
        assert answer.headers[header] == full.headers[header]
    assert httpx.head(f"{running.url}/sparql", params={"query": "SELECT"}).status_code == 400


def test_a_timeout_may_be_asked_for(running: Service) -> None:
    product = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(8))
    sparql = f"SELECT (COUNT(*) AS ?n) {{ {product} }}"
    answer = running.ask(sparql, timeout="0.5")
    assert answer.status_code == 504
    assert "0.5" in answer.json()["messages"]["en"]

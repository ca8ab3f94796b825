"""Which form is given: `Accept` (RFC 9110, section 12.5.1), `?format=`, codings, languages of errors."""

from __future__ import annotations

import gzip

import httpx
import pytest
import zstandard
from rdflib import Graph

from tests.server.running import Service

SELECT, CONSTRUCT = "SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("", JSON),
        (JSON, JSON),
        ("application/json", JSON),
        (XML, XML),
        ("application/xml", XML),
        ("text/xml", XML),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("application/*", JSON),
        (f"{JSON};q=0.5, {XML}", XML),
        (f"{JSON};q=0.5, {XML};q=0.4", JSON),
        (f"{JSON};q=0, */*", XML),
        (f"text/turtle, {XML};q=0.2", XML),
        ("text/csv;q=0.9, */*;q=0.1", "text/csv"),
        (f"{JSON}; charset=utf-8", JSON),
        (f'{JSON}; version="1.2"; q=0.7, text/csv;q=0.1', JSON),
        ("nonsense", JSON),
        ("application/n-triples, text/csv ; q=0.001", "text/csv"),
        ("text/turtle", None),
        ("image/png", None),
        (f"{JSON};q=0", None),
        ("*/*;q=0", None),
    ],
)
def test_the_form_of_rows(running: Service, accept: str | None, given: str | None) -> None:
    headers = {} if accept is None else {"Accept": accept}
    with httpx.Client(headers={"Accept": ""} if accept is None else None) as client:
        request = client.build_request("GET", f"{running.url}/sparql", params={"query": SELECT}, headers=headers)
        if accept is None:
            del request.headers["Accept"]
        answer = client.send(request)
    if given is None:
        assert answer.status_code == 406
        assert JSON in answer.json()["available"]
    else:
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, given)


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/ld+json"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig"),
        ("application/xml", "application/rdf+xml"),
        ("text/turtle;q=0.3, application/ld+json;q=0.9", "application/ld+json"),
        (f"{JSON}, text/turtle;q=0.1", "text/turtle"),
        (JSON, None),
        ("text/csv", None),
    ],
)
@pytest.mark.parametrize("sparql", [CONSTRUCT, "DESCRIBE <http://e/a>"], ids=["construct", "describe"])
def test_the_form_of_graphs(running: Service, sparql: str, accept: str, given: str | None) -> None:
    answer = running.ask(sparql, accept)
    if given is None:
        assert answer.status_code == 406
        assert "text/turtle" in answer.json()["available"]
    else:
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, given)


@pytest.mark.parametrize(
    ("sparql", "name", "given"),
    [
        (SELECT, "json", JSON),
        (SELECT, "xml", XML),
        (SELECT, "csv", "text/csv"),
        (SELECT, "TSV", "text/tab-separated-values"),
        (SELECT, "application/sparql-results+xml", XML),
        ("ASK {}", "csv", "text/csv"),
        ("ASK {}", "xml", XML),
        (CONSTRUCT, "ttl", "text/turtle"),
        (CONSTRUCT, "turtle", "text/turtle"),
        (CONSTRUCT, "nt", "application/n-triples"),
        (CONSTRUCT, "rdf", "application/rdf+xml"),
        (CONSTRUCT, "xml", "application/rdf+xml"),
        (CONSTRUCT, "jsonld", "application/ld+json"),
        (CONSTRUCT, "json", "application/ld+json"),
        (CONSTRUCT, "nq", "application/n-quads"),
        (CONSTRUCT, "trig", "application/trig"),
    ],
)
def test_a_named_format_wins_over_accept(running: Service, sparql: str, name: str, given: str) -> None:
    answer = running.ask(sparql, CHROME, format=name)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, given)


def test_a_format_that_does_not_fit_is_not_acceptable(running: Service) -> None:
    assert running.ask(SELECT, format="ttl").status_code == 406
    assert running.ask(CONSTRUCT, format="csv").status_code == 406


@pytest.mark.parametrize(("coding", "decode"), [("gzip", gzip.decompress), ("zstd", zstandard.decompress)])
def test_large_answers_are_coded_as_the_client_can_read(running: Service, coding: str, decode: object) -> None:
    target = f"{running.url}/sparql"
    parameters = {"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}
    with httpx.stream("GET", target, params=parameters, headers={"Accept-Encoding": coding}) as answer:
        body = b"".join(answer.iter_raw())
    plain = httpx.get(target, params=parameters, headers={"Accept-Encoding": "identity"})
    assert answer.headers["content-encoding"] == coding
    assert decode(body) == plain.content  # type: ignore[operator]
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["vary"]


def test_small_answers_and_refused_codings_stay_plain(running: Service) -> None:
    parameters = {"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}
    for accepted in ("gzip;q=0", "br", "identity, gzip;q=0.5", "identity;q=1, *;q=0"):
        answer = running.get(params=parameters, headers={"Accept-Encoding": accepted})
        assert "content-encoding" not in answer.headers
    assert "content-encoding" not in running.get(params={"query": "ASK {}"}).headers


def test_what_a_cache_must_know_is_said(running: Service) -> None:
    answer = running.ask(SELECT)
    assert {part.strip() for part in answer.headers["vary"].split(",")} >= {"Accept", "Accept-Encoding"}
    assert answer.headers["etag"].startswith('W/"')
    assert "max-age" in answer.headers["cache-control"]


def test_who_has_the_answer_is_told_so(running: Service) -> None:
    etag = running.ask(SELECT).headers["etag"]
    strong = etag.removeprefix("W/")
    for wanted in (etag, strong, f'"other", {etag}', "*"):
        answer = running.get(params={"query": SELECT}, headers={"Accept": JSON, "If-None-Match": wanted})
        assert (answer.status_code, answer.content) == (304, b""), wanted
        assert answer.headers["etag"] == etag
        assert "content-type" not in answer.headers
    other = running.get(params={"query": SELECT}, headers={"Accept": JSON, "If-None-Match": '"other"'})
    assert other.status_code == 200


def test_a_post_is_answered_whole_whatever_its_client_has(running: Service) -> None:
    etag = running.post(data={"query": SELECT}, headers={"Accept": JSON}).headers["etag"]
    for _ in range(2):  # the second comes from the cache
        answer = running.post(data={"query": SELECT}, headers={"Accept": JSON, "If-None-Match": etag})
        assert (answer.status_code, bool(answer.content)) == (200, True)


def test_a_validator_belongs_to_one_question_in_one_form(running: Service) -> None:
    etags = {
        running.ask(SELECT).headers["etag"],
        running.ask(SELECT, XML).headers["etag"],
        running.ask(SELECT + " LIMIT 1").headers["etag"],
        running.ask(SELECT, **{"default-graph-uri": "http://e/g1"}).headers["etag"],
    }
    assert len(etags) == 4


@pytest.mark.parametrize("call", ["RAND()", "NOW()", "UUID()", "STRUUID()", "BNODE()", "rand ( )"])
def test_what_differs_each_time_is_not_kept(running: Service, call: str) -> None:
    first, second = (running.ask(f"SELECT ({call} AS ?x) {{}}") for _ in range(2))
    assert "etag" not in first.headers
    assert first.headers["cache-control"] == "no-store"
    assert first.content != second.content


def test_errors_are_not_kept(running: Service) -> None:
    assert running.ask("SELECT").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("sparql", ["ASK {}", "SELECT", "SELECT * { SERVICE <http://e/> {} }"])
def test_every_answer_may_be_read_by_any_page(running: Service, sparql: str) -> None:
    answer = running.get(params={"query": sparql}, headers={"Origin": "https://other.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "etag" in answer.headers["access-control-expose-headers"].lower()


def test_a_preflight_is_answered(running: Service) -> None:
    headers = {
        "Origin": "https://other.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = httpx.options(f"{running.url}/sparql", headers=headers)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (JSON, "application/problem+json"),
        ("application/json", "application/problem+json"),
        ("text/plain", "text/plain"),
        (CHROME, "text/html"),
    ],
)
def test_an_error_comes_in_a_form_that_is_read(running: Service, accept: str, given: str) -> None:
    answer = running.ask("SELECT * { ?s ?p", accept)
    assert answer.status_code == 400
    assert answer.headers["content-type"].partition(";")[0] == given


def test_an_error_says_where_what_and_how_to_mend_it(running: Service) -> None:
    problem = running.ask("SELECT * {\n  ?s foo:p ?o }").json()
    assert (problem["status"], problem["line"]) == (400, 2)
    assert problem["column"] > 1
    assert set(problem["messages"]) == {"zh", "en"}
    assert "foo" in problem["hint"]


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [("", "", "zh-Hans"), ("&lang=en", "", "en"), ("", "en-GB,en;q=0.9", "en"), ("&lang=zh", "en", "zh-Hans")],
)
def test_an_error_speaks_the_language_of_who_asked(running: Service, query: str, header: str, language: str) -> None:
    headers = {"Accept": JSON} | ({"Accept-Language": header} if header else {})
    answer = httpx.get(f"{running.url}/sparql?query=SELECT{query}", headers=headers)
    assert answer.headers["content-language"] == language
    assert ("无法解析" in answer.json()["detail"]) == (language == "zh-Hans")


def test_nothing_is_reflected_unescaped(running: Service) -> None:
    answer = running.ask("<script>alert(1)</script>", CHROME)
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("accept", "parser"),
    [
        ("*/*", "turtle"),
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ],
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's JSON-LD reader warns of itself
def test_the_service_describes_itself(running: Service, accept: str, parser: str) -> None:
    answer = running.get(headers={"Accept": accept})
    graph = Graph().parse(data=answer.content, format=parser)
    sd = "http://www.w3.org/ns/sparql-service-description#"
    rows = list(
        graph.query(
            f"SELECT ?service {{ ?service a <{sd}Service> ; <{sd}endpoint> ?endpoint ;"
            f" <{sd}supportedLanguage> <{sd}SPARQL11Query> ; <{sd}defaultDataset>/<{sd}defaultGraph> ?graph }}"
        )
    )
    assert len(rows) == 1
    endpoints = {str(each) for each in graph.objects(None, None) if str(each).endswith("/sparql")}
    assert f"{running.url}/sparql" in endpoints


def test_people_get_a_page_at_the_bare_endpoint(running: Service) -> None:
    answer = running.get(headers={"Accept": CHROME})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


def test_a_description_in_another_form_is_not_acceptable(running: Service) -> None:
    assert running.get(headers={"Accept": "image/png"}).status_code == 406

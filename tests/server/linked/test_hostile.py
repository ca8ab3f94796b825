from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.server.linked.world import DOC, LAB

SCRIPT = "<script>alert(1)</script>"
QUOTED = '"><img src=x onerror=alert(1)>'


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/id/../../etc/passwd", id="traversal"),
        pytest.param("/id/..%2f..%2fetc%2fpasswd", id="encoded traversal"),
        pytest.param("/dump/..%2f..%2fmanifest.json", id="traversal out of the dumps"),
        pytest.param("/dump/%2e%2e/kg.nq", id="encoded dots"),
        pytest.param("/static/..%2fapp.py", id="traversal out of the static files"),
        pytest.param("/page/%00", id="a zero byte"),
        pytest.param("/id/org/a%0d%0aSet-Cookie:%20x=1", id="line ends in the path"),
        pytest.param("/id/org/" + "a" * 10_000, id="10 kB of path"),
        pytest.param("/id/org/" + "%E9%87%91" * 3_000, id="9,000 bytes of Chinese"),
        pytest.param(f"/id/org/{SCRIPT}", id="a script"),
        pytest.param("/id/org/%22%3E%3Cimg%20src=x%3E", id="a tag"),
        pytest.param("/id/org/a%20b", id="a blank"),
        pytest.param("/id/org/a{b}", id="braces, which no IRI holds"),
        pytest.param("/id/org/<x>", id="angle brackets, which no IRI holds"),
        pytest.param("/id/org/%5c%22", id="a backslash"),
        pytest.param("/id/", id="nothing"),
        pytest.param("/id/org", id="a kind"),
        pytest.param("/doc/zzz", id="no such document"),
        pytest.param("/graph/nonesuch.ttl", id="no such graph"),
        pytest.param("/ontology/9.9.9", id="no such version"),
        pytest.param("/ontology.exe", id="no such form"),
        pytest.param("/void.exe", id="no such form of the catalogue"),
        pytest.param("/sitemap-0.xml", id="no such part"),
        pytest.param("/.well-known/nonesuch", id="nothing well known"),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle, application/json;q=0.5"], ids=["page", "data"])
def test_a_bad_path_is_a_plain_404(client: FlaskClient, path: str, accept: str) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert 400 <= answer.status_code < 500
    assert_harmless(answer.text)


PARAMETERS = ["q", "label", "iri", "lang", "type", "page", "inverse", "format", "kind", "limit", "prefix", "id"]


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("text", [SCRIPT, QUOTED, "\r\nX-Evil: 1", "%00", "-1", "1e9", "𝕏" * 300, "'; DROP"], ids=repr)
@pytest.mark.parametrize("path", ["/search", "/search.json", "/suggest", "/resolve", f"/page/{LAB[3:]}", DOC])
def test_no_parameter_is_reflected_unescaped(client: FlaskClient, path: str, parameter: str, text: str) -> None:
    answer = client.get(path, query_string={parameter: text}, headers={"Accept": "text/html"})
    assert answer.status_code < 500
    assert "X-Evil" not in answer.headers
    if answer.mimetype == "text/html":
        assert_harmless(answer.text)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"queries": "not json"}, id="not JSON"),
        pytest.param({"queries": "[]"}, id="a list"),
        pytest.param({"queries": '{"q0": 1}'}, id="no object"),
        pytest.param({"queries": '{"q0": {"query": 7}}'}, id="no text"),
        pytest.param({"queries": "[" * 100_000}, id="deep nesting"),
        pytest.param({"extend": "null"}, id="nothing to extend"),
    ],
)
def test_a_bad_batch_is_a_400_that_says_what_was_expected(client: FlaskClient, form: dict[str, str]) -> None:
    answer = client.post("/reconcile", data=form)
    assert answer.status_code == 400
    assert answer.get_json()["detail"]


def test_a_batch_too_large_is_refused(client: FlaskClient) -> None:
    many = "{" + ",".join(f'"q{n}": {{"query": "x"}}' for n in range(101)) + "}"
    assert client.post("/reconcile", data={"queries": many}).status_code == 400


PAGES = [
    "/",
    "/search?q=x",
    "/doc",
    DOC,
    f"/page/{LAB[3:]}",
    "/ontology",
    "/dataset",
    "/dump/",
    "/graph/registry.html",
    "/id/org/nonesuch",
    "/-/fair",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_keeps_strangers_out(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    policy = answer.headers["Content-Security-Policy"]
    assert answer.mimetype == "text/html"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_inline_script_or_style_or_a_stranger(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True).text
    assert re.findall(r"<script(?![^>]*(?:src=|application/ld\+json|application/json))[^>]*>", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page) == []
    assert re.findall(r'(?:src|<link[^>]*rel="stylesheet"[^>]*href)="(?:https?:)?//', page) == []


def test_only_the_preview_may_be_framed(client: FlaskClient) -> None:
    answer = client.get("/reconcile/preview", query_string={"id": LAB})
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers


def assert_harmless(page: str) -> None:
    assert SCRIPT not in page
    assert "<img src=x" not in page

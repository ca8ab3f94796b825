"""Other people's clients, against the real service under its own address."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import Dataset, Graph, Namespace, URIRef

from kg import store
from tests.server.linked.world import HIGHLAND, LAB, world
from tests.server.running import Service, free_port, service

TRAVERSAL = "comunica-sparql-link-traversal"
NODE = Path(__file__).parents[2] / "clients" / "node_modules" / ".bin" / TRAVERSAL
pytestmark = [pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"), pytest.mark.slow]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    data, port = tmp_path_factory.mktemp("clients"), free_port()
    base, folder = f"http://127.0.0.1:{port}/", data / "versions" / "0000000000000001"
    folder.mkdir(parents=True)
    count = store.load(world(base), folder / "store")
    manifest = {"version": folder.name, "base": base, "quads": count, "articles": []}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (data / "current").symlink_to(folder)
    with service(data, port=port) as running:
        yield running


def test_rdflib_reads_a_thing_by_its_iri_with_its_own_accept_header(site: Service) -> None:
    thing, kc = URIRef(f"{site.url}/{LAB}"), Namespace(f"{site.url}/ontology#")
    graph = Graph().parse(thing)
    assert (thing, kc.serves, URIRef(f"{site.url}/{HIGHLAND}")) in graph


def test_rdflib_reads_the_claims_of_a_thing(site: Service) -> None:
    dataset = Dataset()
    dataset.parse(f"{site.url}/{LAB}.trig")
    assert any("/c/" in str(graph.identifier) for graph in dataset.graphs())


def test_rdflib_reads_the_ontology_by_the_iri_of_a_term(site: Service) -> None:
    term = URIRef(f"{site.url}/ontology#Laboratory")
    assert (term, None, None) in Graph().parse(term)


@pytest.mark.parametrize(
    ("accept", "begins"),
    [("text/turtle", "@prefix"), ("application/ld+json", "["), ("text/html", "<!doctype html>"), ("*/*", "@prefix")],
)
def test_curl_follows_a_thing_to_what_it_asks_for(site: Service, accept: str, begins: str) -> None:
    assert curl("-L", "-H", f"Accept: {accept}", f"{site.url}/{LAB}").startswith(begins)


@pytest.mark.parametrize("path", ["/id/org/云麓实验室", "/id/org/%E4%BA%91%E9%BA%93%E5%AE%9E%E9%AA%8C%E5%AE%A4"])
def test_curl_finds_a_chinese_path_raw_and_percent_encoded(site: Service, path: str) -> None:
    assert LAB in curl("-L", "-H", "Accept: text/turtle", f"{site.url}{path}")


def test_curl_resolves_a_raw_chinese_label(site: Service) -> None:
    assert LAB in curl("-L", "-H", "Accept: text/turtle", f"{site.url}/resolve?label=云麓实验室")


def test_an_answer_that_has_not_changed_is_not_sent_again(site: Service) -> None:
    for path in (f"/data/{LAB[3:]}.ttl", f"/page/{LAB[3:]}", "/ontology.ttl", "/void.ttl"):
        first = site.get(path)
        again = site.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert first.headers["Cache-Control"]


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "text/html"])
def test_the_language_and_the_form_do_not_share_a_cache_entry(site: Service, accept: str) -> None:
    answers = [
        site.get(f"/{LAB}", headers={"Accept": accept, "Accept-Language": lang}, follow_redirects=True)
        for lang in ("zh", "en", "zh")
    ]
    assert answers[0].content == answers[2].content
    assert {answer.headers["Content-Type"].split(";")[0] for answer in answers} == {accept}
    assert (answers[0].text != answers[1].text) == (accept == "text/html")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"GET /id/../../etc/passwd HTTP/1.1", id="traversal"),
        pytest.param(b"GET /id/..%2f..%2fetc%2fpasswd HTTP/1.1", id="encoded traversal"),
        pytest.param(b"GET /dump/..%2fmanifest.json HTTP/1.1", id="out of the dumps"),
        pytest.param(b"GET /page/" + b"a" * 10_000 + b" HTTP/1.1", id="10 kB"),
        pytest.param(b"GET /page/%ff%fe HTTP/1.1", id="no UTF-8"),
        pytest.param(b"GET /page/%00 HTTP/1.1", id="a zero byte"),
        pytest.param(b"GET /page/x%0d%0aEvil:%201 HTTP/1.1", id="line ends"),
    ],
)
def test_bad_bytes_are_a_plain_4xx(site: Service, head: bytes) -> None:
    answer = site.raw(head + b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 4")
    assert b"\r\nEvil:" not in answer


def test_line_ends_in_a_header_reach_nothing(site: Service) -> None:
    request = f"GET /{LAB} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/turtle\rX: y\r\nConnection: close\r\n\r\n"
    assert b"\r\nX: y" not in site.raw(request.encode())


@pytest.mark.skipif(not NODE.exists(), reason="Comunica is not installed: npm ci in tests/clients")
def test_comunica_follows_links_from_one_thing(site: Service) -> None:
    query = f"""PREFIX kc: <{site.url}/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT DISTINCT ?label WHERE {{
      <{site.url}/{LAB}> kc:serves ?highland . ?highland a kc:Highland ; skos:prefLabel ?label .
      FILTER(LANG(?label) = "zh")
    }}"""
    command = [str(NODE), "--lenient", f"{site.url}/{LAB}", "-q", query]
    found = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    labels = [row["label"] for row in json.loads(found.stdout)]
    assert labels == ['"生命健康科创高地"@zh']


def test_the_site_is_on_loopback_and_answers_head_and_options(site: Service) -> None:
    assert httpx.head(f"{site.url}/data/{LAB[3:]}.ttl").status_code == 200
    assert httpx.options(f"{site.url}/{LAB}").headers["Access-Control-Allow-Origin"] == "*"


def curl(*arguments: str) -> str:
    command = [shutil.which("curl") or "curl", "--silent", "--max-time", "30", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout

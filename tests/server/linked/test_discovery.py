from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from lxml import etree
from rdflib import DCAT, DCTERMS, RDF, RDFS, SH, VOID, Graph, URIRef

import queries
from tests.server.linked.world import BASE, LAB

DATASET = URIRef(f"{BASE}dataset")
FORMS = [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.mark.parametrize(("suffix", "name"), FORMS)
@pytest.mark.parametrize("path", ["/void", "/dataset", "/.well-known/sparql-examples"])
def test_every_description_parses_in_every_form(client: FlaskClient, path: str, suffix: str, name: str) -> None:
    assert len(Graph().parse(data=client.get(f"{path}.{suffix}").data, format=name)) > 100


@pytest.mark.parametrize("path", ["/.well-known/void", "/void.ttl", "/dataset", "/"])
def test_the_data_set_is_described_wherever_a_client_looks(client: FlaskClient, path: str) -> None:
    graph = Graph().parse(data=client.get(path, headers={"Accept": "text/turtle"}).data, format="turtle")
    assert (DATASET, RDF.type, VOID.Dataset) in graph
    assert (DATASET, VOID.sparqlEndpoint, URIRef(f"{BASE}sparql")) in graph
    assert (DATASET, DCTERMS.license, None) in graph
    assert (URIRef(BASE), DCAT.dataset, DATASET) in graph
    assert (None, VOID.propertyPartition, None) in graph
    laboratories = next(graph.subjects(VOID["class"], URIRef(f"{BASE}ontology#Laboratory")))
    assert str(graph.value(laboratories, VOID.entities)) == "1"


def test_the_partitions_stand_in_the_store_too(client: FlaskClient) -> None:
    query = "SELECT ?class { ?dataset <http://rdfs.org/ns/void#classPartition>/<http://rdfs.org/ns/void#class> ?class }"
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    assert f"{BASE}ontology#Laboratory" in answer.text


def test_the_front_page_is_a_page_for_people(client: FlaskClient) -> None:
    assert client.get("/", headers={"Accept": "text/html,*/*;q=0.8"}).mimetype == "text/html"


def test_every_canned_query_is_an_example_for_editors(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/.well-known/sparql-examples.ttl").data, format="turtle")
    examples = set(graph.subjects(RDF.type, SH.SPARQLExecutable))
    assert examples == {URIRef(f"{BASE}queries/{name}") for name in queries.names()}
    assert all(graph.value(example, RDFS.comment) for example in examples)
    assert all(list(graph.objects(example, SH.select | SH.construct | SH.ask)) for example in examples)
    assert list(graph.objects(None, SH.prefix))


def test_robots_are_told_where_the_sitemap_is(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /sparql" in text


def test_every_address_of_the_sitemap_answers(client: FlaskClient) -> None:
    index = etree.fromstring(client.get("/sitemap.xml").data)
    parts = [str(each.text) for each in index.iter("{*}loc")]
    addresses = [
        str(each.text) for part in parts for each in etree.fromstring(client.get(path(part)).data).iter("{*}loc")
    ]
    lost = [
        each for each in addresses if not each.startswith("http://localhost/queries/") and not answers(client, each)
    ]
    assert len(addresses) > 100
    assert lost == []


def path(address: str) -> str:
    return address.removeprefix("http://localhost")


def answers(client: FlaskClient, address: str) -> bool:
    return client.get(path(address), headers={"Accept": "text/html"}, follow_redirects=True).status_code == 200


def test_browsers_can_search_from_their_address_bar(client: FlaskClient) -> None:
    description = etree.fromstring(client.get("/opensearch.xml").data)
    templates = [str(each.get("template")) for each in description.iter("{*}Url")]
    assert "http://localhost/search?q={searchTerms}" in templates


def test_pages_carry_schema_org_data_for_search_engines(client: FlaskClient) -> None:
    page = client.get(f"/page/{LAB[3:]}").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    graph = Graph().parse(data=found[1], format="json-ld")
    assert (
        URIRef(f"{BASE}{LAB}"),
        RDF.type,
        URIRef("https://schema.org/ResearchOrganization"),
    ) in graph


def test_a_store_in_memory_says_that_it_has_no_files(client: FlaskClient) -> None:
    assert "只在内存中" in client.get("/dump/?lang=zh").text
    assert client.get("/dump/kg.nq").status_code == 404

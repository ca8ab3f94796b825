"""Walk every IRI of the data through every form."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from html import unescape
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from flask.testing import FlaskClient
from rdflib import Dataset, Graph, URIRef

from tests.server.linked.world import BASE, LAB, iris_of, world

# rdflib's own JSON-LD parser still builds what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
IRIS = iris_of(world())
DOCUMENTS = sorted({urldefrag(iri).url for iri in IRIS})
# These answer in forms of their own, or not at all as a description; other tests ask them.
OTHERS = {"", "sparql", "openapi.json", "opensearch.xml"}
DESCRIBED = [iri for iri in DOCUMENTS if iri.removeprefix(BASE) not in OTHERS]
TRIPLES = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
QUADS = {"trig": "trig", "nq": "nquads"}
MEDIA = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
}


def path_of(iri: str) -> str:
    return "/" + iri.removeprefix(BASE)


@pytest.mark.parametrize("suffix", [*TRIPLES, *QUADS])
def test_every_iri_answers_about_itself_in_every_form(client: FlaskClient, suffix: str) -> None:
    silent = []
    for iri in DESCRIBED:
        answer = client.get(path_of(iri), headers={"Accept": MEDIA[suffix]}, follow_redirects=True)
        graph = Dataset() if suffix in QUADS else Graph()
        graph.parse(data=answer.data, format=(TRIPLES | QUADS)[suffix], publicID=BASE)
        if answer.status_code != 200 or answer.mimetype != MEDIA[suffix] or not speaks_of(graph, URIRef(iri)):
            silent.append((iri, answer.status_code, answer.mimetype))
    assert silent == []


def speaks_of(graph: Graph, node: URIRef) -> bool:
    is_graph = isinstance(graph, Dataset) and any(each.identifier == node and len(each) for each in graph.graphs())
    return is_graph or (node, None, None) in graph or (None, None, node) in graph


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_iri_has_a_page_that_names_it_and_no_page_has_a_broken_link(client: FlaskClient, language: str) -> None:
    broken: dict[str, str] = {}
    seen: dict[str, str] = {}
    for iri in DESCRIBED:
        answer = client.get(f"{path_of(iri)}?lang={language}", headers={"Accept": "text/html"}, follow_redirects=True)
        if answer.status_code != 200 or iri not in answer.text:
            broken[iri] = f"{answer.status_code}"
        seen |= dict.fromkeys(links(answer.text, answer.request.path), iri)
    broken |= {link: f"from {page}: {fault}" for link, page in seen.items() if (fault := follow(client, link))}
    assert broken == {}


def links(page: str, at: str) -> set[str]:
    """List the links of a page to our own site."""
    found = [unescape(value) for value in re.findall(r'\s(?:href|src|action)="([^"]*)"', page)]
    whole = (urljoin(at, each) for each in found if not re.match(r"[a-z]+:|//", each))
    return {each for each in whole if not each.startswith(("/sparql", "/-/", "/openapi.json"))}


@cache
def follow(client: FlaskClient, link: str) -> str:
    """Say what is wrong with a link; an empty string when it leads somewhere."""
    address, fragment = urldefrag(link)
    answer = fetch(client, address)
    if answer[0] != 200:
        return f"status {answer[0]}"
    anchors = answer[1]
    return "" if not fragment or unquote(fragment) in anchors else f"no #{fragment}"


@cache
def fetch(client: FlaskClient, address: str) -> tuple[int, frozenset[str]]:
    answer = client.get(address, headers={"Accept": "text/html"}, follow_redirects=True)
    ids = re.findall(r'\bid="([^"]+)"', answer.text) if answer.mimetype == "text/html" else []
    answer.close()
    return answer.status_code, frozenset(ids)


def test_every_hash_iri_is_spoken_of_by_its_document(client: FlaskClient) -> None:
    fragments: dict[str, list[str]] = defaultdict(list)
    for iri in IRIS:
        if "#" in iri:
            fragments[urldefrag(iri).url].append(iri)
    silent = []
    for document, iris in fragments.items():
        answer = client.get(path_of(document), headers={"Accept": "text/turtle"}, follow_redirects=True)
        graph = Graph().parse(data=answer.data, format="turtle")
        silent += [iri for iri in iris if not speaks_of(graph, URIRef(iri))]
    assert silent == []


def test_every_term_has_an_anchor_on_the_page_of_the_ontology(client: FlaskClient) -> None:
    anchors = set(re.findall(r'\bid="([^"]+)"', client.get("/ontology.html").text))
    terms = {iri.rpartition("#")[2] for iri in IRIS if iri.startswith(f"{BASE}ontology#")}
    assert terms - anchors == set()


def test_all_forms_tell_the_same_facts(client: FlaskClient) -> None:
    data = f"/data/{LAB.removeprefix('id/')}"
    graphs = [
        Graph().parse(data=client.get(f"{data}.{suffix}").data, format=name).subject_objects()
        for suffix, name in TRIPLES.items()
    ]
    facts = [{pair for pair in graph if "/data/" not in str(pair[0])} for graph in graphs]
    assert all(each == facts[0] for each in facts)


def test_quads_tell_the_claims_with_their_sentences(client: FlaskClient) -> None:
    body = client.get(f"/data/{LAB.removeprefix('id/')}.trig").data
    dataset = Dataset()
    dataset.parse(data=body, format="trig")
    claims = {quad[0] for quad in dataset.quads((None, None, URIRef(f"{BASE}ontology#Claim"), None))}
    told = {str(name) for name in (graph.identifier for graph in dataset.graphs())}
    with_sentence = {
        each for each in claims if list(dataset.quads((each, URIRef(f"{BASE}ontology#fromSentence"), None, None)))
    }
    assert claims
    assert with_sentence == claims
    assert {str(claim) for claim in claims} <= told

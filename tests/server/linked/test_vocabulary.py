from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import etree
from rdflib import OWL, RDF, Graph, URIRef

import ontology
from kg.graph import glossary
from tests.server.linked.world import BASE, LAB

TERMS = glossary.read(BASE)
IRI = URIRef(f"{BASE}ontology")
FORMS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.mark.parametrize("suffix", FORMS)
@pytest.mark.parametrize("path", ["/ontology", f"/ontology/{ontology.VERSION}"])
def test_the_ontology_and_its_version_answer_in_every_form(client: FlaskClient, path: str, suffix: str) -> None:
    answer = client.get(f"{path}.{suffix}")
    graph = Graph().parse(data=answer.data, format=FORMS[suffix])
    assert (IRI, RDF.type, OWL.Ontology) in graph
    assert (IRI, OWL.versionIRI, URIRef(f"{BASE}ontology/{ontology.VERSION}")) in graph


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("*/*", "text/turtle"),
    ],
)
def test_one_address_gives_what_accept_asks_for(client: FlaskClient, accept: str, media_type: str) -> None:
    answer = client.get("/ontology", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_term_is_there_with_its_label_and_definition(client: FlaskClient, language: str) -> None:
    page = client.get(f"/ontology.html?lang={language}").text.replace("&#39;", "'").replace("&#34;", '"')
    page = page.replace("&amp;", "&")
    lacking = [
        term.name
        for term in TERMS.terms
        if term.labels[language] not in page
        or term.definitions[language] not in page
        or f'id="{term.name}"' not in page
    ]
    assert lacking == []


def test_a_term_shows_an_example_its_questions_and_its_shapes(client: FlaskClient) -> None:
    page = client.get("/ontology.html?lang=en").text
    laboratory = page.partition('id="Laboratory"')[2].partition("</article>")[0]
    claim = page.partition('id="Claim"')[2].partition("</article>")[0]
    assert f'href="/{LAB}?lang=en"' in laboratory
    assert "/queries/" in laboratory
    assert "Must hold" in claim


@pytest.mark.parametrize(("language", "name"), [("zh", "云麓实验室"), ("en", "Yunlu Laboratory")])
def test_an_example_is_called_in_the_language_of_the_page(client: FlaskClient, language: str, name: str) -> None:
    page = client.get(f"/ontology.html?lang={language}").text
    laboratory = page.partition('id="Laboratory"')[2].partition("</article>")[0]
    assert f">{name}</a>" in laboratory


def test_the_classes_are_drawn_the_same_every_time(client: FlaskClient) -> None:
    drawing = client.get("/ontology/classes.svg?lang=en").data
    texts = [str(each.text) for each in etree.fromstring(drawing).iter("{*}text")]
    assert sorted(texts) == sorted(term.labels["en"] for term in TERMS.terms if term.kind == "class")
    assert client.get("/ontology/classes.svg?lang=en").data == drawing


def test_the_shapes_answer_too(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/shapes", headers={"Accept": "text/turtle"}).data, format="turtle")
    assert (URIRef(f"{BASE}shapes"), RDF.type, OWL.Ontology) in graph
    assert client.get("/shapes", headers={"Accept": "text/html"}).headers["Location"] == "/ontology"

"""Every foreign term exists in the vocabulary that publishes it, and every term of ours is written in one style."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph
import pytest
from rdflib import (
    DC,
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    QB,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    SOSA,
    TIME,
    VANN,
    VOID,
    XSD,
    Graph,
    Literal,
    URIRef,
)
from rdflib.namespace import DefinedNamespace
from rdflib.term import Node

import ontology
from kg.extraction import units
from tests.ontology.conftest import Foreign

OURS = ontology.DEFAULT_BASE
BUILT_IN = (RDF, RDFS, OWL, XSD, SH)
CLOSED = (DCAT, DCTERMS, FOAF, ORG, PROV, QB, SDO, SKOS, SOSA, TIME, VANN, VOID)
# than the copies of rdflib
NEWER = {"https://schema.org/StatisticalVariable", "https://schema.org/observationAbout", str(DCAT) + "version"}
DOCUMENTS = {"DCAT 3", "Nanopublication Guidelines", "SDMX-RDF"}  # whose terms no package at hand holds
RECOMMENDATIONS = (
    "https://www.w3.org/TR/",
    "https://creativecommons.org/licenses/",
    "http://www.w3.org/ns/entailment/",
)
TERM = re.compile(r"^kc:\w+\n(?: {4}.*\n?)+", re.MULTILINE)
ORDER = (
    "a",
    "rdfs:label",
    "skos:definition",
    "skos:example",
    "skos:scopeNote",
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "rdfs:domain",
    "schema:domainIncludes",
    "rdfs:range",
    "schema:rangeIncludes",
    "rdfs:seeAlso",
    "owl:inverseOf",
    "owl:propertyChainAxiom",
    "rdfs:isDefinedBy",
)


def _iris(graph: Graph) -> Iterator[str]:
    nodes: set[Node] = {node for triple in graph for node in triple}
    for node in nodes:
        if isinstance(node, URIRef):
            yield str(node)
        elif isinstance(node, Literal) and node.datatype:
            yield str(node.datatype)


def _known(iri: str, frozen: set[str]) -> bool:
    formats = {form.iri for form in _formats()}
    built_in = any(iri in space for space in BUILT_IN)
    return iri.startswith((OURS, *RECOMMENDATIONS)) or iri in frozen or iri in formats or built_in


def _formats() -> list[pyoxigraph.RdfFormat | pyoxigraph.QueryResultsFormat]:
    graphs, results = pyoxigraph.RdfFormat, pyoxigraph.QueryResultsFormat
    rdf = [graphs.TURTLE, graphs.N_TRIPLES, graphs.RDF_XML, graphs.N_QUADS, graphs.TRIG]
    return [*rdf, results.JSON, results.XML, results.CSV, results.TSV]


@pytest.mark.parametrize("name", ontology.names())
def test_every_foreign_term_is_on_the_frozen_list(name: str, foreign: tuple[Foreign, ...]) -> None:
    # pyoxigraph gives JSON-LD another IRI than the W3C's list of formats, which is the one that clients know
    frozen = {term.iri for term in foreign} | {"http://www.w3.org/ns/formats/JSON-LD"}
    graph = Graph().parse(data=ontology.text(name), format="turtle")

    assert [iri for iri in sorted(set(_iris(graph))) if not _known(iri, frozen)] == []


@pytest.mark.parametrize("space", CLOSED, ids=lambda space: str(space).rpartition("/")[2] or str(space))
def test_the_frozen_terms_are_in_the_vocabularies_that_rdflib_ships(
    space: type[DefinedNamespace], foreign: tuple[Foreign, ...]
) -> None:
    ours = [term.iri for term in foreign if term.iri.startswith(str(space))]

    assert ours
    assert {iri for iri in ours if iri not in space} <= NEWER


def test_every_frozen_term_names_its_source(foreign: tuple[Foreign, ...]) -> None:
    sources = {term.source for term in foreign}

    package = re.compile(r"@vocabulary/[a-z]+ \d+\.\d+\.\d+")
    assert {source for source in sources if not package.fullmatch(source)} == DOCUMENTS
    assert len({term.iri for term in foreign}) == len(foreign)


def test_a_made_up_term_would_be_found() -> None:
    assert not _known(str(DC) + "madeUp", set())
    assert str(ORG) + "Organisation" not in ORG


def test_a_ton_is_a_tonne(foreign: tuple[Foreign, ...]) -> None:
    # QUDT's TON is the short ton of 907 kg
    units = {term.iri.rpartition("/")[2] for term in foreign if "/unit/" in term.iri}

    assert "TONNE" in units
    assert "TON" not in units


@pytest.mark.parametrize("block", TERM.findall(ontology.text("core")), ids=lambda block: block.partition("\n")[0])
def test_a_term_is_described_in_one_order(block: str) -> None:
    predicates = re.findall(r"^ {4}([a-z]\S*)", block, re.MULTILINE)

    assert predicates == sorted(predicates, key=ORDER.index)
    assert {"a", "rdfs:label", "skos:definition", "rdfs:isDefinedBy"} <= set(predicates)


@pytest.mark.parametrize("name", ontology.names())
def test_a_file_says_what_it_is_and_declares_only_prefixes_it_uses(name: str) -> None:
    text = ontology.text(name)
    prefixes = re.findall(r"^@prefix (\S*): ", text, re.MULTILINE)
    body = re.sub(r"^@prefix.*$|\"(?:[^\"\\]|\\.)*\"", "", text, flags=re.MULTILINE)

    assert text.startswith("# ")
    assert [prefix for prefix in prefixes if f"{prefix}:" not in body] == []


def test_each_class_is_followed_by_its_own_properties() -> None:
    """A property with one domain of ours stands after its class."""
    text = ontology.text("core")
    place = {name: at for at, name in enumerate(re.findall(r"^kc:(\w+)\n {4}a owl:", text, re.MULTILINE))}
    domains = dict(re.findall(r"^kc:(\w+)\n(?: {4}.*\n)*? {4}rdfs:domain kc:(\w+) ;", text, re.MULTILINE))

    # a target's goal is told where the goals are
    assert [name for name, domain in domains.items() if place[name] < place[domain]] == ["operationalises"]


def test_every_unit_that_is_read_from_a_text_is_in_the_scheme(terms: Graph) -> None:
    notations = {str(notation) for notation in terms.objects(None, SKOS.notation)}

    assert {unit.key for unit in units.table().values()} - notations == set()

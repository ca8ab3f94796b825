"""The loader finds the Turtle files and moves them under a base IRI."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, Graph, URIRef

import ontology


def test_the_files_are_known_by_name() -> None:
    assert ontology.names() == ("alignments", "core", "schemes", "service", "shapes")


def test_the_face_is_declared() -> None:
    assert ontology.__all__ == ["DEFAULT_BASE", "VERSION", "names", "path", "text"]


@pytest.mark.parametrize("name", ontology.names())
def test_every_file_parses(name: str) -> None:
    assert len(Graph().parse(ontology.path(name), format="turtle")) > 0


@pytest.mark.parametrize("name", ontology.names())
def test_nothing_of_the_default_base_is_left_under_another_one(name: str) -> None:
    assert ontology.DEFAULT_BASE not in ontology.text(name, base="http://localhost:8000/")


def test_the_ontology_moves_with_its_base() -> None:
    graph = Graph().parse(data=ontology.text("core", base="http://localhost:8000/"), format="turtle")

    assert (URIRef("http://localhost:8000/ontology"), RDF.type, OWL.Ontology) in graph


def test_an_unknown_name_is_told_what_there_is() -> None:
    with pytest.raises(KeyError, match="there are: alignments, core"):
        ontology.text("cores")


def test_the_version_of_the_loader_is_that_of_the_file(terms: Graph) -> None:
    header = URIRef(ontology.DEFAULT_BASE + "ontology")

    assert str(terms.value(header, OWL.versionInfo)) == ontology.VERSION
    assert terms.value(header, OWL.versionIRI) == URIRef(f"{header}/{ontology.VERSION}")

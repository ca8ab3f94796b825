"""What the tests of the ontology share: the parsed files and the frozen list of foreign terms."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import Graph

import ontology

TERM_FILES = ("core", "schemes", "alignments")


class Foreign(NamedTuple):
    """A term of a published vocabulary, how we use it, and the package whose copy of the vocabulary holds it."""

    iri: str
    use: str
    source: str


@pytest.fixture(scope="session")
def terms() -> Graph:
    """Give what is published as the ontology: terms, schemes and alignments."""
    graph = Graph()
    for name in TERM_FILES:
        graph.parse(data=ontology.text(name), format="turtle")
    return graph


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """Give the shapes."""
    return Graph().parse(data=ontology.text("shapes"), format="turtle")


@pytest.fixture(scope="session")
def foreign() -> tuple[Foreign, ...]:
    """Give the frozen list of foreign terms."""
    lines = Path(__file__).with_name("foreign.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Foreign(*line.split("\t")) for line in lines[2:])

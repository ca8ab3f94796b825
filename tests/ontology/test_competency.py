"""Each class and property answers a question: a canned query uses it."""

from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, Graph

import ontology
import queries

SPACE = ontology.DEFAULT_BASE + "ontology#"


def _used() -> set[str]:
    """Name the terms that the queries speak of, in their text or as what may be chosen for a parameter."""
    loaded = [queries.load(name) for name in queries.names()]
    chosen = {parameter.options for query in loaded for parameter in query.parameters.values() if parameter.options}
    return chosen | {name for query in loaded for name in re.findall(r"\bkc:(\w+)", query.sparql)}


@pytest.fixture(scope="module")
def declared(terms: Graph) -> set[str]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    found = {str(term) for kind in kinds for term in terms.subjects(RDF.type, kind)}
    return {term.removeprefix(SPACE) for term in found if term.startswith(SPACE)}


def test_every_term_is_used_by_a_query(declared: set[str]) -> None:
    assert declared - _used() == set()


def test_no_query_speaks_of_an_undeclared_term(declared: set[str]) -> None:
    words = {name for name in _used() if name not in ("Class", "Property", "Concept")}

    assert words - declared == set()

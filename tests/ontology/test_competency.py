"""Each class and property answers a question: a canned query uses it, or it is reserved and the list says why."""

from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, Graph

import ontology
import queries

SPACE = ontology.DEFAULT_BASE + "ontology#"
LIST = ontology.path("core").parent / "reserved.tsv"


def _reserved() -> dict[str, str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return dict(line.partition("\t")[::2] for line in lines if line and not line.startswith("#"))


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


def test_every_term_is_used_by_a_query_or_reserved(declared: set[str]) -> None:
    assert declared - _used() - set(_reserved()) == set()


def test_no_query_speaks_of_an_undeclared_term(declared: set[str]) -> None:
    words = {name for name in _used() if name not in ("Class", "Property", "Concept")}

    assert words - declared == set()


def test_the_reserved_terms_exist_and_are_not_used(declared: set[str]) -> None:
    reserved = set(_reserved())

    assert reserved - declared == set()
    assert reserved & _used() == set()


def test_every_reservation_has_its_reason() -> None:
    assert [term for term, reason in _reserved().items() if len(reason.split()) < 3] == []

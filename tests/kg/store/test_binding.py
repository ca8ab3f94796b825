from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import ParameterError
from kg.store import Store
from kg.store.binding import bind
from queries import Parameter, Query

WORDS = {"zh": "词", "en": "word"}
XSD = "http://www.w3.org/2001/XMLSchema#"


def query(kind: str, default: str | None = None) -> Query:
    parameter = Parameter("it", kind, WORDS, default=default, example="http://e/a")
    return Query("q", WORDS, WORDS, (), {"it": parameter}, "table", (), "SELECT ?it { ?s ?p ?it }")


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("iri", "http://e/a", ox.NamedNode("http://e/a")),
        ("iri", "<http://e/a>", ox.NamedNode("http://e/a")),
        ("string", 'one" } UNION { ?s ?p ?o } #', ox.Literal('one" } UNION { ?s ?p ?o } #')),
        ("integer", " 7 ", ox.Literal("7", datatype=ox.NamedNode(f"{XSD}integer"))),
        ("decimal", "19.2", ox.Literal("19.2", datatype=ox.NamedNode(f"{XSD}decimal"))),
        ("date", "2024-01-22", ox.Literal("2024-01-22", datatype=ox.NamedNode(f"{XSD}date"))),
    ],
)
def test_a_value_becomes_the_term_of_its_type(kind: str, value: str, term: object) -> None:
    assert bind(query(kind), {"it": value}) == {"it": term}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "no iri"),
        ("iri", "http://e/> } #"),
        ("integer", "1; DROP"),
        ("integer", "1.5"),
        ("decimal", "NaN"),
        ("date", "2024-02-30"),
        ("date", "yesterday"),
    ],
)
def test_a_value_of_another_type_is_refused_with_an_example(kind: str, value: str) -> None:
    with pytest.raises(ParameterError, match="for example") as error:
        bind(query(kind), {"it": value})
    assert "例如" in error.value.zh


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(ParameterError, match="has no parameter 'that'"):
        bind(query("iri"), {"that": "http://e/a"})


def test_a_default_is_bound_and_without_one_the_variable_stays_free(store: Store) -> None:
    assert [row[0].value for row in store.answer(query("string", default="one")).rows] == ["one"]
    assert len(store.answer(query("string")).rows) == 3

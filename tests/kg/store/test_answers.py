from __future__ import annotations

import csv
import io
import json
import warnings
import xml.etree.ElementTree as ET
from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result

from kg.errors import QueryLimit, QueryRefused, QuerySyntaxError
from kg.store import Bounds, Format, Forms, Kind, Question, Store
from kg.store.limiting import limited

ODD = "SELECT ?o ?unbound { <http://e/a> <http://e/q> ?o }"
TEXT = 'line\rfeed\nand "quotes", <tags> & commas'
SR = "{http://www.w3.org/2005/sparql-results#}"


def rows(store: Store, sparql: str, **dataset: list[str]) -> Counter[tuple[str | None, ...]]:
    answer = store.run(sparql, **dataset)  # type: ignore[arg-type]
    return Counter(tuple(None if term is None else str(term) for term in row) for row in answer.rows)


def bindings(result: Result) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in result if not isinstance(row, bool)]


@pytest.mark.parametrize(
    ("sparql", "dataset", "expected"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {}, 3),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", {}, 5),
        ("SELECT (COUNT(*) AS ?n) FROM <http://e/g1> FROM <http://e/g2> { ?s ?p ?o }", {}, 2),
        ("SELECT (COUNT(*) AS ?n) FROM <http://e/g1> FROM <http://e/g1> { ?s ?p ?o }", {}, 1),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED <http://e/g1> FROM NAMED <http://e/g1> { GRAPH ?g { ?s ?p ?o } }", {}, 1),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED <http://e/g1> { ?s ?p ?o }", {}, 0),
        ("SELECT (COUNT(*) AS ?n) FROM <http://e/g1> { GRAPH ?g { ?s ?p ?o } }", {}, 0),
        ("PREFIX e: <http://e/> SELECT (COUNT(*) AS ?n) FROM e:g2 { ?s ?p ?o }", {}, 2),
        ("BASE <http://e/x> SELECT (COUNT(*) AS ?n) FROM <g2> { ?s ?p ?o }", {}, 2),
        ("SELECT (COUNT(*) AS ?n) FROM <http://e/g1> { ?s ?p ?o }", {"default_graphs": ["http://e/g2"]}, 2),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {"default_graphs": ["http://e/g1", "http://e/g2"]}, 2),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {"default_graphs": ["http://e/g2", "http://e/g2"]}, 2),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {"named_graphs": ["http://e/g2"]}, 0),
        (
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
            {"default_graphs": ["http://e/g1", "http://e/g2"], "named_graphs": ["http://e/g2", "http://e/g2"]},
            2,
        ),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", {"default_graphs": ["http://e/none"]}, 0),
    ],
)
def test_each_triple_of_a_dataset_counts_once(
    store: Store, sparql: str, dataset: dict[str, list[str]], expected: int
) -> None:
    ((count, *_),) = store.run(sparql, **dataset).rows  # type: ignore[arg-type]
    assert int(count.value) == expected


@pytest.mark.parametrize("iri", ["relative", "", "http://e/ space", "<http://e/g1>"], ids=repr)
def test_a_graph_that_is_no_absolute_iri_is_refused(store: Store, iri: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        store.run("ASK {}", default_graphs=[iri])
    assert refused.value.reason == "iri"


@pytest.mark.parametrize(
    ("sparql", "columns"),
    [
        ("SELECT * { ?z ?m ?a }", ("z", "m", "a")),
        ("select distinct * where { ?z ?m ?a . optional { ?a ?b ?c } }", ("z", "m", "a", "b", "c")),
        ("SELECT * { { SELECT ?b ?z { ?z ?p ?b } } ?z ?y ?a }", ("b", "z", "y", "a")),
        ("SELECT * { ?z ?p ?a FILTER NOT EXISTS { ?z ?hidden ?a } }", ("z", "p", "a")),
        ("SELECT ?z ?a { ?z ?m ?a }", ("z", "a")),
        ("SELECT * { VALUES (?z ?a) { (1 2) } }", ("z", "a")),
        ("# SELECT *\nSELECT * { ?z ?m ?a }", ("z", "m", "a")),
    ],
)
def test_the_variables_of_a_star_come_in_order_of_appearance(
    store: Store, sparql: str, columns: tuple[str, ...]
) -> None:
    answer = store.run(sparql)
    assert answer.columns == columns
    assert tuple(json.loads(answer.serialize("json"))["head"]["vars"]) == columns


def test_text_survives_in_json(store: Store) -> None:
    (row,) = json.loads(store.run(ODD).serialize("json"))["results"]["bindings"]
    assert row == {"o": {"type": "literal", "xml:lang": "zh-hans", "value": TEXT}}


def test_text_survives_in_xml(store: Store) -> None:
    (literal,) = ET.fromstring(store.run(ODD).serialize("xml")).iter(f"{SR}literal")
    assert literal.text == TEXT
    assert literal.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-hans"


def test_text_survives_in_csv(store: Store) -> None:
    body = store.run(ODD).serialize("csv").decode()
    assert list(csv.reader(io.StringIO(body, newline=""))) == [["o", "unbound"], [TEXT, ""]]
    assert body.endswith("\r\n")


def test_text_survives_in_tsv(store: Store) -> None:
    result = Result.parse(io.BytesIO(store.run(ODD).serialize("tsv")), format="tsv")
    assert bindings(result) == [(Literal(TEXT, lang="zh-hans"), None)]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_other_readers_get_the_same_rows(store: Store, form: str) -> None:
    sparql = "SELECT ?s ?o ?none { ?s <http://e/p> ?o } ORDER BY ?s"
    result = Result.parse(io.BytesIO(store.run(sparql).serialize(form)), format=form)
    assert [row[:2] for row in bindings(result)] == [
        (URIRef("http://e/a"), Literal("one")),
        (URIRef("http://e/b"), Literal(7)),
    ]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize(("sparql", "said"), [("ASK {}", b"true"), ("ASK { ?s <http://e/none> ?o }", b"false")])
def test_a_boolean_is_said_in_every_form(store: Store, form: str, sparql: str, said: bytes) -> None:
    assert said in store.run(sparql).serialize(form)


def parsed(body: bytes, reader: str) -> Graph:
    """Read a graph with rdflib; it warns of itself when it reads the forms that have several graphs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset = Dataset(default_union=True)
        dataset.parse(data=body, format=reader)
        graph = Graph()
        for subject, predicate, obj, _ in dataset.quads():
            graph.add((subject, predicate, obj))
        return graph


@pytest.mark.parametrize(
    ("form", "reader"),
    [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld"), ("nq", "nquads"), ("trig", "trig")],
)
def test_a_graph_is_the_same_in_every_form(store: Store, form: str, reader: str) -> None:
    answer = store.run("CONSTRUCT { ?s ?p ?o . ?s <http://e/seen> [] } WHERE { ?s ?p ?o }")
    assert len(parsed(answer.serialize(form), reader)) == 6
    plain = store.run("CONSTRUCT WHERE { ?s ?p ?o }").serialize(form)
    as_triples = Graph().parse(data=store.run("CONSTRUCT WHERE { ?s ?p ?o }").serialize("nt"), format="nt")
    assert isomorphic(parsed(plain, reader), as_triples)


@pytest.mark.parametrize(
    ("sparql", "form", "reason"),
    [
        ("SELECT * { GRAPH <http://e/g3> { ?s ?p ?o } }", "xml", "control"),
        ("CONSTRUCT { ?s ?p ?o } { GRAPH <http://e/g3> { ?s ?p ?o } }", "rdf", "control"),
        ("CONSTRUCT { ?s ?p ?o } { GRAPH <http://e/g4> { ?s ?p ?o } }", "rdf", "predicate"),
        ("SELECT ?x { BIND('\\uFFFE' AS ?x) }", "xml", "control"),
        ("SELECT * { ?s ?p ?o }", "ttl", "format"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "json", "format"),
        ("ASK {}", "nonsense", "format"),
    ],
)
def test_what_a_form_cannot_hold_is_refused_with_the_reason(store: Store, sparql: str, form: str, reason: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        store.run(sparql).serialize(form)
    assert refused.value.reason == reason
    assert refused.value.zh != str(refused.value)


@pytest.mark.parametrize("form", ["json", "csv", "tsv"])
def test_control_characters_survive_where_they_can_stand(store: Store, form: str) -> None:
    body = store.run("SELECT ?o { GRAPH <http://e/g3> { ?s ?p ?o } }").serialize(form)
    assert b"bell\x07" in body or b"bell\\u0007" in body


def test_a_large_answer_is_cut_and_says_so(store: Store) -> None:
    question = Question("SELECT * { GRAPH ?g { ?s ?p ?o } }")
    written = store.write(question, Forms(), Bounds(rows=2))
    assert (written.cut, written.rows, written.kind) == (True, 2, Kind.SOLUTIONS)
    assert len(json.loads(written.body)["results"]["bindings"]) == 2


def test_an_answer_of_exactly_the_limit_is_not_cut(store: Store) -> None:
    written = store.write(Question("SELECT * { GRAPH ?g { ?s ?p ?o } }"), Forms(), Bounds(rows=5))
    assert (written.cut, written.rows) == (False, 5)


def test_a_graph_that_is_too_large_is_refused(store: Store) -> None:
    with pytest.raises(QueryLimit) as limit:
        store.write(Question("CONSTRUCT WHERE { ?s ?p ?o }"), Forms(), Bounds(bytes=10))
    assert limit.value.limit == "answer_bytes"


@pytest.mark.parametrize("form", [Format.JSON, Format.XML, Format.CSV, Format.TSV])
@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_rows_are_counted_as_they_are(store: Store, form: Format, number: int) -> None:
    written = store.write(Question(f"SELECT * {{ ?s ?p ?o }} LIMIT {number}"), Forms(form), Bounds())
    assert written.rows == number


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }\nLIMIT 9\n"),
        ("SELECT * { ?s ?p ?o } LIMIT 5", None),
        ("SELECT * { ?s ?p ?o } LIMIT 50 OFFSET 2", "SELECT * { ?s ?p ?o } LIMIT 9 OFFSET 2"),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 3 } }", "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 3 } }\nLIMIT 9\n"),
        ("SELECT * { ?s ?p ?o } VALUES ?s { 1 }", "SELECT * { ?s ?p ?o } \nLIMIT 9\nVALUES ?s { 1 }"),
        ("SELECT * { ?s ?p ?o } # end", "SELECT * { ?s ?p ?o } # end\nLIMIT 9\n"),
    ],
)
def test_a_limit_is_set_where_it_belongs(sparql: str, expected: str | None) -> None:
    assert limited(sparql, 9) == expected


def test_common_prefixes_need_no_declaration(store: Store) -> None:
    assert store.run("SELECT * { ?s rdfs:label ?o ; kc:serves ?x }").rows == []


def test_bound_variables_are_terms_and_never_text(store: Store) -> None:
    answer = store.run("SELECT ?s ?o { ?s <http://e/p> ?o }", bindings={"o": ox.Literal('one" } #')})
    assert answer.rows == []
    assert len(store.run("SELECT ?s ?o { ?s <http://e/p> ?o }", bindings={"o": ox.Literal("one")}).rows) == 1


def test_rows_and_bytes_can_both_be_read_from_one_answer(store: Store) -> None:
    answer = store.run("SELECT ?s { ?s <http://e/p> ?o } ORDER BY ?s")
    assert len(answer.rows) == len(answer.rows) == 2
    assert answer.serialize("csv") == answer.serialize("csv") == b"s\r\nhttp://e/a\r\nhttp://e/b\r\n"


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT (COUNT(?s) AS ?s) { ?s ?p ?o }",
        "SELECT ?p (COUNT(?s) AS ?s) { ?s ?p ?o } GROUP BY ?p",
        "SELECT (STR(?p) AS ?s) { ?o ?p ?q FILTER NOT EXISTS { ?s ?p ?q } }",
    ],
    ids=["one group", "not grouped by", "in a filter alone"],
)
def test_a_name_that_is_not_visible_may_be_given_anew(store: Store, sparql: str) -> None:
    """SPARQL 1.1, section 18.2.4.4: what is visible is restricted by the variables of GROUP BY."""
    assert "s" in store.run(sparql).columns


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT (STR(?p) AS ?s) { ?s ?p ?o }",
        "SELECT ?s (COUNT(?p) AS ?s) { ?s ?p ?o } GROUP BY ?s",
        "SELECT (COUNT(?p) AS ?s) { ?s ?p ?o } GROUP BY ?s",
        "SELECT (COUNT(?p) AS ?n) (1 AS ?n) { ?s ?p ?o }",
    ],
    ids=["visible", "grouped by and named", "grouped by", "named twice"],
)
def test_a_name_that_is_visible_may_not_be_given_anew(store: Store, sparql: str) -> None:
    with pytest.raises(QuerySyntaxError):
        store.run(sparql)

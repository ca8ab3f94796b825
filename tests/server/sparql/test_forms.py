"""Every form over HTTP, read back by readers that are not ours."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Literal
from rdflib.query import Result

from tests.server.running import Service, until

TEXT = 'line\rfeed\nand "quotes", <tags> & commas'
ODD = "SELECT ?o ?none ?b { GRAPH <http://e/g1> { ?s <http://e/q> ?o } BIND(BNODE() AS ?b) }"
ENGINE = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_odd_text_unbound_and_blank_nodes_survive(running: Service, form: str) -> None:
    body = running.ask(ODD, format=form).content
    by_rdflib: Any = next(iter(Result.parse(io.BytesIO(body), format=form)))
    (by_engine,) = ox.parse_query_results(body, format=ENGINE[form])  # type: ignore[misc]
    assert tuple(by_rdflib)[:2] == (Literal(TEXT, lang="zh-hans"), None)
    assert by_engine["o"] == ox.Literal(TEXT, language="zh-hans")
    assert by_engine["none"] is None
    assert isinstance(by_engine["b"], ox.BlankNode)


def test_csv_is_that_of_rfc_4180(running: Service) -> None:
    body = running.ask(ODD, format="csv").content.decode()
    header, row = csv.reader(io.StringIO(body, newline=""))
    assert header == ["o", "none", "b"]
    assert row[:2] == [TEXT, ""]
    assert row[2].startswith("_:")


def test_a_carriage_return_in_xml_is_written_as_a_reference(running: Service) -> None:
    body = running.ask(ODD, format="xml").content
    assert b"\r" not in body
    assert b"line&#13;feed" in body


@pytest.mark.parametrize(
    ("sparql", "form"),
    [
        ("SELECT * { GRAPH <http://e/g3> { ?s ?p ?o } }", "xml"),
        ("CONSTRUCT { ?s ?p ?o } { GRAPH <http://e/g3> { ?s ?p ?o } }", "rdf"),
        ("CONSTRUCT { ?s ?p ?o } { GRAPH <http://e/g4> { ?s ?p ?o } }", "rdf"),
    ],
    ids=["control in results", "control in graph", "predicate"],
)
def test_what_xml_cannot_hold_is_refused_with_the_reason(running: Service, sparql: str, form: str) -> None:
    answer = running.ask(sparql, format=form)
    assert answer.status_code == 406
    assert answer.json()["reason"] in ("control", "predicate")


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "nq", "trig"])
def test_what_xml_cannot_hold_is_there_in_the_other_forms(running: Service, form: str) -> None:
    formats = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG,
    }
    sparql = "CONSTRUCT { ?s ?p ?o } { VALUES ?g { <http://e/g3> <http://e/g4> } GRAPH ?g { ?s ?p ?o } }"
    body = running.ask(sparql, format=form).content
    assert {quad.object.value for quad in ox.parse(body, format=formats[form])} == {"bell\x07", "no name"}


def test_rdf_xml_is_well_formed(running: Service) -> None:
    body = running.ask("CONSTRUCT { ?s ?p ?o } { GRAPH <http://e/g1> { ?s ?p ?o } }", format="rdf").content
    assert {element.text for element in ET.fromstring(body).iter() if (element.text or "").strip()} == {"one", TEXT}


def test_star_lists_variables_as_they_appear(running: Service) -> None:
    answer = running.ask("SELECT * { GRAPH ?zeta { ?subject ?predicate ?alpha } } LIMIT 1")
    assert answer.json()["head"]["vars"] == ["zeta", "subject", "predicate", "alpha"]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_cut_answer_says_so(running: Service, form: str) -> None:
    answer = running.ask("SELECT ?s { GRAPH <http://e/numbers> { ?s ?p ?o } }", format=form)
    assert answer.status_code == 200
    assert answer.headers["kechuang-cut"].startswith("rows=50;")
    assert answer.headers["kechuang-rows"] == "50"
    assert "rel=" in answer.headers["link"]
    if form in ("json", "xml"):
        assert b"KECHUANG_ANSWER_ROWS" in answer.content
        assert len(list(ox.parse_query_results(answer.content, format=ENGINE[form]))) == 50  # type: ignore[arg-type]


def test_an_answer_within_the_limit_does_not(running: Service) -> None:
    answer = running.ask("SELECT ?s { GRAPH <http://e/numbers> { ?s ?p ?o } } LIMIT 50")
    assert "kechuang-cut" not in answer.headers
    assert "link" not in answer.json()["head"]


def test_the_log_tells_of_every_request(running: Service) -> None:
    running.ask("SELECT ?told { ?told ?p ?o } LIMIT 1")
    running.ask("SELECT ?told { ?told ?p ?o } LIMIT 1")
    log = running.data / "access.log"
    until(lambda: log.exists() and '"outcome":"cached"' in log.read_text("utf-8"))
    lines = [line for line in log.read_text("utf-8").splitlines() if '"query":' in line]
    assert all(line.startswith('{"time":"') and '"ms":' in line and '"outcome":' in line for line in lines)
    assert all('"rows":' in line for line in lines if '"outcome":"cached"' in line)

"""The clients that people use, as they are: every one gets the same rows."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper

from tests.server.running import Service

ROWS = {("http://e/a", "one"), ("http://e/b", "two")}
SELECT = "SELECT ?s ?o WHERE { ?s <http://e/p> ?o }"
CONSTRUCT = "CONSTRUCT { ?s <http://e/p> ?o } WHERE { ?s <http://e/p> ?o }"
COMUNICA = "@comunica/query-sparql@4.5.0"  # 5 needs a newer Node than 20


def wrapper(running: Service, sparql: str, form: str, method: str = GET) -> Any:
    asking = SPARQLWrapper(f"{running.url}/sparql")
    asking.setQuery(sparql)
    asking.setReturnFormat(form)
    asking.setMethod(method)
    return asking


def pairs(rows: Any) -> set[tuple[str, str]]:
    return {(str(row[0]), str(row[1])) for row in rows}


@pytest.mark.parametrize("arguments", [["-G"], []], ids=["get", "post"])
def test_curl(running: Service, arguments: list[str]) -> None:
    command = ["curl", "-sS", *arguments, "--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv"]
    done = subprocess.run([*command, f"{running.url}/sparql"], capture_output=True, check=True, timeout=30)
    assert {tuple(row) for row in csv.reader(io.StringIO(done.stdout.decode()))} == ROWS | {("s", "o")}


def test_curl_with_a_compressed_answer_and_a_redirect_followed(running: Service) -> None:
    command = ["curl", "-sSL", "--compressed", "-H", "Accept: application/n-triples", "-G"]
    command += ["--data-urlencode", f"query={CONSTRUCT}", f"{running.url}/sparql"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=30)
    assert len(Graph().parse(data=done.stdout, format="nt")) == 2


@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper_rows(running: Service, method: str) -> None:
    found = wrapper(running, SELECT, JSON, method).queryAndConvert()
    assert {(row["s"]["value"], row["o"]["value"]) for row in found["results"]["bindings"]} == ROWS


def test_sparqlwrapper_posting_directly(running: Service) -> None:
    asking = wrapper(running, SELECT, JSON, POST)
    asking.setRequestMethod(POSTDIRECTLY)
    assert len(asking.queryAndConvert()["results"]["bindings"]) == 2
    asking.setRequestMethod(URLENCODED)
    assert len(asking.queryAndConvert()["results"]["bindings"]) == 2


@pytest.mark.parametrize("form", [XML, CSV, TSV])
def test_sparqlwrapper_in_other_forms(running: Service, form: str) -> None:
    found = wrapper(running, SELECT, form).queryAndConvert()
    text = found.toxml() if form == XML else found.decode()
    assert all(subject in text and value in text for subject, value in ROWS)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # SPARQLWrapper's own
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML])
def test_sparqlwrapper_graphs(running: Service, form: str) -> None:
    found = wrapper(running, CONSTRUCT, form).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert len(graph) == 2


def test_sparqlwrapper_asks(running: Service) -> None:
    assert wrapper(running, "ASK { <http://e/a> ?p ?o }", JSON).queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["json", "xml", "csv"])
def test_rdflib_sparqlstore(running: Service, method: str, form: str) -> None:
    store = SPARQLStore(f"{running.url}/sparql", returnFormat=form, method=method)
    graph = Graph(store)
    assert pairs(graph.query(SELECT)) == ROWS
    if form != "csv":  # rdflib reads no boolean from CSV
        assert graph.query("ASK { <http://e/a> ?p ?o }").askAnswer is True
    assert len(list(graph.triples((URIRef("http://e/a"), None, None)))) == 1


def test_rdflib_calls_us_by_service(running: Service) -> None:
    sparql = f"SELECT ?s ?o {{ SERVICE <{running.url}/sparql> {{ ?s <http://e/p> ?o }} }}"
    assert pairs(Graph().query(sparql)) == ROWS


def test_oxigraph_calls_us_by_service(running: Service) -> None:
    sparql = f"SELECT ?s ?o {{ SERVICE <{running.url}/sparql> {{ ?s <http://e/p> ?o }} }}"
    solutions: Any = ox.Store().query(sparql)
    assert {(row["s"].value, row["o"].value) for row in solutions} == ROWS


def test_rdflib_reads_a_graph_by_its_address(running: Service) -> None:
    assert len(Graph().parse(f"{running.url}/sparql?query={quote(CONSTRUCT)}")) == 2


@pytest.fixture(scope="module")
def comunica() -> Path:
    """Comunica from npm, installed once beside the other things that are made."""
    folder = Path("build/comunica").absolute()
    program = folder / "node_modules" / ".bin" / "comunica-sparql"
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("npm is not installed")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}", "utf-8")
        installed = subprocess.run(
            [npm, "install", "--silent", "--no-fund", "--no-audit", COMUNICA], cwd=folder, check=False, timeout=600
        )
        if installed.returncode:
            pytest.skip("npm cannot install Comunica here")
    return program


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["", "sparql@"], ids=["found out by itself", "told"])
def test_comunica(running: Service, comunica: Path, kind: str) -> None:
    command = [str(comunica), f"{kind}{running.url}/sparql", SELECT, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120, env={**os.environ, "NO_COLOR": "1"})
    rows = json.loads(done.stdout)["results"]["bindings"]
    assert {(row["s"]["value"], row["o"]["value"]) for row in rows} == ROWS


@pytest.mark.slow
def test_comunica_constructs(running: Service, comunica: Path) -> None:
    command = [str(comunica), f"{running.url}/sparql", CONSTRUCT, "-t", "text/turtle"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    assert len(Graph().parse(data=done.stdout, format="turtle")) == 2

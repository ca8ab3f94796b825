from __future__ import annotations

import owlrl
import pytest
from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg.graph import gate, inference, quads, terms
from kg.graph.iris import Iris
from kg.model import Claim, Extraction, Fact, Ref, Span

BASE = "https://w3id.org/kechuang/"
# What all of OWL 2 RL says of any graph and our seven rules leave out: equality, datatypes, the schema itself.
TRIVIAL_CLASSES = {OWL.Thing, RDFS.Resource, RDFS.Class, RDFS.Datatype, OWL.Class, RDF.Property, OWL.Nothing}


@pytest.fixture
def merged(extraction: Extraction) -> list[Triple]:
    iris = Iris(BASE)
    lab, programme = Ref("org", "金凤实验室"), Ref("programme", "组学计划")
    facts = (
        Fact(programme, "implementedBy", lab),
        Fact(lab, "develops", Ref("product", "成像系统")),
        Fact(lab, "locatedIn", Ref("place", "科学城")),
        Fact(Ref("place", "科学城"), "locatedIn", Ref("place", "重庆市")),
        Fact(Ref("highland", "生命健康科创高地"), "partOf", Ref("strategy", "416")),
    )
    said = Claim("says/1", (Span(3968, 3973),), (101,), facts=facts)
    more = Extraction(extraction.view, extraction.entities, (), (*extraction.claims, said), extraction.coverage)
    return gate.merge([*terms.load(iris=iris), *quads.state([more], iris=iris)], iris=iris)


def oracle(merged: list[Triple]) -> set[tuple[str, str, str]]:
    graph = Graph().parse(data=serialize(merged, format=RdfFormat.N_TRIPLES), format="nt")
    before, schema = set(graph), {subject for subject in graph.subjects() if str(subject).startswith(BASE + "ontology")}
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, rdfs_closure=False, axiomatic_triples=False).expand(graph)
    return {
        (str(subject), str(predicate), str(object_))
        for subject, predicate, object_ in set(graph) - before
        if isinstance(subject, URIRef)
        and str(subject).startswith(BASE)
        and subject not in schema
        and not str(subject).startswith((BASE + "scheme", BASE + "graph/ontology"))
        and predicate not in (OWL.sameAs, RDFS.subClassOf, RDFS.subPropertyOf)
        and object_ not in TRIVIAL_CLASSES
    }


def test_the_seven_rules_give_what_an_owl_2_rl_reasoner_gives(merged: list[Triple]) -> None:
    inferred = inference.close(merged, iris=Iris(BASE))

    ours = {(quad.subject.value, quad.predicate.value, getattr(quad.object, "value", "")) for quad in inferred}  # type: ignore[union-attr]
    data = {
        triple
        for triple in ours
        if not triple[0].startswith((BASE + "ontology", BASE + "scheme", BASE + "graph/ontology"))
    }

    assert len(data) > 50
    assert {triple for triple in data if triple[0].startswith(BASE)} == oracle(merged)


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "rule"),
    [
        (
            "id/programme/zu-xue-ji-hua",
            "contributesTo",
            "id/highland/sheng-ming-jian-kang-ke-chuang-gao-di",
            "prp-spo2",
        ),
        ("id/org/jin-feng-shi-yan-shi", "serves", "id/strategy/416", "prp-spo2"),
        ("id/org/jin-feng-shi-yan-shi", "locatedIn", "id/place/chong-qing-shi", "prp-trp"),
        ("id/product/cheng-xiang-xi-tong", "developedBy", "id/org/jin-feng-shi-yan-shi", "prp-inv"),
        (
            "id/org/jin-feng-shi-yan-shi",
            "contributesTo",
            "id/highland/sheng-ming-jian-kang-ke-chuang-gao-di",
            "prp-spo1",
        ),
        ("id/org/jin-feng-shi-yan-shi", "rdf:type", "ontology#ResearchInstitution", "cax-sco"),
    ],
    ids=["chain of a programme", "chain of a part", "transitive", "inverse", "super-property", "super-class"],
)
def test_each_inferred_triple_stands_in_the_graph_of_its_rule(
    subject: str, predicate: str, object_: str, rule: str, merged: list[Triple]
) -> None:
    iris = Iris(BASE)
    found = [
        quad.graph_name
        for quad in inference.close(merged, iris=iris)
        if str(quad.subject) == f"<{BASE}{subject}>"
        and quad.predicate == iris.term(predicate)
        and str(quad.object) == f"<{BASE}{object_}>"
    ]

    assert found == [iris.graph(f"inferred/{rule}")]


def test_nothing_is_inferred_twice_and_nothing_that_was_stated(merged: list[Triple]) -> None:
    triples = [quad.triple for quad in inference.close(merged, iris=Iris(BASE))]

    assert len(triples) == len(set(triples))
    assert set(triples).isdisjoint(merged)


def test_each_inferred_graph_names_its_rule() -> None:
    described = inference.describe(iris=Iris(BASE))

    named = {str(quad.subject) for quad in described if quad.predicate.value.endswith("inferredBy")}

    assert named == {f"<{BASE}graph/inferred/{rule}>" for rule in inference.RULES}


def test_an_empty_graph_infers_nothing() -> None:
    assert inference.close([], iris=Iris(BASE)) == []


def test_a_literal_gets_no_class() -> None:
    nt = f'<{BASE}a> <{BASE}p> "x" .\n<{BASE}p> <http://www.w3.org/2000/01/rdf-schema#range> <{BASE}C> .\n'
    triples = [quad.triple for quad in parse(nt, format=RdfFormat.N_TRIPLES)]

    found: list[Quad] = inference.close(triples, iris=Iris(BASE))

    assert found == []

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg.graph import dataset
from kg.graph.dataset import Dump

BASE = "https://example.org/kg/"
TRIPLES = [
    Triple(NamedNode(f"{BASE}{subject}"), predicate, NamedNode(f"{BASE}{object_}"))
    for subject, predicate, object_ in (
        ("id/org/a", dataset.RDF_TYPE, "ontology#Laboratory"),
        ("id/org/b", dataset.RDF_TYPE, "ontology#Laboratory"),
        ("doc/1", dataset.RDF_TYPE, "ontology#SourceDocument"),
        ("id/org/a", NamedNode(f"{BASE}ontology#serves"), "id/highland/x"),
        ("id/org/a", NamedNode(f"{BASE}ontology#serves"), "id/highland/y"),
        ("id/org/b", NamedNode(f"{BASE}ontology#serves"), "id/highland/x"),
    )
]
FACTS = list(dataset.describe(TRIPLES, base=BASE, version="v1"))


def of(subject: str, name: str) -> set[str]:
    return {
        str(fact.object).partition("^^")[0].strip('<>"')
        for fact in FACTS
        if str(fact.subject) == f"<{subject}>" and fact.predicate.value.endswith(name)
    }


def part(kind: str, *names: str) -> str:
    return dataset._part(BASE, kind, *(NamedNode(name) for name in names)).value


def test_the_totals_are_counted() -> None:
    whole = f"{BASE}dataset"
    assert of(whole, "void#triples") == {"6"}
    assert of(whole, "void#entities") == {"2"}
    assert of(whole, "void#classes") == {"2"}
    assert of(whole, "distinctObjects") == {"4"}
    assert of(whole, "dcat#version") == {"v1"}
    assert of(whole, "terms/source") == {f"{BASE}doc/1"}


def test_each_class_says_how_many_things_it_has_and_which_properties_they_use() -> None:
    laboratory, serves = f"{BASE}ontology#Laboratory", f"{BASE}ontology#serves"
    assert of(part("class", laboratory), "void#entities") == {"2"}
    assert part("class", laboratory, serves) in of(part("class", laboratory), "propertyPartition")
    assert of(part("class", laboratory, serves), "void#triples") == {"3"}


def test_each_property_says_how_often_it_is_used() -> None:
    serves = part("property", f"{BASE}ontology#serves")
    assert of(serves, "void#triples") == {"3"}
    assert of(serves, "distinctSubjects") == of(serves, "distinctObjects") == {"2"}


def test_nothing_is_anonymous_and_nothing_of_ours_lies_outside_the_base() -> None:
    assert not any(isinstance(term, BlankNode) for fact in FACTS for term in fact)
    assert not any("w3id.org/kechuang" in str(fact) for fact in FACTS)


def test_a_dump_comes_with_its_size_and_checksum() -> None:
    dumps = [Dump("kg.nq", "application/n-quads", 12, "ab" * 32)]
    facts = list(dataset.distributions(dumps, base=BASE))
    address = NamedNode(f"{BASE}dump/kg.nq")
    assert Triple(NamedNode(f"{BASE}dataset"), NamedNode(dataset.VOID + "dataDump"), address) in facts
    checksum = Literal("ab" * 32, datatype=NamedNode(dataset.XSD + "hexBinary"))
    assert checksum in [fact.object for fact in facts]


def test_the_description_is_the_same_every_time_and_parses() -> None:
    again = list(dataset.describe(reversed(TRIPLES), base=BASE, version="v1"))
    assert [str(fact) for fact in again] == [str(fact) for fact in FACTS]
    body = serialize(FACTS, format=RdfFormat.TURTLE) or b""
    assert len(set(parse(body, format=RdfFormat.TURTLE))) == len(set(FACTS))


def test_the_description_stands_in_a_graph_of_its_own_and_in_the_default_graph() -> None:
    quads = dataset.quads(TRIPLES, base=BASE, version="v1")
    assert {str(quad.graph_name) for quad in quads} == {"DEFAULT", f"<{BASE}graph/dataset>"}
    assert len(quads) == 2 * len(set(FACTS))

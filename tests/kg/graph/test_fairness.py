"""Each published check finds the fault it is for, and the ontology has none that is not on the written list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rdflib import RDF, Graph, URIRef

import ontology
from kg.errors import InputError
from kg.graph import fairness
from kg.graph.fairness import exceptions

IRI = "https://w3id.org/garden"
PREFIXES = f"""
@prefix g: <{IRI}#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
"""
GARDEN = f"""
<{IRI}> a owl:Ontology ;
    dcterms:title "园"@zh , "Garden"@en ; dcterms:description "写园。"@zh ; dcterms:license <{IRI}/licence> ;
    dcterms:creator "A" ; dcterms:contributor "A" ; dcterms:publisher "A" ; dcterms:created "2020" ;
    dcterms:issued "2020" ; dcterms:source <{IRI}/source> ; dcterms:bibliographicCitation "A: Garden" ;
    dcterms:identifier "10.0/0" ; schema:creativeWorkStatus "draft" ; schema:logo <{IRI}/logo> ;
    owl:versionIRI <{IRI}/1> ; owl:versionInfo "1" ;
    vann:preferredNamespacePrefix "g" ; vann:preferredNamespaceUri "{IRI}#" .
g:Plant a owl:Class ; rdfs:subClassOf org:Organization ; rdfs:label "植物"@zh , "Plant"@en ;
    skos:definition "长在园里的东西。"@zh , "A thing that grows in a garden."@en .
g:Bed a owl:Class ; rdfs:subClassOf org:Organization ; rdfs:label "花圃"@zh , "Bed"@en ;
    skos:definition "种东西的一块地。"@zh , "A patch of soil to grow things in."@en ; owl:disjointWith g:Plant .
g:growsIn a owl:ObjectProperty ; rdfs:label "生长于"@zh , "grows in"@en ; rdfs:domain g:Plant ; rdfs:range g:Bed ;
    skos:definition "植物所在的花圃。"@zh , "The bed in which the plant stands."@en ; owl:inverseOf g:holds .
g:holds a owl:ObjectProperty ; rdfs:label "种着"@zh , "holds"@en ; rdfs:domain g:Bed ; rdfs:range g:Plant ;
    skos:definition "花圃里的植物。"@zh , "A plant that stands in the bed."@en .
"""
ADDED = [
    ("FOOPS VER1", f"<{IRI}> owl:versionIRI <{IRI}> ."),
    ("OOPS P02-P27", "g:Plant owl:equivalentClass g:Bed ."),
    ("OOPS P03", "g:isA a owl:ObjectProperty ."),
    ("OOPS P04", "g:Fence a owl:Class ."),
    ("OOPS P05", "g:near a owl:ObjectProperty ; rdfs:domain g:Plant ; owl:inverseOf g:growsIn ."),
    ("OOPS P06", "g:Plant rdfs:subClassOf g:Shrub . g:Shrub rdfs:subClassOf g:Plant ."),
    ("OOPS P07", 'g:Plant rdfs:label "植物和园丁"@zh .'),
    ("OOPS P12-P32", 'g:Bed rdfs:label "植物"@zh .'),
    ("OOPS P19", "g:growsIn rdfs:domain g:Bed ."),
    ("OOPS P20", 'g:Bed skos:definition "圃"@zh .'),
    ("OOPS P21", 'g:Bed rdfs:label "其他"@zh .'),
    ("OOPS P22", "g:flower_bed a owl:Class ."),
    ("OOPS P24", 'g:Bed skos:definition "A bed."@en .'),
    ("OOPS P25", "g:holds owl:inverseOf g:holds ."),
    ("OOPS P26", "g:growsIn a owl:SymmetricProperty ."),
    ("OOPS P28-P29", "g:growsIn a owl:TransitiveProperty ."),
    ("OOPS P33", "g:growsIn owl:propertyChainAxiom ( g:holds ) ."),
    ("OOPS P34-P35", "g:Plant rdfs:subClassOf g:Shrub ."),
    ("OOPS P39", f"<{IRI}/more> a owl:Ontology ."),
    ("OOPS P40", "org:Organization rdfs:label 'mine' ."),
    ("ROBOT deprecated_boolean_datatype", 'g:Bed owl:deprecated "yes" .'),
    ("ROBOT deprecated_reference", "g:Bed owl:deprecated true ."),
    ("ROBOT misused_replaced_by", "g:Bed owl:deprecated true ."),
    ("ROBOT misused_obsolete_label", 'g:Bed rdfs:label "obsolete bed"@en .'),
    ("ROBOT duplicate_label", 'g:holds rdfs:label "Bed"@en .'),
    ("ROBOT duplicate_definition", 'g:Bed skos:definition "A thing that grows in a garden."@en .'),
    ("ROBOT multiple_labels", 'g:Bed rdfs:label "Patch"@en .'),
    ("ROBOT multiple_definitions", 'g:Bed skos:definition "Some soil."@en .'),
    ("ROBOT annotation_whitespace", 'g:Bed skos:note "soil  and sun"@en .'),
    ("ROBOT punctuation", 'g:Bed skos:definition "一块地,种东西。"@zh .'),
    ("ROBOT duplicate_exact_synonym", 'g:Bed skos:altLabel "Bed"@en .'),
    ("ROBOT multiple_equivalent_classes", "g:Bed owl:equivalentClass org:Organization , org:Role ."),
    ("ROBOT equivalent_pair", "g:Bed owl:equivalentClass org:Organization ."),
    ("ROBOT illegal_use_of_built_in_vocabulary", 'rdfs:label rdfs:label "mine" .'),
    ("ROBOT invalid_entity_uri", "<https://w3id.org/garden#花> a owl:Class ."),
    ("ROBOT missing_superclass", "g:Fence a owl:Class ."),
    ("FOOPS VOC3", "g:Fence a owl:Class ."),
    ("FOOPS VOC4", "g:Fence a owl:Class ."),
    ("OOPS P08", "g:Fence a owl:Class ."),
    ("OOPS P11", "g:near a owl:ObjectProperty ."),
    ("OOPS P13", "g:near a owl:ObjectProperty ."),
    ("ROBOT missing_label", "g:Fence a owl:Class ."),
    ("ROBOT missing_definition", "g:Fence a owl:Class ."),
]
REMOVED = [
    ("FOOPS URI2", "a owl:Ontology ;", ""),
    ("FOOPS OM1", 'vann:preferredNamespaceUri "https://w3id.org/garden#"', 'schema:name "g"'),
    ("FOOPS OM2", "owl:versionInfo", "schema:version"),
    ("FOOPS OM3", "schema:creativeWorkStatus", "schema:status"),
    ("FOOPS OM4.1", "dcterms:license", "schema:license"),
    ("FOOPS OM5", "dcterms:issued", "schema:issued"),
    ("FOOPS FIND1", "vann:preferredNamespacePrefix", "schema:prefix"),
    ("FOOPS VOC2", "rdfs:subClassOf org:Organization ;", ""),
    ("FOOPS PURL1", IRI, "https://example.org/garden"),
    ("FOOPS HTTP1", IRI, "urn:garden"),
    ("OOPS P10", "owl:disjointWith", "rdfs:seeAlso"),
    ("OOPS P36", IRI, "https://w3id.org/garden.owl"),
    ("OOPS P38", "a owl:Ontology ;", ""),
    ("OOPS P41", "dcterms:license", "schema:license"),
    ("ROBOT missing_ontology_title", "dcterms:title", "schema:name"),
    ("ROBOT missing_ontology_description", "dcterms:description", "schema:text"),
    ("ROBOT missing_ontology_license", "dcterms:license", "schema:license"),
]
HEADLESS = "FOOPS VOC1"


def _ask(turtle: str, iri: str = IRI) -> dict[str, list[fairness.Finding]]:
    graph = Graph().parse(data=turtle, format="turtle")
    found: dict[str, list[fairness.Finding]] = {}
    for finding in fairness.ask(graph, iri=iri):
        found.setdefault(finding.check, []).append(finding)
    return found


def _failed(found: dict[str, list[fairness.Finding]]) -> set[str]:
    return {check for check, findings in found.items() if not all(finding.passed for finding in findings)}


def test_a_tidy_vocabulary_passes_every_check() -> None:
    assert _failed(_ask(PREFIXES + GARDEN)) == set()


@pytest.mark.parametrize(("check", "turtle"), ADDED, ids=[check for check, _ in ADDED])
def test_a_planted_fault_is_found(check: str, turtle: str) -> None:
    faults = _ask(PREFIXES + GARDEN + turtle)[check]

    assert not any(fault.passed for fault in faults)
    assert all(fault.mend for fault in faults)


@pytest.mark.parametrize(("check", "old", "new"), REMOVED, ids=[check for check, _, _ in REMOVED])
def test_a_missing_part_is_found(check: str, old: str, new: str) -> None:
    iri = new if old == IRI else IRI
    turtle = (PREFIXES + GARDEN).replace(old, new)

    assert check in _failed(_ask(turtle, iri))


def test_a_header_without_published_terms_is_found() -> None:
    assert HEADLESS in _failed(_ask(f"{PREFIXES} <{IRI}> a owl:Ontology ; rdfs:label 'Garden' ."))


def test_every_check_is_tried_above() -> None:
    tried = {check for check, *_ in (*ADDED, *REMOVED)} | {HEADLESS}

    assert tried == {check.id for check in fairness.CHECKS}


def test_the_score_is_the_share_of_checks_without_an_open_fault() -> None:
    found = _ask(PREFIXES + GARDEN.replace("dcterms:creator", "schema:creator"))

    failed = _failed(found)
    assert failed == {"FOOPS OM1", "FOOPS OM5"}
    assert fairness.score(finding for findings in found.values() for finding in findings) == pytest.approx(
        1 - len(failed) / len(fairness.CHECKS)
    )


@pytest.fixture(scope="module")
def findings() -> list[fairness.Finding]:
    graph = Graph()
    for name in ("core", "schemes", "alignments"):
        graph.parse(data=ontology.text(name), format="turtle")
    return fairness.ask(graph, iri=ontology.DEFAULT_BASE + "ontology")


def test_our_ontology_has_no_fault_that_is_not_on_the_written_list(findings: list[fairness.Finding]) -> None:
    assert [f"{finding.message}; {finding.mend}" for finding in findings if finding.open] == []
    assert fairness.score(findings) == 1


def test_every_exception_on_the_list_is_still_needed(findings: list[fairness.Finding]) -> None:
    def used() -> Iterator[tuple[str, str]]:
        space = ontology.DEFAULT_BASE + "ontology#"
        for finding in findings:
            if not finding.passed:
                yield finding.check, finding.subject.removeprefix(space)
                yield finding.check, "*"

    assert set(exceptions.load().reasons) - set(used()) == set()


def test_an_exception_without_a_reason_is_refused() -> None:
    with pytest.raises(InputError, match="must give a check, a term and a reason"):
        exceptions.parse("check\tterm\treason\nOOPS P11\tabout\t \n")


def test_a_list_with_other_columns_is_refused() -> None:
    with pytest.raises(InputError, match="they must be"):
        exceptions.parse("check\treason\n")


def test_a_vocabulary_tells_its_own_terms_from_others() -> None:
    vocabulary = fairness.Vocabulary(Graph().parse(data=PREFIXES + GARDEN, format="turtle"), URIRef(IRI))

    assert [term.rpartition("#")[2] for term in vocabulary.terms] == ["Bed", "Plant", "growsIn", "holds"]
    assert not vocabulary.owns(RDF.type)

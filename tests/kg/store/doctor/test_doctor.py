from __future__ import annotations

import pytest

from kg.errors import QueryRefused, QuerySyntaxError
from kg.store import Store
from kg.store.doctor import diagnose

PROLOGUE = """PREFIX kc: <https://w3id.org/kechuang/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
ID = "https://w3id.org/kechuang/id"

QUADS = f"""
<{ID}/org/jia> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/kechuang/ontology#Laboratory> .
<{ID}/org/jia> <http://www.w3.org/2004/02/skos/core#prefLabel> "甲实验室"@zh .
<{ID}/org/jia> <https://w3id.org/kechuang/ontology#serves> <{ID}/highland/yi> .
<{ID}/highland/yi> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/kechuang/ontology#Highland> .
<{ID}/highland/yi> <http://www.w3.org/2004/02/skos/core#prefLabel> "乙科创高地"@zh .
<{ID}/value/1> <https://w3id.org/kechuang/ontology#value> "80.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<{ID}/value/1> <https://w3id.org/kechuang/ontology#valueText> "80.5亿元" .
<{ID}/org/jia> <https://w3id.org/kechuang/ontology#serves> <{ID}/highland/yi> <https://w3id.org/kechuang/doc/d/c/1> .
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.of(QUADS.encode())


CASES = {
    "a class that does not exist": ("SELECT * { ?x a kc:Laboratry }", "class", "kc:Laboratory"),
    "a property that does not exist": ("SELECT * { ?x kc:servs ?y }", "property", "kc:serves"),
    "a property in the wrong case": ("SELECT * { ?x skos:preflabel ?y }", "property", "skos:prefLabel"),
    "a property inside a path": ("SELECT * { ?x kc:serves/skos:prefLabl ?y }", "property", "skos:prefLabel"),
    "a thing that does not exist": (f"SELECT * {{ <{ID}/org/jja> ?p ?o }}", "thing", f"<{ID}/org/jia>"),
    "a missing language tag": ('SELECT * { ?x skos:prefLabel "甲实验室" }', "language", '"甲实验室"@zh'),
    "a wrong language tag": ('SELECT * { ?x skos:prefLabel "甲实验室"@en }', "language", '"甲实验室"@zh'),
    "a wrong datatype": ('SELECT * { ?x kc:value "80.5" }', "datatype", "80.5"),
    "a part of a label": ('SELECT * { ?x skos:prefLabel "甲实验"@zh }', "literal", '"甲实验室"@zh'),
    "a filter without a language tag": (
        'SELECT * { ?x skos:prefLabel ?l . FILTER(?l = "甲实验室") }',
        "language",
        '"甲实验室"@zh',
    ),
    "a language that the data do not use": (
        'SELECT * { ?x skos:prefLabel ?l . FILTER(LANG(?l) = "zh-CN") }',
        "filter-language",
        "zh",
    ),
    "a property that runs the other way": (f"SELECT * {{ <{ID}/highland/yi> kc:serves ?x }}", "reversed", "^kc:serves"),
    "a CONSTRUCT": ("CONSTRUCT { ?x a kc:Found } WHERE { ?x a kc:Highlands }", "class", "kc:Highland"),
    "an ASK": ("ASK { ?x a kc:Highlands }", "class", "kc:Highland"),
    "inside GRAPH": ("SELECT * { GRAPH ?g { ?x kc:servs ?y } }", "property", "kc:serves"),
    "after lists and paths": (
        "SELECT * { ?x a kc:Laboratory ; skos:prefLabel ?l , ?m ; kc:server ?y . }",
        "property",
        "kc:serves",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_fault_is_found_and_mended(case: str, store: Store) -> None:
    query, kind, right = CASES[case]
    diagnosis = diagnose(PROLOGUE + query, store)
    assert [(finding.kind, finding.right) for finding in diagnosis.findings] == [(kind, right)]
    assert diagnosis.rows > 0
    assert right in diagnosis.repaired


def test_several_faults_are_mended_at_once(store: Store) -> None:
    query = PROLOGUE + 'SELECT * { ?x a kc:Laboratry ; skos:preflabel "甲实验室" }'
    diagnosis = diagnose(query, store)
    assert {finding.kind for finding in diagnosis.findings} == {"class", "property", "language"}
    assert diagnosis.repaired == PROLOGUE + 'SELECT * { ?x a kc:Laboratory ; skos:prefLabel "甲实验室"@zh }'


def test_conditions_that_never_meet_are_named_and_one_is_made_optional(store: Store) -> None:
    diagnosis = diagnose(PROLOGUE + "SELECT * { ?x a kc:Highland . ?x kc:serves ?y . ?x skos:prefLabel ?l }", store)
    assert {finding.part for finding in diagnosis.findings} == {"?x a kc:Highland", "?x kc:serves ?y"}
    assert "OPTIONAL { ?x kc:serves ?y . }" in diagnosis.repaired


def test_a_filter_that_drops_everything_is_the_culprit(store: Store) -> None:
    diagnosis = diagnose(PROLOGUE + "SELECT * { ?x kc:value ?v ; kc:valueText ?t . FILTER(?v > 1000) }", store)
    assert [finding.part for finding in diagnosis.findings] == ["FILTER(?v > 1000)"]
    assert "1000" not in diagnosis.repaired


def test_what_is_optional_is_never_blamed(store: Store) -> None:
    diagnosis = diagnose(PROLOGUE + "SELECT * { ?x a kc:Laboratry . OPTIONAL { ?x a kc:Never } }", store)
    assert [finding.wrong for finding in diagnosis.findings] == ["kc:Laboratry"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x (COUNT(*) AS ?n) { ?x a kc:Highland } GROUP BY ?x HAVING (COUNT(*) > 9)",
        "SELECT * { ?x a kc:Highland } LIMIT 0",
    ],
    ids=["having", "limit"],
)
def test_what_follows_the_pattern_can_empty_it(query: str, store: Store) -> None:
    assert "HAVING" in diagnose(PROLOGUE + query, store).summary.en


def test_a_query_with_results_is_left_alone(store: Store) -> None:
    diagnosis = diagnose(PROLOGUE + "SELECT * { ?x a kc:Highland }", store)
    assert (diagnosis.findings, diagnosis.repaired, diagnosis.rows) == ((), "", 1)


def test_the_line_of_the_fault_is_told(store: Store) -> None:
    diagnosis = diagnose(PROLOGUE + "SELECT * {\n  ?x a kc:Highland .\n  ?x kc:servs ?y\n}", store)
    assert [finding.line for finding in diagnosis.findings if finding.kind == "property"] == [5]


def test_a_query_that_does_not_parse_is_an_error(store: Store) -> None:
    with pytest.raises(QuerySyntaxError):
        diagnose("SELECT * { ?x a }", store)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { }",
        "DESCRIBE <https://example.org/none>",
        "SELECT * { { SELECT ?x { ?x a kc:Never } } ?x ?p ?o }",
        "SELECT * { ?x (kc:serves|!(kc:value|^kc:about))+ / kc:never [ kc:about ( 1 2 ) ] ; }",
        "SELECT * { ?x kc:value -1 , +2.5e3 . MINUS { ?x a kc:A } VALUES ( ?x ) { ( kc:b ) } BIND(1 AS ?y) }",
        'SELECT * { FILTER NOT EXISTS { ?x ?p ?o } FILTER(false) FILTER regex(?x, "}") ?x ?p ?o }',
        "SELECT * FROM <https://example.org/g> WHERE { ?x ?p ?o }",
        "SELECT * { { ?x a kc:A } UNION { ?x a kc:B . ?x a kc:C } UNION { GRAPH ?g { ?x a kc:D } } }",
    ],
    ids=["empty", "describe", "subquery", "paths", "numbers", "filters", "dataset", "union"],
)
def test_odd_queries_get_a_diagnosis_in_both_languages(query: str, store: Store) -> None:
    diagnosis = diagnose(PROLOGUE + query, store)
    assert all(diagnosis.summary)
    assert all(all(finding.message) for finding in diagnosis.findings)


def test_time_is_bounded(store: Store) -> None:
    diagnosis = diagnose(PROLOGUE + "SELECT * { ?x a kc:Laboratry }", store, seconds=0.0)
    assert diagnosis.findings == ()


def test_a_function_that_the_engine_does_not_know_is_refused_in_words(store: Store) -> None:
    with pytest.raises(QueryRefused, match="Only the functions of SPARQL"):
        diagnose(PROLOGUE + "SELECT * { ?x ?p ?y . FILTER(kc:never(?y)) }", store)


def test_a_name_asked_for_by_another_property_is_found_under_the_one_in_use() -> None:
    labelled = (
        '<https://w3id.org/kechuang/ontology#Laboratory> <http://www.w3.org/2000/01/rdf-schema#label> "实验室"@zh .\n'
    )
    prologue = PROLOGUE + "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"

    diagnosis = diagnose(
        prologue + "SELECT * { ?x a kc:Laboratory ; rdfs:label ?name }", Store.of((QUADS + labelled).encode())
    )

    assert diagnosis.repaired == prologue + "SELECT * { ?x a kc:Laboratory ; skos:prefLabel ?name }"
    assert diagnosis.rows > 0
    assert "naming" in {finding.kind for finding in diagnosis.findings}

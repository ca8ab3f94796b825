from __future__ import annotations

import contextlib
import time

import pytest

from kg.errors import QueryRefused
from kg.store import Limits
from kg.store.refusing import admit

UPDATES = [
    "INSERT DATA { <http://e/a> <http://e/b> 1 }",
    "insert data { <http://e/a> <http://e/b> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE DATA { <http://e/a> <http://e/b> 1 }",
    "PREFIX e: <http://e/> DELETE { ?s e:p ?o } WHERE { ?s e:p ?o }",
    "BASE <http://e/>\nPREFIX e: <x#>\n# a comment\nLOAD <http://127.0.0.1/>",
    "LOAD SILENT <http://127.0.0.1/> INTO GRAPH <http://e/g>",
    "CLEAR ALL",
    "DROP GRAPH <http://e/g>",
    "CREATE GRAPH <http://e/g>",
    "COPY DEFAULT TO <http://e/g>",
    "MOVE <http://e/a> TO <http://e/b>",
    "ADD <http://e/a> TO <http://e/b>",
    "WITH <http://e/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    r"INS\u0045RT DATA { <http://e/a> <http://e/b> 1 }",
    r"\U0000004COAD <http://127.0.0.1/>",
]
CALLS = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { SERVICE<http://127.0.0.1/>{ ?s ?p ?o } }",
    "SELECT * { SERVICE # why\n <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { SERVICE ?where { ?s ?p ?o } VALUES ?where { <http://127.0.0.1/> } }",
    r"SELECT * { S\u0045RVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } }",
    "PREFIX : <http://127.0.0.1/> SELECT * { SERVICE :x { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX service: <http://127.0.0.1/> SELECT * { service:x { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p true.SERVICE:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { { SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } } }",
]
INNOCENT = [
    "SELECT ?service { ?service ?p ?o }",
    'SELECT * { ?s ?p "SERVICE <x> { }" }',
    "SELECT * { ?s ?p '''INSERT DATA\nSERVICE''' }",
    "SELECT * { ?s <http://e/service> ?o } # SERVICE <x> { }",
    "PREFIX sd: <http://e/> SELECT * { ?s a sd:Service ; sd:service ?o }",
    "PREFIX service: <http://e/> SELECT * { GRAPH service:g { ?s service:p ?o } }",
    "SELECT (COUNT(*) AS ?insert) { ?s ?p ?o }",
    "PREFIX load: <http://e/> SELECT * { ?s load:load ?o }",
]


@pytest.mark.parametrize("sparql", UPDATES)
def test_every_spelling_of_update_is_refused(sparql: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        admit(sparql)
    assert refused.value.reason == "update"


@pytest.mark.parametrize("sparql", CALLS)
def test_every_spelling_of_service_is_refused(sparql: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        admit(sparql)
    assert refused.value.reason == "service"


@pytest.mark.parametrize("sparql", INNOCENT)
def test_words_that_only_look_like_it_are_not(sparql: str) -> None:
    assert admit(sparql) == sparql


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("SELECT * " + "{" * 101 + "}" * 101, "depth"),
        ("SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }", "depth"),
        ("SELECT * { FILTER(" + "!" * 100_000 + "true) }", "chain"),
        ("SELECT * { FILTER(" + "+".join(["1"] * 5_000) + " > 0) }", "chain"),
        ("SELECT * { ?s " + "/".join(["<http://e/p>"] * 3_000) + " ?o }", "chain"),
        ("SELECT * { {} " + "UNION {} " * 10_000 + "}", "chain"),
        ("SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 2_000 + "}", "chain"),
        ("SELECT * { ?s ?p " + "(" * 10_000 + ")" * 10_000 + " }", "depth"),
        ("SELECT * { ?s ?p ?o } # " + "x" * 300_000, "length"),
    ],
    ids=["groups", "brackets", "not", "sum", "path", "union", "optional", "lists", "length"],
)
def test_what_would_overflow_the_engine_is_refused(sparql: str, reason: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        admit(sparql)
    assert refused.value.reason == reason
    assert refused.value.zh


def test_brackets_in_strings_comments_and_iris_do_not_count() -> None:
    sparql = 'SELECT * { ?s ?p "' + "(" * 5_000 + '" } # ' + "{" * 5_000
    assert admit(sparql) == sparql


def test_the_limits_are_those_of_the_settings() -> None:
    with pytest.raises(QueryRefused, match="KECHUANG_QUERY_LENGTH"):
        admit("ASK {}", Limits(length=3))


@pytest.mark.parametrize(
    "part",
    ['"\\"', "'''x", "a.a.", "<a", "\\u", "?", "_:a.", "a:%41", "@a-", "1e", '"""\\', "service"],
    ids=repr,
)
def test_hostile_text_is_scanned_in_a_time_that_grows_with_its_length(part: str) -> None:
    sparql = "SELECT * { {" + part * (200_000 // len(part))
    began = time.process_time()
    with contextlib.suppress(QueryRefused):
        admit(sparql)
    assert time.process_time() - began < 3.0

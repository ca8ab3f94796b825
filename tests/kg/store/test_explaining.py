from __future__ import annotations

import pytest

from kg.errors import QuerySyntaxError
from kg.store import Store


@pytest.mark.parametrize(
    ("sparql", "line", "hint"),
    [
        ("SELECT * {\n ?s ?p ?o", 2, "{ opened at line 1, column 10 is never closed"),
        ("SELECT * { ?s ?p ?o }}", 1, "} at line 1, column 22 closes nothing"),
        ('SELECT * {\n ?s ?p "open }', 2, "string opened at line 2, column 8"),
        ("SELECT * { ?s foo:p ?o }", 1, "prefix foo: is not declared"),
        ("SELECT * { ?s ?p ?o ；}", 1, "full-width punctuation; SPARQL wants “;”"),
        ("SELECT * ｛ ?s ?p ?o ｝", 1, "full-width punctuation; SPARQL wants “{”"),
        ("SELECT * { ?s ?p }", 1, "subject, a predicate and an object"),
        ("FIND * { ?s ?p ?o }", 1, "begins with SELECT"),
        ("ASK {} ASK {}", 1, "second query"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", 1, "every variable in SELECT must be grouped"),
        ("SELECT (1 AS ?s) { ?s ?p ?o }", 1, "AS gives a name"),
        ("SELECT * { ?s a <http://e/a b> }", 1, "IRI"),
        ("CONSTRUCT { ?s ?p ?o }\nFROM\nWHERE {}", 3, "FROM and FROM NAMED are followed by the IRI"),
        ("PREFIX e: FROM e:g\nASK {}", 1, "subject"),
        ("", 1, ""),
        ("   \n ", 1, ""),
    ],
)
def test_a_syntax_error_says_where_and_how_to_mend_it(store: Store, sparql: str, line: int, hint: str) -> None:
    with pytest.raises(QuerySyntaxError) as error:
        store.run(sparql)
    assert error.value.line == line
    assert error.value.column >= 1
    assert hint in error.value.hint
    assert bool(error.value.hint_zh) == bool(hint)
    assert error.value.zh


@pytest.mark.parametrize(
    ("sparql", "line", "column"),
    [
        ("SELECT ?x WHERE {\n ?x ?y ?z .\n FILTER(?x = )\n}", 3, 14),
        ("SELECT * { ?s ?p ?o FILTER(?o >) ?a ?b ?c . ?d ?e ?f }", 1, 32),
        ("SELECT * {?s ?p ?o . FILTER }", 1, 29),
        ("SELECT * {?s ?p ?o BIND(?x AS )}", 1, 31),
        ("SELECT * { ?s ?p ?o . } ORDER BY", 1, 33),
        ("SELECT }", 1, 8),
        ("SELECT * {\r\n ?s ?p ?o .\r\n FILTER(STRLEN(?o) < )\r\n}", 3, 22),
    ],
    ids=["no operand", "in the middle", "no condition", "no name", "at the end", "no variable", "lines of Windows"],
)
def test_the_place_is_where_the_fault_is(store: Store, sparql: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as error:
        store.run(sparql)
    assert (error.value.line, error.value.column) == (line, column)

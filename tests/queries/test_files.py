"""Every query file, by the rules of the house: one small rule at a time."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

import ontology
import queries
from queries import Query
from server import wording
from server.asked import RESERVED

ALL = [queries.load(name) for name in queries.names()]
PREFIX = re.compile(r"^PREFIX (\w*): <([^>]+)>$", re.MULTILINE)
MOST_LINES = 40
TRIPLES = ("subject", "predicate", "object")
every = pytest.mark.parametrize("query", ALL, ids=lambda query: query.name)


def body(query: Query) -> str:
    """Give the text without front-matter, prefixes and comments."""
    kept = [line for line in query.sparql.splitlines() if not line.startswith(("#", "PREFIX"))]
    return "\n".join(line for line in kept if not line.lstrip().startswith("#")).strip()


def test_there_are_at_least_thirty_questions() -> None:
    assert len(ALL) >= 30


@every
def test_it_parses_in_oxigraph_and_gives_the_columns_it_names(query: Query) -> None:
    result = ox.Store().query(query.sparql)

    columns = tuple(each.value for each in result.variables) if isinstance(result, ox.QuerySolutions) else TRIPLES

    assert columns == query.returns


@every
def test_it_parses_in_rdflib(query: Query) -> None:
    assert prepareQuery(query.sparql).algebra is not None


@every
def test_its_rows_come_in_an_order(query: Query) -> None:
    assert query.returns == TRIPLES or re.search(r"^ORDER BY ", query.sparql, re.MULTILINE)


@every
def test_it_is_one_question_of_at_most_forty_lines(query: Query) -> None:
    lines = [line for line in query.sparql.splitlines() if not line.startswith(("#+", "PREFIX")) and line.strip()]

    assert len(lines) <= MOST_LINES


@every
def test_its_prefixes_are_by_alphabet_and_all_used(query: Query) -> None:
    declared = [name for name, _ in PREFIX.findall(query.sparql)]

    assert declared == sorted(declared)
    assert [name for name in declared if not re.search(rf"(?<![\w:]){name}:", body(query))] == []


@every
def test_it_asks_no_other_service_and_changes_nothing(query: Query) -> None:
    assert not re.search(r"\b(SERVICE|INSERT|DELETE|LOAD|CLEAR|FROM)\b", body(query))


@every
def test_each_parameter_is_a_variable_of_it(query: Query) -> None:
    assert [name for name in query.parameters if not re.search(rf"\?{name}\b", body(query))] == []


@every
def test_each_parameter_of_a_table_is_a_column_for_the_store_binds_no_other(query: Query) -> None:
    assert query.returns == TRIPLES or set(query.parameters) <= set(query.returns)


@every
def test_no_parameter_is_called_like_a_word_of_the_address(query: Query) -> None:
    assert not set(query.parameters) & set(RESERVED)


@every
def test_each_column_and_each_tag_has_words_in_both_languages(query: Query) -> None:
    said = wording.load().phrases
    shown = [name for name in query.returns if name.removesuffix("Label") not in query.returns or name[-5:] != "Label"]

    assert [name for name in shown if f"columns.{name}" not in said] == []
    assert [tag for tag in query.tags if f"tags.{tag}" not in said] == []


@every
def test_a_row_that_was_read_comes_with_its_sentence(query: Query) -> None:
    assert "claim" not in query.returns or {"sentence", "text"} <= set(query.returns)


def test_a_prefix_means_one_namespace() -> None:
    meanings: dict[str, set[str]] = {}
    for query in ALL:
        for name, space in PREFIX.findall(query.sparql):
            meanings.setdefault(name, set()).add(space)

    assert {name: spaces for name, spaces in meanings.items() if len(spaces) > 1} == {}


def test_every_term_of_the_ontology_is_asked_for_and_no_other() -> None:
    defined = set(re.findall(r"^kc:(\w+)$", ontology.text("core"), re.MULTILINE))
    asked = {name for query in ALL for name in re.findall(r"\bkc:(\w+)", body(query))}

    assert defined - asked == set()
    assert asked - defined == set()

"""What a query file may say, and that the loader refuses the rest."""

from __future__ import annotations

import pytest

import queries
from queries import QueryFileError

GOOD = """#+ summary: {zh: "谁？", en: "Who?"}
#+ description: {zh: 全部。, en: All of them.}
#+ tags: [person]
#+ parameters:
#+   person: {type: iri, label: {zh: 人, en: Person}, options: Person, example: 张三}
#+ view: table
#+ returns: [person]

SELECT ?person WHERE { ?person a <https://w3id.org/kechuang/ontology#Person> } ORDER BY ?person
"""


def test_a_query_file_becomes_a_query() -> None:
    query = queries.parse("who", GOOD)

    assert query.summary == {"zh": "谁？", "en": "Who?"}
    assert query.parameters["person"].example == "张三"
    assert query.parameters["person"].default is None
    assert query.returns == ("person",)
    assert query.sparql == GOOD


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        pytest.param("#+ tags: [person]", "#+ tag: [person]", "unknown keys", id="unknown key"),
        pytest.param("#+ tags: [person]\n", "", "are missing", id="missing key"),
        pytest.param("#+ tags: [person]", "#+ tags: person", "must be a list", id="tags that are no list"),
        pytest.param("#+ tags: [person]", "#+ tags: [person, person]", "twice", id="tag named twice"),
        pytest.param("#+ view: table", "#+ view: pie", "view is 'pie'", id="unknown view"),
        pytest.param("#+ view: table", "#+ view: table\n#+ view: graph", "stands twice", id="key that stands twice"),
        pytest.param("en:", "fr:", "one text for each", id="language missing"),
        pytest.param('en: "Who?"', "en: ''", "one text for each", id="empty text"),
        pytest.param("type: iri", "type: url", "has type 'url'", id="unknown type"),
        pytest.param(", example: 张三", "", "are missing", id="parameter without example"),
        pytest.param("example: 张三", "example: 张三, regex: x", "unknown keys", id="unknown key of a parameter"),
        pytest.param("  person: {type", "  per-son: {type", "that of a variable", id="parameter that is no variable"),
        pytest.param("{type: iri", "[{type: iri", "not YAML", id="broken YAML"),
        pytest.param("#+ summary", "#- summary", "are missing", id="line that is no front-matter"),
        pytest.param("#+", "# ", "no front-matter", id="no front-matter"),
    ],
)
def test_a_file_that_breaks_the_format_is_refused_with_the_mend(before: str, after: str, message: str) -> None:
    text = GOOD.replace(before, after)

    with pytest.raises(QueryFileError, match=message) as refusal:
        queries.parse("who", text)

    assert "who.rq" in str(refusal.value)


@pytest.mark.parametrize("name", ["Who", "who serves", "../who", "谁"])
def test_a_name_that_is_no_question_in_words_is_refused(name: str) -> None:
    with pytest.raises(QueryFileError, match="joined by hyphens"):
        queries.parse(name, GOOD)


def test_an_unknown_name_is_a_key_error_that_lists_the_known() -> None:
    with pytest.raises(KeyError, match="who-serves-highland"):
        queries.load("nothing")


def test_iris_move_under_another_base() -> None:
    query = queries.load("who-serves-highland", base="https://example.org/kg/")

    assert "https://example.org/kg/ontology#" in query.sparql
    assert queries.DEFAULT_BASE not in query.sparql

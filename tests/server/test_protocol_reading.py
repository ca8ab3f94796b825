from __future__ import annotations

from urllib.parse import quote, quote_plus, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.problems import ProblemError
from server.protocol import Request, read


def sparql(query_string: str) -> str:
    asked = read(Request("GET", query_string))
    assert asked is not None
    return asked.question.sparql


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    assert sparql(f"query={quote(text, safe='')}") == text
    assert sparql(f"query={quote_plus(text)}") == text


@given(st.text(alphabet="=%+ab_ \t09AFaf\r\n.", max_size=30))
def test_odd_signs_are_read_as_the_standard_says(text: str) -> None:
    try:
        found = sparql(f"query={text}")
    except ProblemError:
        return
    assert found == unquote_to_bytes(text.replace("+", " ")).decode()


@pytest.mark.parametrize("raw", ["%", "%4", "%zz", "%ff", "%c0%af", "%ed%a0%80", "a%"])
def test_what_is_no_utf_8_is_refused(raw: str) -> None:
    with pytest.raises(ProblemError):
        sparql(f"query={raw}")

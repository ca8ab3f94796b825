"""An alternation by first characters matches what the plain one does, the longest word first."""

from __future__ import annotations

import pytest
import regex

from kg.extraction import alternation, units


@pytest.mark.parametrize(
    ("words", "pattern"),
    [
        (["家"], "(?:家)"),
        (["家", "个"], "(?:[个家])"),
        (["亿", "亿元", "亿吨", "万元"], "(?:万元|亿(?:[元吨]|))"),
        ({"个": "(?!月)", "个月": ""}, "(?:个(?:月|(?!月)))"),
        (["a-b", "]"], r"(?:a\-b|\])"),
    ],
    ids=["one", "characters", "shared beginnings", "what must stand behind", "signs"],
)
def test_words_are_written_by_their_first_characters(words: list[str] | dict[str, str], pattern: str) -> None:
    assert alternation.of(words) == pattern


@pytest.mark.parametrize("text", list(units.table()))
def test_a_unit_is_found_whole_before_a_mark(text: str) -> None:
    found = regex.match(alternation.of(list(units.table())), f"{text}，")
    assert found is not None
    assert found[0] == text

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


@pytest.mark.parametrize("text", ["超", "首超", "超过", "不超过", "大约"])
def test_a_look_behind_finds_the_longest_word_before_a_number(text: str) -> None:
    words = alternation.before(["超", "首超", "超过", "不超过", "约", "大约"])
    found = regex.search(rf"(?<=(?<word>{words}))\d", f"已经{text}8家")
    assert found is not None
    assert found["word"] == text


@pytest.mark.parametrize("text", list(units.table()))
def test_a_unit_is_found_whole_before_a_mark(text: str) -> None:
    found = regex.match(alternation.of(list(units.table())), f"{text}，")
    assert found is not None
    assert found[0] == text

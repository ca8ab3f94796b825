from __future__ import annotations

from kg.graph import rulebook


def test_a_note_goes_before_the_words_of_a_reader() -> None:
    told = rulebook.words({"entity.laboratory/1": "a note", "serves/2": "another"})

    assert (told["entity.laboratory/1"], told["serves/2"]) == ("a note", "another")
    assert told["entity.zone/1"] == rulebook.readers()["entity.zone"]


def test_the_words_of_readers_are_short_and_told_once() -> None:
    words = rulebook.readers()

    assert [rule for rule, text in words.items() if len(text) > 40] == []
    assert all(rule.isascii() for rule in words)

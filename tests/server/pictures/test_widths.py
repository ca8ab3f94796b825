from __future__ import annotations

import pytest

from server.pictures.naming import address, clean
from server.pictures.widths import NOT_FIRST, measure, wrap


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("科创高地", 4.0, 4.0), ("“416”", 3.7, 4.0), ("laboratory", 4.5, 7.0), ("", 0.0, 0.0), ("é", 0.5, 1.0)],
    ids=["chinese", "quotes and digits", "latin", "empty", "accent"],
)
def test_text_is_measured_in_em(text: str, least: float, most: float) -> None:
    assert least <= measure(text) <= most


@pytest.mark.parametrize(
    "text",
    [
        "市六届人大二次会议首场专题记者会",
        "high-tech enterprise count growth",
        "“416”科技创新战略布局（重庆）",
        "a" * 90,
        "。" * 40,
    ],
    ids=["chinese", "words", "mixed", "one long word", "only punctuation"],
)
@pytest.mark.parametrize("width", [4.0, 9.0, 12.0])
def test_no_line_is_wider_than_asked(text: str, width: float) -> None:
    assert all(measure(line) <= width for line in wrap(text, width=width, lines=3))


def test_a_text_that_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("一二三四五六七八九十", width=4, lines=2) == ("一二三四", "五六七…")


def test_a_text_that_fits_is_kept_whole() -> None:
    assert "".join(wrap("一二三四五六七八", width=4, lines=2)) == "一二三四五六七八"


def test_no_line_starts_with_closing_punctuation() -> None:
    lines = wrap("一二三，四五六。", width=3, lines=5)
    assert not any(line[0] in NOT_FIRST for line in lines)


def test_words_are_not_torn() -> None:
    assert wrap("high-tech enterprise count", width=9, lines=3) == ("high-tech", "enterprise count")


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\ufffeb", "a\x1bb"], ids=["nul", "tab", "nonchar", "escape"])
def test_what_xml_cannot_hold_is_taken_out(text: str) -> None:
    assert clean(text) == "ab"


@pytest.mark.parametrize(
    ("iri", "address_"),
    [
        ("https://w3id.org/kechuang/id/org/a", "/id/org/a"),
        ("https://w3id.org/kechuang/ontology#Laboratory", "/ontology#Laboratory"),
        ("http://qudt.org/vocab/unit/NUM", "http://qudt.org/vocab/unit/NUM"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("urn:x:y", ""),
        ("https://w3id.org/kechuang//example.org/x", "/example.org/x"),
        ("_:1", ""),
    ],
    ids=["ours", "term", "web", "script", "data", "urn", "other host", "blank"],
)
def test_only_pages_are_linked_to(iri: str, address_: str) -> None:
    assert address(iri, base="https://w3id.org/kechuang/") == address_

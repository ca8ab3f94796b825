from __future__ import annotations

import pytest

from kg.store import spelling
from kg.store.searching import Index, Name

LIFE = Name(
    "id/highland/life-health",
    {"zh": "生命健康科创高地", "en": "life and health highland"},
    ("生命健康",),
    "Highland",
    9,
)
LAB = Name("id/org/jinfeng", {"zh": "金凤实验室", "en": "Jinfeng Laboratory"}, ("重庆金凤实验室",), "Laboratory", 40)
TYPING = Name("id/standard/jinfeng", {"zh": "金凤分型"}, (), "Standard", 2)
CITY = Name("id/place/chongqing", {"zh": "重庆市", "en": "Chongqing"}, ("重庆",), "AdministrativeArea", 300)
STRATEGY = Name("id/strategy/416", {"zh": "“416”科技创新战略布局"}, (), "Strategy", 7)
INDEX = Index.of([LIFE, LAB, TYPING, CITY, STRATEGY])


def found(text: str) -> list[str]:
    return [hit.name.iri for hit in INDEX.search(text)]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        pytest.param("金凤实验室", LAB, id="label"),
        pytest.param("重庆", CITY, id="an alias that begins another name"),
        pytest.param("生命健康", LIFE, id="alias"),
        pytest.param("smjk", LIFE, id="initials"),
        pytest.param("SMJK", LIFE, id="initials in capitals"),
        pytest.param("shengming jiankang", LIFE, id="pinyin with a blank"),
        pytest.param("jfsys", LAB, id="initials of a lab"),
        pytest.param("chongqing", CITY, id="English and pinyin"),
        pytest.param("cq", CITY, id="a reading that needs the word: 重 is chong here"),
        pytest.param("生命健康高地", LIFE, id="a name that only resembles"),
        pytest.param("highland health", LIFE, id="words in another order"),
        pytest.param("金鳳實驗室", LAB, id="traditional script"),
        pytest.param("４１６", STRATEGY, id="full width"),
        pytest.param('"416"', STRATEGY, id="half-width quotes"),
    ],
)
def test_the_best_hit_of_a_search(text: str, best: Name) -> None:
    assert found(text)[0] == best.iri


def test_a_label_comes_before_a_name_that_merely_holds_the_text() -> None:
    assert found("金凤")[:2] == [LAB.iri, TYPING.iri]


@pytest.mark.parametrize("text", ["", " ", "。，", "\n", "zzzzqqqq", "㍿" * 3000], ids=repr)
def test_what_names_nothing_finds_nothing(text: str) -> None:
    assert found(text[:40]) == []


def test_a_search_can_be_narrowed_by_type() -> None:
    hits = INDEX.search("金凤", types=frozenset({"Standard"}))
    assert [hit.name for hit in hits] == [TYPING]


def test_only_labels_and_aliases_are_exact() -> None:
    assert INDEX.exactly("重庆金凤实验室") == [LAB]
    assert INDEX.exactly("金凤") == []
    assert INDEX.exactly("smjk") == []


def test_a_name_falls_back_to_another_language_and_then_to_its_iri() -> None:
    assert TYPING.label("en") == "金凤分型"
    assert Name("https://example.org/a#B", {}).label() == "B"


def test_folding_keeps_letters_and_digits_only() -> None:
    assert spelling.fold("“４１６”科技 創新") == "416科技创新"

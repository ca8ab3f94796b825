"""The relations of the bundled article, measured against what a careful reader wrote down by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg import articles, extraction
from kg.model import Extraction, Fact, Modality, Ref, Text
from kg.reading import article, registry

GOLD = Path(__file__).with_name("article_relations.tsv")
DESCRIBING = {
    "a",
    "skos:prefLabel",
    "skos:altLabel",
    "statedCount",
    "listingComplete",
    "position",
    "distinctionKind",
    "org:role",
}
Row = tuple[str, str, str, str, str]


@pytest.fixture(scope="module")
def read() -> Extraction:
    path = articles.bundled()[0]
    return extraction.read(article.read(path), registry=registry.beside(path))


@pytest.fixture(scope="module")
def expected() -> set[Row]:
    lines = [line for line in GOLD.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return {(row[0], row[1], row[2], row[3], row[4]) for row in rows}


@pytest.fixture(scope="module")
def found(read: Extraction) -> set[Row]:
    return {
        (shown(fact.subject), fact.predicate, shown(fact.object), claim.modality.value, speaker)
        for claim in read.claims
        for speaker in [claim.speech.speaker_text if claim.speech else ""]
        for fact in claim.facts
        if fact.predicate not in DESCRIBING
    }


def shown(thing: object) -> str:
    if isinstance(thing, Ref):
        return thing.name or f"{thing.kind}({','.join(shown(part) for part in thing.parts)})"
    return thing.text if isinstance(thing, Text) else str(getattr(thing, "name", thing))


def test_nine_in_ten_relations_are_found(found: set[Row], expected: set[Row]) -> None:
    missed = sorted(expected - found)
    assert len(missed) <= 0.1 * len(expected), missed


def test_three_in_a_hundred_are_wrong_at_most(found: set[Row], expected: set[Row]) -> None:
    spurious = sorted(found - expected)
    assert len(spurious) <= 0.03 * len(found), spurious


def test_the_laboratory_serves_the_highland_in_the_words_of_its_deputy_director(read: Extraction) -> None:
    serves = Fact(Ref("org", "金凤实验室"), "serves", Ref("highland", "生命健康科创高地"))
    claim = next(claim for claim in read.claims if serves in claim.facts)
    assert [tuple(span) for span in claim.spans] == [(3968, 3973), (3990, 4004)]
    assert claim.rule == "serves-highland/1"
    assert claim.speech is not None
    assert (claim.speech.speaker, claim.speech.verb, claim.speech.direct) == (Ref("person", "徐辉"), "介绍", False)
    assert claim.modality is Modality.ASSERTED


def test_what_is_recommended_is_never_asserted(read: Extraction) -> None:
    advised = [claim for claim in read.claims if claim.speech and claim.speech.verb == "建议"]
    answer = [claim for claim in read.claims if claim.spans[0].start in range(2962, 3275)]
    assert advised or answer
    assert {claim.modality for claim in advised + answer} == {Modality.SUGGESTED}


def test_an_answer_points_to_its_question(read: Extraction) -> None:
    answers = {claim.speech.speaker_text: claim.speech.responds_to for claim in read.claims if claim.speech}
    question = answers["徐辉"] or next(
        claim.speech.responds_to for claim in read.claims if claim.speech and claim.speech.responds_to
    )
    assert question is not None
    assert question.of(read.article.text).startswith("记者：")


@pytest.mark.parametrize(
    ("printed", "named"),
    [
        pytest.param("公司", "重庆鑫景特种玻璃有限公司", id="the speaker's company"),
        pytest.param("该企业", "重庆鑫景特种玻璃有限公司", id="that company, not its customer"),
        pytest.param("全区", "永川区", id="the speaker's district"),
        pytest.param("我市", "重庆市", id="the article's home"),
        pytest.param("实验室", "金凤实验室", id="the paragraph's laboratory"),
        pytest.param("该产品", "手持式在体病理成像系统", id="the product before"),
    ],
)
def test_an_anaphor_stands_for_what_a_rule_pins(read: Extraction, printed: str, named: str) -> None:
    stands = {
        entity.label
        for entity in read.entities
        for mention in entity.mentions
        if mention.anaphoric and mention.text == printed
    }
    assert named in stands


def test_every_quote_is_the_articles(read: Extraction) -> None:
    mentions = [mention for entity in read.entities for mention in entity.mentions]
    assert mentions
    assert all(mention.span.of(read.article.text) == mention.text for mention in mentions)


def test_a_speaker_goes_by_the_name_in_the_script_of_the_view() -> None:
    text = "清平市科技局局長陳遠國表示，今年將支持清平實驗室建設龍江創新中心。"
    read = extraction.read(article.of_bytes(text.encode()))
    assert {claim.speech.speaker_text for claim in read.claims if claim.speech} == {"陈远国"}

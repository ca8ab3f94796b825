from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Quad

from kg.graph import quads
from kg.graph.iris import Iris
from kg.graph.slugs import Slugs
from kg.model import Extraction, Name, Sentence, Span, View

BASE = "https://w3id.org/kechuang/"
DOCUMENT = "doc/27d5c3a31dac86a1"
NAMES = (
    Name("org", "金凤实验室", "jinfeng-laboratory", label_en="Jinfeng Laboratory", aliases=("重庆金凤实验室",)),
    Name("highland", "生命健康科创高地", "life-health"),
    Name("place", "重庆市", "chongqing"),
    Name("indicator", "高新技术企业数量", "high-tech-enterprise-count"),
    Name("indicator", "高新技术企业数量同比增速", "high-tech-enterprise-count-growth"),
)
COUNT_2023 = "id/value/high-tech-enterprise-count.chongqing.2023.observed.*"
GROWTH_2023 = "id/value/high-tech-enterprise-count-growth.chongqing.2023.observed.*"
COUNT_2024 = "id/value/high-tech-enterprise-count.chongqing.2024.target.*"

# rule → the triples of its claim, as in the worked example of the data model
CLAIMS = {
    "serves-highland": {("id/org/jinfeng-laboratory", "ontology#serves", "id/highland/life-health")},
    "respectively-count": {
        (COUNT_2023, "rdf:type", "ontology#ObservedValue"),
        (COUNT_2023, "ontology#indicator", "id/indicator/high-tech-enterprise-count"),
        (COUNT_2023, "ontology#about", "id/place/chongqing"),
        (COUNT_2023, "ontology#period", "id/period/2023"),
        (COUNT_2023, "ontology#value", "7565"),
        (COUNT_2023, "ontology#lowerBound", "7565"),
        (COUNT_2023, "ontology#upperBound", "7565"),
        (COUNT_2023, "ontology#unit", "http://qudt.org/vocab/unit/NUM"),
        (COUNT_2023, "ontology#comparator", "scheme/comparator/exact"),
        (COUNT_2023, "ontology#valueText", "7565家"),
        (COUNT_2023, "ontology#unitText", "家"),
    },
    "respectively-growth": {
        (GROWTH_2023, "rdf:type", "ontology#ObservedValue"),
        (GROWTH_2023, "ontology#indicator", "id/indicator/high-tech-enterprise-count-growth"),
        (GROWTH_2023, "ontology#about", "id/place/chongqing"),
        (GROWTH_2023, "ontology#period", "id/period/2023"),
        (GROWTH_2023, "ontology#basePeriod", "id/period/2022"),
        (GROWTH_2023, "ontology#value", "19.2"),
        (GROWTH_2023, "ontology#lowerBound", "19.2"),
        (GROWTH_2023, "ontology#upperBound", "19.2"),
        (GROWTH_2023, "ontology#unit", "http://qudt.org/vocab/unit/PERCENT"),
        (GROWTH_2023, "ontology#comparator", "scheme/comparator/exact"),
        (GROWTH_2023, "ontology#valueText", "19.2%"),
        (GROWTH_2023, "ontology#unitText", "%"),
    },
    "target-by": {
        (COUNT_2024, "rdf:type", "ontology#TargetValue"),
        (COUNT_2024, "ontology#indicator", "id/indicator/high-tech-enterprise-count"),
        (COUNT_2024, "ontology#about", "id/place/chongqing"),
        (COUNT_2024, "ontology#period", "id/period/2024"),
        (COUNT_2024, "ontology#deadline", "id/period/2024"),
        (COUNT_2024, "ontology#value", "8500"),
        (COUNT_2024, "ontology#lowerBound", "8500"),
        (COUNT_2024, "ontology#unit", "http://qudt.org/vocab/unit/NUM"),
        (COUNT_2024, "ontology#comparator", "scheme/comparator/more-than"),
        (COUNT_2024, "ontology#valueText", "8500家"),
        (COUNT_2024, "ontology#unitText", "家"),
    },
}
# rule → spans, sentence, modality, period basis, speaker
EVIDENCE = {
    "serves-highland": (["3968-3973", "3990-4004"], "5f5ca9b6df74", "asserted", "none", "徐辉"),
    "respectively-count": (["1096-1102", "1110-1119"], "7c7afc106826", "asserted", "carried", None),
    "respectively-growth": (["1096-1102", "1127-1136"], "7c7afc106826", "asserted", "carried", None),
    "target-by": (["2609-2616", "2617-2623", "2631-2640"], "e23ec4e3fa4e", "planned", "explicit", "明炬"),
}


def short(term: object) -> str:
    text = getattr(term, "value", "").removeprefix(BASE).replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:")
    return text[:-6] + "*" if text.startswith("id/value/") else text


def by_subject(stated: list[Quad]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for quad in stated:
        found.setdefault((short(quad.subject), short(quad.predicate)), []).append(short(quad.object))
    return found


@pytest.fixture
def stated(extraction: Extraction) -> list[Quad]:
    return quads.state([extraction], iris=Iris(BASE, slugs=Slugs(NAMES)), names=NAMES)


@pytest.fixture
def claim_of(stated: list[Quad]) -> dict[str, str]:
    return {
        short(quad.object).split("/")[2]: short(quad.subject)
        for quad in stated
        if short(quad.predicate) == "ontology#byRule" and "entity" not in short(quad.object)
    }


@pytest.mark.parametrize("rule", CLAIMS)
def test_each_claim_is_one_named_graph_with_its_triples(
    rule: str, stated: list[Quad], claim_of: dict[str, str]
) -> None:
    graph = [quad for quad in stated if short(quad.graph_name) == claim_of[rule]]

    assert {(short(quad.subject), short(quad.predicate), short(quad.object)) for quad in graph} == CLAIMS[rule]


@pytest.mark.parametrize("rule", EVIDENCE)
def test_each_claim_tells_its_spans_sentence_modality_and_speaker(
    rule: str, stated: list[Quad], claim_of: dict[str, str]
) -> None:
    spans, sentence, modality, basis, speaker = EVIDENCE[rule]
    about, claim = by_subject(stated), claim_of[rule]
    speech = about.get((claim, "ontology#statedIn"), [None])[0]

    assert sorted(about[claim, "ontology#span"]) == [f"{DOCUMENT}/span/{span}" for span in spans]
    assert about[claim, "ontology#fromSentence"] == [f"{DOCUMENT}/s/{sentence}"]
    assert about[claim, "ontology#modality"] == [f"scheme/modality/{modality}"]
    assert about[claim, "ontology#periodBasis"] == [f"scheme/period-basis/{basis}"]
    assert about.get((speech or "", "ontology#speakerText"), [None])[0] == speaker


def test_every_quote_equals_the_characters_of_the_article(stated: list[Quad], extraction: Extraction) -> None:
    about = by_subject(stated)
    exact = {iri: texts[0] for (iri, predicate), texts in about.items() if predicate.endswith("oa#exact")}

    places = {iri: iri.rpartition("/")[2].split("-") for iri in exact}

    assert exact == {iri: extraction.article.text[int(start) : int(end)] for iri, (start, end) in places.items()}


def test_an_entity_read_from_the_text_has_a_claim_at_its_first_mention(stated: list[Quad]) -> None:
    typing = [quad for quad in stated if short(quad.object) == "ontology#Laboratory"]
    about = by_subject(stated)

    assert [short(quad.subject) for quad in typing] == ["id/org/jinfeng-laboratory"]
    assert about[short(typing[0].graph_name), "ontology#span"] == [f"{DOCUMENT}/span/3968-3973"]
    assert about[short(typing[0].graph_name), "ontology#byRule"] == ["id/rule/entity.named/1"]


def test_labels_that_no_text_gives_stand_in_the_registry(stated: list[Quad]) -> None:
    registry = {
        (short(quad.subject), short(quad.object)) for quad in stated if short(quad.graph_name) == "graph/registry"
    }

    assert ("id/org/jinfeng-laboratory", "Jinfeng Laboratory") in registry
    assert ("id/org/jinfeng-laboratory", "重庆金凤实验室") in registry
    assert ("id/period/2023", "2023年") in registry
    assert ("id/indicator/high-tech-enterprise-count-growth", "id/indicator/high-tech-enterprise-count") in registry


def test_a_sentence_without_a_claim_is_not_quoted(extraction: Extraction) -> None:
    silent = Extraction(extraction.view, (), (), (), extraction.coverage)

    about = by_subject(quads.state([silent], iris=Iris(BASE)))

    assert not [key for key in about if key[1] == "ontology#text"]
    assert len([key for key in about if key[1] == "ontology#textSha256"]) == len(extraction.view.sentences)


def test_a_value_keeps_the_characters_of_the_article_where_the_view_folds_them(extraction: Extraction) -> None:
    article = replace(extraction.article, text="共7565家（次）。")
    view = View(article, "共7565家(次)。", (Sentence(1, Span(0, 10), "共7565家(次)。", 0),))
    claim = next(claim for claim in extraction.claims if claim.value is not None)
    value = claim.value
    assert value is not None
    read = replace(value.quantity, span=Span(1, 9), text="7565家(次)", unit_text="家(次)")
    said = replace(
        claim, spans=(Span(1, 9),), sentences=(1,), value=replace(value, quantity=read, printed="共7565家(次)")
    )

    about = by_subject(quads.state([Extraction(view, (), (), (said,), extraction.coverage)], iris=Iris(BASE)))

    texts = {predicate: found for (_, predicate), found in about.items() if predicate.endswith("Text")}
    assert texts == {"ontology#valueText": ["共7565家（次）"], "ontology#unitText": ["家（次）"]}


def test_another_base_gives_the_same_graph(extraction: Extraction) -> None:
    other = "http://localhost:8000/kg/"
    here = quads.state([extraction], iris=Iris(BASE), names=NAMES)
    there = quads.state([extraction], iris=Iris(other), names=NAMES)

    assert sorted(map(str, here)) == sorted(str(quad).replace(other, BASE) for quad in there)

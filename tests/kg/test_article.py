"""The bundled article, built as a user builds it: what must be in the graph and what must not."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg import articles, build, explanation
from kg import store as stores
from kg.graph.iris import Iris

BASE = "https://w3id.org/kechuang/"
DOCUMENT = f"{BASE}doc/27d5c3a31dac86a1"
IRIS = Iris(BASE)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("article")


@pytest.fixture(scope="module")
def built(data: Path) -> build.Built:
    return build.build(out=data)


@pytest.fixture(scope="module")
def default(built: build.Built) -> Store:
    store = Store()
    store.extend(built.graph.default)
    return store


def local(term: object) -> str:
    text = getattr(term, "value", "")
    return text.removeprefix(BASE).removeprefix("ontology#") if isinstance(term, NamedNode) else text


def claims(built: build.Built) -> dict[str, dict[str, list[str]]]:
    """Give what is said of each claim, and of the node it describes, by local names."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in built.graph.stated:
        if local(quad.subject).startswith("doc/27d5c3a31dac86a1/c/"):
            found[local(quad.subject)][local(quad.predicate)].append(local(quad.object))
        if local(quad.graph_name).startswith("doc/27d5c3a31dac86a1/c/"):
            found[local(quad.graph_name)]["> " + local(quad.predicate)].append(local(quad.object))
    return found


# The three statements of the data model's worked example: 7,565 enterprises, their growth, the target of 8,500, and
# whom the laboratory serves; each with what its claim says, the offsets of its evidence, and how it is put.
WORKED = {
    "serves": (
        {"> serves": ["id/highland/life-health"]},
        ["3968-3973", "3990-4004"],
        ("5f5ca9b6df74", "asserted", "none", "徐辉"),
    ),
    "count": (
        {
            "> http://www.w3.org/1999/02/22-rdf-syntax-ns#type": ["ObservedValue"],
            "> indicator": ["id/indicator/high-tech-enterprise-count"],
            "> about": ["id/place/chongqing"],
            "> period": ["id/period/2023"],
            "> value": ["7565"],
            "> lowerBound": ["7565"],
            "> upperBound": ["7565"],
            "> unit": ["http://qudt.org/vocab/unit/NUM"],
            "> comparator": ["scheme/comparator/exact"],
            "> valueText": ["7565家"],
            "> unitText": ["家"],
        },
        ["1096-1102", "1110-1119"],
        ("7c7afc106826", "asserted", "carried", None),
    ),
    "growth": (
        {
            "> http://www.w3.org/1999/02/22-rdf-syntax-ns#type": ["ObservedValue"],
            "> indicator": ["id/indicator/high-tech-enterprise-count-growth"],
            "> about": ["id/place/chongqing"],
            "> period": ["id/period/2023"],
            "> basePeriod": ["id/period/2022"],
            "> value": ["19.2"],
            "> unit": ["http://qudt.org/vocab/unit/PERCENT"],
            "> comparator": ["scheme/comparator/exact"],
            "> valueText": ["增长19.2%"],
        },
        ["1096-1102", "1127-1136"],
        ("7c7afc106826", "asserted", "carried", None),
    ),
    "target": (
        {
            "> http://www.w3.org/1999/02/22-rdf-syntax-ns#type": ["TargetValue"],
            "> indicator": ["id/indicator/high-tech-enterprise-count"],
            "> about": ["id/place/chongqing"],
            "> period": ["id/period/2024"],
            "> deadline": ["id/period/2024"],
            "> value": ["8500"],
            "> lowerBound": ["8500"],
            "> comparator": ["scheme/comparator/more-than"],
            "> valueText": ["超过8500家"],
        },
        ["2609-2616", "2617-2623", "2631-2640"],
        ("e23ec4e3fa4e", "planned", "explicit", "明炬"),
    ),
}


@pytest.mark.parametrize(("said", "spans", "put"), WORKED.values(), ids=WORKED)
def test_the_worked_example_is_read_by_the_rules(
    said: dict[str, list[str]], spans: list[str], put: tuple[str, str, str, str | None], built: build.Built
) -> None:
    sentence, modality, basis, speaker = put
    key = "> value" if "> value" in said else "> serves"
    found = claims(built)
    matching = [
        about
        for about in found.values()
        if about[key] == said[key] and f"doc/27d5c3a31dac86a1/s/{sentence}" in about["fromSentence"]
    ]
    voices = {
        local(quad.subject): local(quad.object) for quad in built.graph.stated if local(quad.predicate) == "speakerText"
    }

    assert len(matching) == 1
    about = matching[0]
    assert {name: about[name] for name in said} == said
    assert sorted(span.rpartition("/")[2] for span in about["span"]) == spans
    assert about["modality"] == [f"scheme/modality/{modality}"]
    assert about["periodBasis"] == [f"scheme/period-basis/{basis}"]
    assert [voices[speech] for speech in about["statedIn"]] == ([speaker] if speaker else [])


def test_nothing_is_withheld_and_nothing_violated(built: build.Built) -> None:
    assert [(each.fault.check, each.claim) for each in built.graph.withheld] == []
    assert built.graph.report.violations == ()


def test_everything_that_a_fact_points_to_is_described(default: Store) -> None:
    ours = (IRIS.term("supports"), IRIS.term("prov:wasInfluencedBy"))
    kind = IRIS.term("rdf:type")
    things = {
        quad.object
        for quad in default
        if isinstance(quad.object, NamedNode)
        and quad.object.value.startswith((BASE + "id/", BASE + "doc/"))
        and quad.predicate not in ours  # an evaluation's own node stands in its graph only
    }

    assert [thing for thing in sorted(things, key=str) if not list(default.quads_for_pattern(thing, kind, None))] == []


def test_every_named_thing_has_one_chinese_label(default: Store) -> None:
    labels: dict[str, list[str]] = defaultdict(list)
    for quad in default.quads_for_pattern(None, IRIS.term("skos:prefLabel"), None):
        if isinstance(quad.object, Literal) and quad.object.language == "zh":
            labels[local(quad.subject)].append(quad.object.value)

    assert {iri: names for iri, names in labels.items() if len(names) > 1} == {}


def test_the_default_graph_holds_no_suggestion(built: build.Built, default: Store) -> None:
    suggested = NamedNode(f"{BASE}scheme/modality/suggested")
    apart = {
        quad.subject
        for quad in built.graph.stated
        if quad.predicate == IRIS.term("modality") and quad.object == suggested
    }
    elsewhere = {quad.triple for quad in built.graph.stated if quad.graph_name not in apart}

    only_suggested = [
        quad.triple for quad in built.graph.stated if quad.graph_name in apart and quad.triple not in elsewhere
    ]

    assert only_suggested
    assert [
        triple
        for triple in only_suggested
        if Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()) in default
    ] == []


@pytest.mark.parametrize(
    ("slug", "codes"),
    [("chongqing", ["500000"]), ("yongchuan", ["500118"]), ("liangjiang-new-area", [])],
)
def test_codes_are_given_to_areas_and_to_no_zone(slug: str, codes: list[str], default: Store) -> None:
    place = NamedNode(f"{BASE}id/place/{slug}")

    assert [local(quad.object) for quad in default.quads_for_pattern(place, IRIS.term("adminCode"), None)] == codes


@pytest.mark.usefixtures("built")
def test_why_walks_from_a_programme_to_the_sentences(data: Path) -> None:
    store = stores.Store.open(data)

    (found,) = explanation.why(store, "病理表型组学计划", "有助于", "生命健康科创高地")

    texts = [witness.text for premise in found.premises for witness in premise.witnesses]
    assert found.rule.startswith("prp-spo2")
    assert any("病理表型组学计划" in text for text in texts)
    assert any("服务全市打造生命健康科创高地" in text for text in texts)


def test_the_inferred_year_of_the_article_is_marked(built: build.Built) -> None:
    about = {
        local(quad.predicate): local(quad.object) for quad in built.graph.stated if quad.subject == NamedNode(DOCUMENT)
    }

    assert about["issuedBasis"] == "scheme/period-basis/inferred"
    assert about["sha256"] == "27d5c3a31dac86a11049c7a3fbf871bf2fc670953df7905263026e4a52c93142"
    assert articles.bundled()[0].stem == "000_343fefd9135c7987"


def test_every_rule_that_read_something_is_told_in_words(built: build.Built) -> None:
    label = IRIS.term("rdfs:label")
    rules = {quad.subject: local(quad.object) for quad in built.graph.stated if quad.predicate == label}

    assert [str(iri) for iri, words in rules.items() if words and local(iri) == f"id/rule/{words}"] == []

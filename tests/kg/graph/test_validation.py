from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.graph import gate, inference, quads, terms, validation
from kg.graph.iris import Iris
from kg.graph.literals import literal
from kg.model import Claim, Extraction, Fact, Indicator, Ref, Span

BASE = "https://w3id.org/kechuang/"
IRIS = Iris(BASE)
LAB = f"{BASE}id/org/jin-feng-shi-yan-shi"
COUNT = f"{BASE}id/value/gao-xin-ji-shu-qi-ye-shu-liang.chong-qing-shi.2023.observed."
TARGET = f"{BASE}id/value/gao-xin-ji-shu-qi-ye-shu-liang.chong-qing-shi.2024.target."

Triples = list[Triple]


@pytest.fixture
def merged(extraction: Extraction) -> Triples:
    group, zone = Ref("group", "4大实验室"), Ref("place", "甲高新区")
    facts = (
        Fact(group, "statedCount", 1),
        Fact(group, "listingComplete", object=True),
        Fact(group, "member", Ref("org", "金凤实验室")),
        Fact(zone, "a", "Zone"),
        Fact(zone, "skos:prefLabel", "甲高新区"),
    )
    said = Claim("says/1", (Span(3968, 3973),), (101,), facts=facts)
    rank = Indicator("综合水平排名", "rank", of="甲榜")
    counted = next(claim.value for claim in extraction.claims if claim.value is not None)
    ranked = replace(counted, indicator=rank, quantity=replace(counted.quantity, unit="", unit_text="位"))
    more = Claim("ranks/1", (Span(1096, 1102),), (27,), value=ranked)
    whole = replace(extraction, claims=(*extraction.claims, said, more))
    stated = [*terms.load(iris=IRIS), *inference.describe(iris=IRIS), *quads.state([whole], iris=Iris(BASE))]
    # the label above is a plain string on purpose: mended here, so that the graph is whole
    return [_labelled(triple) for triple in gate.merge(stated, iris=IRIS)]


def _labelled(triple: Triple) -> Triple:
    if triple.object == Literal("甲高新区"):
        return Triple(triple.subject, triple.predicate, Literal("甲高新区", language="zh"))
    return triple


def check(merged: Triples, extraction: Extraction) -> validation.Report:
    texts = {IRIS.document(extraction.article).value: extraction.article.text}
    return validation.check(merged, inference.close(merged, iris=IRIS), iris=IRIS, texts=texts)


def start(triple: Triple, subject: str, predicate: str) -> bool:
    return str(triple.subject).startswith(f"<{subject}") and triple.predicate == IRIS.term(predicate)


def replaced(subject: str, predicate: str, value: NamedNode | Literal) -> Callable[[Triples], Triples]:
    def plant(merged: Triples) -> Triples:
        return [
            Triple(triple.subject, triple.predicate, value) if start(triple, subject, predicate) else triple
            for triple in merged
        ]

    return plant


def added(subject: str, predicate: str, value: NamedNode | Literal) -> Callable[[Triples], Triples]:
    def plant(merged: Triples) -> Triples:
        node = next(triple.subject for triple in merged if str(triple.subject).startswith(f"<{subject}"))
        return [*merged, Triple(node, IRIS.term(predicate), value)]

    return plant


def dropped(subject: str, predicate: str) -> Callable[[Triples], Triples]:
    return lambda merged: [triple for triple in merged if not start(triple, subject, predicate)]


SPAN = f"{BASE}doc/27d5c3a31dac86a1/span/3968-3973"
PLANTED = {
    "wrong domain": (added(f"{BASE}id/person/xu-hui", "develops", NamedNode(LAB)), "domain-develops"),
    "wrong range": (added(LAB, "locatedIn", NamedNode(f"{BASE}id/person/xu-hui")), "range-locatedIn"),
    "text where a thing is meant": (replaced(LAB, "serves", literal("生命健康")), "link-serves"),
    "comparator against bounds": (dropped(COUNT, "upperBound"), "ValueBounds"),
    "swapped bounds": (
        replaced(COUNT, "lowerBound", Literal("99999", datatype=IRIS.term("xsd:decimal"))),
        "IndicatorValue",
    ),
    "rank with a unit": (
        added(f"{BASE}id/value/zong-he-shui-ping-pai-ming", "unit", IRIS.term("unit:NUM")),
        "Rank",
    ),
    "miscounted group": (replaced(f"{BASE}id/group/", "statedCount", literal(4)), "GroupListing"),
    "missing label": (dropped(LAB, "skos:prefLabel"), "Named"),
    "code on a zone": (added(f"{BASE}id/place/jia-gao-xin-qu", "adminCode", literal("500157")), "Zone"),
    "quote of the wrong length": (replaced(SPAN, "oa:exact", Literal("金凤")), "SpanLength"),
    "quote of other words": (replaced(SPAN, "oa:exact", Literal("金凤试验室")), "Quotes"),
    "misspelt property": (added(LAB, "servs", NamedNode(f"{BASE}id/highland/x")), "Terms"),
    "person that is a laboratory": (
        added(f"{BASE}id/person/xu-hui", "rdf:type", IRIS.term("Laboratory")),
        "Consistency",
    ),
    "target said as a fact": (
        lambda merged: [
            Triple(triple.subject, triple.predicate, NamedNode(f"{BASE}scheme/modality/asserted"))
            if triple.object == NamedNode(f"{BASE}scheme/modality/planned")
            and triple.predicate == IRIS.term("modality")
            else triple
            for triple in merged
        ],
        "TargetValue",
    ),
    "day that does not exist": (
        replaced(f"{BASE}id/period/2023", "endDate", Literal("2023-02-30", datatype=IRIS.term("xsd:date"))),
        "Period",
    ),
    "claim without a sentence": (dropped(f"{BASE}doc/27d5c3a31dac86a1/c/", "fromSentence"), "Claim"),
}


def test_the_graph_conforms_and_every_shape_that_applies_is_counted(merged: Triples, extraction: Extraction) -> None:
    report = check(merged, extraction)

    looked = {each.name: each.looked for each in report.checks}
    assert [fault for fault in report.faults if not fault.warning] == []
    assert looked["IndicatorValue"] == 4
    assert looked["Quotes"] == looked["TextSpan"] > 10
    assert looked["Group"] == 1


@pytest.mark.parametrize(("plant", "shape"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_found_and_its_mend_told(
    plant: Callable[[Triples], Triples], shape: str, merged: Triples, extraction: Extraction
) -> None:
    report = check(plant(merged), extraction)

    found = [fault for fault in report.violations if fault.check == shape]
    assert found
    assert all(fault.message("zh") and fault.message("en").endswith((".", "。")) for fault in found)


def test_parts_above_the_total_are_a_warning_and_stop_nothing(merged: Triples, extraction: Extraction) -> None:
    total = next(triple.subject for triple in merged if start(triple, COUNT, "value"))
    part = NamedNode(f"{BASE}id/value/part")
    twice = [
        Triple(part, triple.predicate, literal(9000) if start(triple, COUNT, "value") else triple.object)
        for triple in merged
        if triple.subject == total
    ]
    bounds = [
        Triple(part, each.predicate, Literal("9000", datatype=IRIS.term("xsd:decimal")))
        if each.predicate in (IRIS.term("value"), IRIS.term("lowerBound"), IRIS.term("upperBound"))
        else each
        for each in twice
    ]

    report = check([*merged, *bounds, Triple(part, IRIS.term("componentOf"), total)], extraction)

    assert [fault.check for fault in report.faults if fault.warning] == ["Components"]
    assert report.conforms


def test_checking_takes_seconds(merged: Triples, extraction: Extraction) -> None:
    began = time.monotonic()

    check(merged, extraction)

    assert time.monotonic() - began < 10


def test_a_missing_text_is_told(merged: Triples) -> None:
    report = validation.check(merged, [], iris=IRIS, texts={})

    assert {fault.check for fault in report.violations} == {"Quotes"}
    assert "missing" in report.violations[0].message("en")

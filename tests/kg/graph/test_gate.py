from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Quad, Store

from kg.graph import gate, quads
from kg.graph.iris import Iris
from kg.model import Claim, Extraction, Fact, Modality, Ref, Span, Text

BASE = "https://w3id.org/kechuang/"
LAB, AIM = Ref("org", "金凤实验室"), Ref("goal", "建成策源地")


def claim(modality: Modality, *facts: Fact, supports: Ref | None = None) -> Claim:
    return Claim("says/1", (Span(3968, 3973),), (101,), facts=facts, modality=modality, supports=supports)


def merged(extraction: Extraction, *claims: Claim) -> set[tuple[str, str]]:
    iris = Iris(BASE)
    stated = quads.state([replace(extraction, claims=claims)], iris=iris)
    return {
        (triple.predicate.value.rpartition("#")[2], getattr(triple.object, "value", "").rpartition("/")[2])
        for triple in gate.merge(stated, iris=iris)
        if triple.subject in (iris.thing(LAB), iris.thing(AIM))
    }


@pytest.mark.parametrize(
    ("modality", "admitted"),
    [
        (Modality.ASSERTED, True),
        (Modality.SUGGESTED, False),
        (Modality.EVALUATED, False),
        (Modality.PLANNED, False),
        (Modality.FORECAST, False),
    ],
    ids=str,
)
def test_only_what_is_asserted_is_a_bare_fact(modality: Modality, admitted: bool, extraction: Extraction) -> None:
    found = merged(extraction, claim(modality, Fact(LAB, "develops", Ref("product", "甲"))))

    assert (("develops", "jia") in found) is admitted


def test_a_plan_describes_its_goal_and_nothing_else(extraction: Extraction) -> None:
    facts = (
        Fact(AIM, "a", "Goal"),
        Fact(AIM, "skos:prefLabel", Text("建成策源地")),
        Fact(LAB, "hasGoal", AIM),
        Fact(LAB, "develops", Ref("product", "甲")),
    )

    found = merged(extraction, claim(Modality.PLANNED, *facts, supports=AIM))

    assert ("hasGoal", "jian-cheng-ce-yuan-di") in found
    assert ("prefLabel", "建成策源地") in found
    assert ("develops", "jia") not in found


def test_what_is_suggested_stays_in_its_own_graph(extraction: Extraction) -> None:
    said = claim(Modality.SUGGESTED, Fact(LAB, "develops", Ref("product", "甲")))
    stated = quads.state([replace(extraction, claims=(said,))], iris=Iris(BASE))

    assert [quad for quad in stated if quad.predicate.value.endswith("#develops")]


def test_a_triple_stated_twice_counts_once(extraction: Extraction) -> None:
    iris, fact = Iris(BASE), Fact(LAB, "serves", Ref("highland", "甲高地"))
    first = Claim("says/1", (Span(3968, 3973),), (101,), facts=(fact,))
    second = Claim("says-too/1", (Span(3968, 3973),), (101,), facts=(fact,))
    stated = quads.state([replace(extraction, claims=(first, second))], iris=iris)
    store = Store()
    store.extend([*stated, *(Quad(*triple) for triple in gate.merge(stated, iris=iris))])

    default = list(store.quads_for_pattern(None, iris.term("serves"), None, None))
    witnesses = [quad for quad in default if "/c/" in str(quad.graph_name)]

    assert len(witnesses) == 2
    assert len(default) - len(witnesses) == 1

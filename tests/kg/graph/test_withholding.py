from __future__ import annotations

from dataclasses import replace

import pytest

from kg import build
from kg.graph import quads
from kg.graph.iris import Iris
from kg.graph.slugs import Slugs
from kg.model import Claim, Entity, Extraction, Fact, Indicator, Mention, Modality, Name, Ref, Span

BASE = "https://w3id.org/kechuang/"
LAB, XU_HUI, AIM = Ref("org", "金凤实验室"), Ref("person", "徐辉"), Ref("goal", "建成策源地")
RECOGNITION = Ref("recognition", parts=(LAB,))
GOOD = Claim("good/1", (Span(3968, 3973),), (101,), facts=(Fact(LAB, "develops", Ref("product", "甲")),))


def bad(*facts: Fact, modality: Modality = Modality.ASSERTED) -> Claim:
    return Claim("bad/1", (Span(3990, 4004),), (101,), facts=facts, modality=modality)


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        (bad(Fact(XU_HUI, "develops", Ref("product", "乙"))), "domain-develops"),
        (bad(Fact(LAB, "locatedIn", XU_HUI)), "range-locatedIn"),
        (bad(Fact(RECOGNITION, "recipient", LAB)), "RecognitionOf"),
        (bad(Fact(LAB, "develops", Ref("product", "乙")), modality=Modality.PLANNED), "ClaimGate"),
    ],
    ids=["domain", "range", "n-ary fact", "claim"],
)
def test_a_claim_that_breaks_a_shape_is_withheld_and_the_others_stay(
    claim: Claim, check: str, extraction: Extraction
) -> None:
    made = build.graph([replace(extraction, claims=(*extraction.claims, GOOD, claim))], iris=Iris(BASE), strict=False)
    rules = [str(quad.object) for quad in made.stated if str(quad.predicate).endswith("#byRule>")]

    assert [each.fault.check for each in made.withheld] == [check]
    assert made.report.conforms
    assert [rule for rule in rules if "/bad/" in rule] == []
    assert [rule for rule in rules if "/good/" in rule] == [f"<{BASE}id/rule/good/1>"]


def test_strictly_nothing_is_withheld_and_the_fault_is_reported(extraction: Extraction) -> None:
    claim = bad(Fact(LAB, "locatedIn", XU_HUI))

    made = build.graph([replace(extraction, claims=(claim,))], iris=Iris(BASE), strict=True)

    assert (len(made.withheld), made.report.conforms) == (0, False)


def test_a_goal_is_introduced_by_each_claim_that_speaks_of_it(extraction: Extraction) -> None:
    said = bad(Fact(LAB, "hasGoal", AIM), modality=Modality.SUGGESTED)
    stated = quads.state([replace(extraction, claims=(said,))], iris=Iris(BASE))

    about = {str(quad.graph_name).split("/")[-2] for quad in stated if "/id/goal/" in str(quad.subject)}

    assert about == {"c"}


def test_an_alias_has_a_claim_where_it_is_first_printed(extraction: Extraction) -> None:
    mentions = (
        Mention(Span(3955, 3960), "金凤实验室", LAB, "entity.named/1"),
        Mention(Span(3953, 3960), "重庆金凤实验室", LAB, "entity.named/1"),
        Mention(Span(3968, 3970), "金凤", LAB, "entity.listed/1"),
    )
    entity = Entity(LAB, "Laboratory", "金凤实验室", aliases=("重庆金凤实验室",), mentions=mentions)

    stated = quads.state([replace(extraction, entities=(entity,), claims=())], iris=Iris(BASE))

    aliases = [getattr(quad.object, "value", "") for quad in stated if str(quad.predicate).endswith("altLabel>")]
    assert aliases == ["重庆金凤实验室"]


def test_a_retired_iri_leads_to_the_one_that_replaced_it(extraction: Extraction) -> None:
    slugs = Slugs([Name("org", "金凤实验室", "jinfeng-laboratory")], ledger=[("org", "金凤实验室", "jin-feng")])

    stated = quads.state([extraction], iris=Iris(BASE, slugs=slugs))

    replaced = [
        (str(quad.subject), str(quad.object)) for quad in stated if str(quad.predicate).endswith("isReplacedBy>")
    ]
    assert replaced == [(f"<{BASE}id/org/jin-feng>", f"<{BASE}id/org/jinfeng-laboratory>")]


def test_a_growth_of_nothing_named_is_a_plain_indicator_and_stays(extraction: Extraction) -> None:
    claim = next(claim for claim in extraction.claims if claim.rule == "respectively-growth/1")
    value = claim.value
    assert value is not None
    vague = replace(claim, value=replace(value, indicator=Indicator("增速", "growth")))

    made = build.graph([replace(extraction, claims=(vague,))], iris=Iris(BASE), strict=False)

    types = [str(quad.object) for quad in made.stated if str(quad.subject).endswith("/indicator/zeng-su>")]
    assert made.withheld == ()
    assert f"<{BASE}ontology#Indicator>" in types

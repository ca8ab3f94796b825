"""A made-up newsroom: two short articles that use the whole vocabulary, and contradict each other once.

It is stated by the real builder, so what the questions meet here has the form of what they meet in a build.
"""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from pyoxigraph import Quad

from kg.graph import gate, inference, terms
from kg.graph.iris import Iris
from kg.graph.quads import state
from kg.model import (
    Account,
    Accounted,
    Article,
    BlockKind,
    Claim,
    Concept,
    Coverage,
    Doubt,
    Entity,
    Extraction,
    Fact,
    Indicator,
    Mention,
    Metadata,
    Modality,
    Period,
    PeriodBasis,
    Quantity,
    Ref,
    Sentence,
    Span,
    Speech,
    Text,
    Value,
    ValueKind,
    View,
)
from kg.store import Store
from ontology import DEFAULT_BASE

CITY, ZONE, DISTRICT, NATION = (Ref("place", name) for name in ("南江市", "南江高新区", "北川区", "全国"))
LAB, FIRM, BUREAU = (Ref("org", name) for name in ("南江实验室", "北川材料有限公司", "市科技局"))
ANNE, BEN = Ref("person", "安宁"), Ref("person", "白杨")
HIGHLAND, STRATEGY, SYSTEM = Ref("highland", "海洋高地"), Ref("strategy", "“416”布局"), Ref("strategy", "“33618”体系")
PLAN, REFORM = Ref("programme", "海图计划"), Ref("programme", "倍增行动计划")
FIELD, INDUSTRY, CLUSTER = Ref("field", "海洋工程"), Ref("industry", "海洋装备"), Ref("cluster", "海洋装备产业集群")
PROBE, FILM, LINER = Ref("product", "深海探头"), Ref("product", "透明薄膜"), Ref("product", "客机")
SONAR, STANDARD, RANKING = Ref("technology", "声呐阵列"), Ref("standard", "海图分级"), Ref("ranking", "科研城市榜")
HONOUR, EVENT, HALL = Ref("honour", "小巨人名录"), Ref("event", "海洋记者会"), Ref("facility", "会堂")
GOAL, PART, MEASURE = Ref("goal", "建成海洋策源地"), Ref("goal", "技术进港"), Ref("measure", "揭榜攻关")
GROUP = Ref("group", "2大实验室")
TYPES = {
    LAB: "Laboratory",
    FIRM: "Enterprise",
    BUREAU: "PublicBody",
    CITY: "AdministrativeArea",
    DISTRICT: "District",
    ZONE: "Zone",
    NATION: "Region",
    PLAN: "ResearchProgramme",
    REFORM: "ActionPlan",
}
DIRECTOR = Ref("role", "局长")
FIRMS = Indicator("企业数量", "stock")
GROWTH = Indicator("企业数量增速", "growth", of="企业数量")
SHARE = Indicator("博士占比", "share", of="人员数量")
STAFF, PHDS = Indicator("人员数量", "stock"), Indicator("博士数量", "stock")
RANK = Indicator("科研城市名次", "rank", of="科研城市榜")
WAIT = Indicator("等待时间", "duration")


def year(number: int, basis: PeriodBasis = PeriodBasis.EXPLICIT) -> Period:
    return Period(str(number), date(number, 1, 1), date(number, 12, 31), basis)


def node(kind: str, *parts: Ref | str) -> Ref:
    return Ref(kind, parts=parts)


TENURE = node("tenure", ANNE, BUREAU, DIRECTOR)
AWARD = node("recognition", FIRM, HONOUR)
FIRST = node("distinction", PROBE, "first", NATION)
SUPPLY = node("supply", FIRM, FILM, LINER)
TEAM = node("collaboration", FIRM, LAB)

# What a rule reads from a sentence: (rule, words, facts or value, further fields of the claim).
Reading = tuple[str, str, Any, dict[str, Any]]


def number(text: str, value: str, unit: str = "NUM", unit_text: str = "家", **rest: Any) -> dict[str, Any]:
    return {"text": text, "value": value, "unit": unit, "unit_text": unit_text, **rest}


PLANNED, SUGGESTED, EVALUATED = Modality.PLANNED, Modality.SUGGESTED, Modality.EVALUATED
FIRST_ARTICLE: tuple[tuple[str, str, list[Reading]], ...] = (
    (
        "安宁",
        "市科技局局长安宁介绍，位于南江高新区的南江实验室服务海洋高地。",
        [
            ("serves/1", "南江实验室服务海洋高地", [(LAB, "serves", HIGHLAND)], {}),
            ("located/1", "位于南江高新区的南江实验室", [(LAB, "locatedIn", ZONE), (ZONE, "locatedIn", CITY)], {}),
            (
                "post/1",
                "市科技局局长安宁",
                [
                    (TENURE, "org:member", ANNE),
                    (TENURE, "org:organization", BUREAU),
                    (TENURE, "org:role", DIRECTOR),
                    (TENURE, "atPeriod", Ref("period", "2024")),
                ],
                {"supports": TENURE},
            ),
        ],
    ),
    (
        "",
        "南江市构建“416”布局，海洋高地是其中之一，聚焦海洋工程，“33618”体系培育海洋装备产业集群。",
        [
            ("part/1", "海洋高地是其中之一", [(HIGHLAND, "partOf", STRATEGY), (HIGHLAND, "position", 1)], {}),
            ("focus/1", "聚焦海洋工程", [(STRATEGY, "focusesOn", FIELD), (STRATEGY, "implementedBy", CITY)], {}),
            ("system/1", "“33618”体系培育海洋装备产业集群", [(SYSTEM, "focusesOn", INDUSTRY)], {}),
            (
                "cultivate/1",
                "培育海洋装备产业集群",
                [(CITY, "cultivates", CLUSTER), (CLUSTER, "inIndustry", INDUSTRY)],
                {},
            ),
        ],
    ),
    (
        "",
        "南江实验室实施海图计划，研发深海探头，采用声呐阵列，替代透明薄膜，为全国首个，与北川材料有限公司联合攻关。",
        [
            ("run/1", "南江实验室实施海图计划", [(PLAN, "implementedBy", LAB), (PLAN, "administeredBy", BUREAU)], {}),
            ("develop/1", "研发深海探头", [(LAB, "develops", PROBE), (PROBE, "usesTechnology", SONAR)], {}),
            ("replace/1", "替代透明薄膜", [(PROBE, "replaces", FILM), (PROBE, "inField", FIELD)], {}),
            (
                "first/1",
                "为全国首个",
                [
                    (FIRST, "distinguishes", PROBE),
                    (FIRST, "distinctionKind", Concept("distinction-kind", "first")),
                    (FIRST, "withinScope", NATION),
                ],
                {"supports": FIRST},
            ),
            (
                "team/1",
                "与北川材料有限公司联合攻关",
                [
                    (TEAM, "collaborator", FIRM),
                    (TEAM, "collaborator", LAB),
                    (TEAM, "collaborationForm", "联合攻关"),
                ],
                {"supports": TEAM},
            ),
            ("invite/1", "南江实验室", [(LAB, "invited", BEN), (STANDARD, "proposedBy", LAB)], {}),
        ],
    ),
    (
        "",
        "北川材料有限公司成立于2014年，向客机独家供应透明薄膜，入选第3批小巨人名录，用于海洋装备。",
        [
            (
                "found/1",
                "成立于2014年",
                [(FIRM, "foundedIn", Ref("period", "2014")), (FIRM, "locatedIn", DISTRICT)],
                {},
            ),
            (
                "supply/1",
                "向客机独家供应透明薄膜",
                [
                    (SUPPLY, "supplier", FIRM),
                    (SUPPLY, "suppliedItem", FILM),
                    (SUPPLY, "suppliedTo", LINER),
                    (SUPPLY, "soleSupplier", True),
                    (FIRM, "produces", FILM),
                ],
                {"supports": SUPPLY},
            ),
            (
                "award/1",
                "入选第3批小巨人名录",
                [
                    (AWARD, "recipient", FIRM),
                    (AWARD, "honour", HONOUR),
                    (AWARD, "grantedBy", BUREAU),
                    (AWARD, "batch", 3),
                    (AWARD, "atPeriod", Ref("period", "2023")),
                ],
                {"supports": AWARD},
            ),
            ("use/1", "用于海洋装备", [(FILM, "appliedIn", INDUSTRY), (CITY, "publishes", RANKING)], {}),
        ],
    ),
    (
        "",
        "海洋记者会在会堂举行，主题为向海而兴，南江市主办，2大实验室参加。",
        [
            (
                "event/1",
                "海洋记者会在会堂举行",
                [
                    (EVENT, "venue", HALL),
                    (EVENT, "theme", Text("向海而兴")),
                    (EVENT, "organiser", CITY),
                    (EVENT, "participant", ANNE),
                    (EVENT, "atPeriod", Ref("period", "2024-01-22")),
                    (EVENT, "subEventOf", Ref("event", "海洋大会")),
                ],
                {},
            ),
            (
                "group/1",
                "2大实验室",
                [
                    (GROUP, "statedCount", 2),
                    (GROUP, "listingComplete", False),
                    (GROUP, "member", LAB),
                    (CITY, "builds", LAB),
                ],
                {},
            ),
        ],
    ),
    (
        "",
        "2023年南江市企业数量达到1200家，增长20%，居全国第8位，人员中博士30人、共40人，占比超过70%。",
        [
            ("count/1", "企业数量达到1200家", (FIRMS, CITY, 2023, number("1200家", "1200", precision="1")), {}),
            ("grow/1", "增长20%", (GROWTH, CITY, 2023, number("20%", "20", "PERCENT", "%")), {}),
            ("rank/1", "居全国第8位", (RANK, CITY, 2023, number("第8位", "8", "", "位")), {}),
            ("staff/1", "共40人", (STAFF, LAB, 2023, number("40人", "40", unit_text="人")), {}),
            ("phd/1", "博士30人", (PHDS, LAB, 2023, number("30人", "30", unit_text="人", whole="40人")), {}),
            (
                "share/1",
                "占比超过70%",
                (SHARE, LAB, 2023, number("超过70%", "70", "PERCENT", "%", comparator="more-than")),
                {"period_basis": PeriodBasis.CARRIED},
            ),
        ],
    ),
    (
        "安宁",
        "安宁表示，到2025年建成海洋策源地，技术进港，企业数量超过1500家，等待时间由40分钟缩短到5分钟，实施揭榜攻关。",
        [
            (
                "goal/1",
                "到2025年建成海洋策源地",
                [(CITY, "hasGoal", GOAL), (GOAL, "deadline", Ref("period", "2025"))],
                {"modality": PLANNED, "supports": GOAL},
            ),
            (
                "subgoal/1",
                "技术进港",
                [(PART, "partOf", GOAL), (CITY, "hasGoal", PART), (PART, "position", 1)],
                {"modality": PLANNED, "supports": PART},
            ),
            (
                "target/1",
                "企业数量超过1500家",
                (FIRMS, CITY, 2025, number("超过1500家", "1500", comparator="more-than", kind="target")),
                {"modality": PLANNED},
            ),
            ("wait/1", "40分钟", (WAIT, PROBE, 2023, number("40分钟", "40", "MIN", "分钟")), {}),
            (
                "cut/1",
                "缩短到5分钟",
                (WAIT, PROBE, 2025, number("5分钟", "5", "MIN", "分钟", kind="target", before="40分钟")),
                {"modality": PLANNED},
            ),
            (
                "measure/1",
                "实施揭榜攻关",
                [(MEASURE, "implementedBy", CITY), (MEASURE, "partOf", REFORM), (MEASURE, "position", 2)],
                {"modality": PLANNED, "supports": MEASURE},
            ),
        ],
    ),
    (
        "白杨",
        "白杨建议，南江市聚焦海洋装备，南江实验室是城市名片。",
        [
            ("suggest/1", "南江市聚焦海洋装备", [(CITY, "focusesOn", INDUSTRY)], {"modality": SUGGESTED}),
            ("praise/1", "南江实验室是城市名片", [(LAB, "serves", STRATEGY)], {"modality": EVALUATED}),
        ],
    ),
)
SECOND_ARTICLE: tuple[tuple[str, str, list[Reading]], ...] = (
    (
        "",
        "2023年南江市企业数量达到1300家，增长20%。",
        [
            ("count/1", "企业数量达到1300家", (FIRMS, CITY, 2023, number("1300家", "1300", precision="1")), {}),
            ("grow/1", "增长20%", (GROWTH, CITY, 2023, number("20%", "20", "PERCENT", "%")), {}),
        ],
    ),
)


def _span(text: str, words: str, start: int) -> Span:
    found = text.index(words, start)
    return Span(found, found + len(words))


def _quantity(text: str, start: int, said: dict[str, Any]) -> Quantity:
    value = Decimal(said["value"])
    comparator = said.get("comparator", "exact")
    return Quantity(
        span=_span(text, said["text"], start),
        text=said["text"],
        value=value,
        lower=value,
        upper=value if comparator == "exact" else None,
        unit=said["unit"],
        unit_text=said["unit_text"],
        comparator=comparator,
        precision=Decimal(said["precision"]) if "precision" in said else None,
    )


def _value(text: str, start: int, said: tuple[Indicator, Ref, int, dict[str, Any]]) -> Value:
    indicator, about, when, amount = said
    return Value(
        quantity=_quantity(text, start, amount),
        indicator=indicator,
        about=about,
        kind=ValueKind(amount.get("kind", "observed")),
        period=year(when),
        base_period=year(when - 1) if indicator.measure_type == "growth" else None,
        scope=NATION if indicator.measure_type == "rank" else None,
        deadline=year(when) if amount.get("kind") == "target" else None,
        component_of=_span(text, amount["whole"], start) if "whole" in amount else None,
        baseline=_span(text, amount["before"], start) if "before" in amount else None,
    )


def _claim(text: str, start: int, ordinal: int, voice: str, reading: Reading) -> Claim:
    rule, words, said, more = reading
    fields: dict[str, Any] = {"spans": (_span(text, words, start),), "sentences": (ordinal,), **more}
    if voice:
        person = ANNE if voice == ANNE.name else BEN
        span = _span(text, voice, start)
        asked = Span(0, text.index("？") + 1)
        fields["speech"] = Speech(span, person, voice, "介绍", direct=True, event=EVENT, responds_to=asked)
    if isinstance(said, tuple):
        return Claim(rule, value=_value(text, start, said), **fields)
    return Claim(rule, facts=tuple(Fact(*fact) for fact in said), **fields)


def _entities(text: str, claims: list[Claim]) -> tuple[Entity, ...]:
    refs = dict.fromkeys(
        ref
        for claim in claims
        for fact in claim.facts
        for ref in (fact.subject, fact.object)
        if isinstance(ref, Ref) and ref.name and ref.kind != "period" and ref.name in text
    )
    return tuple(
        Entity(
            ref,
            TYPES.get(ref, ref.kind.capitalize() if ref.kind not in ("org", "place") else "Organization"),
            ref.name,
            mentions=(Mention(_span(text, ref.name, 0), ref.name, ref, "entity.named/1"),),
        )
        for ref in refs
    )


def extraction(title: str, said: tuple[tuple[str, str, list[Reading]], ...]) -> Extraction:
    """Read one of the two articles as the rules would."""
    opening = "记者：南江如何向海？"
    text = opening + "\n" + "\n".join(words for _, words, _ in said)
    article = Article(
        text, hashlib.sha256(text.encode()).hexdigest(), Metadata(title, "南江日报", issued=date(2024, 1, 23))
    )
    sentences = [Sentence(1, Span(0, len(opening)), opening, 0, BlockKind.QUESTION)]
    claims: list[Claim] = []
    for ordinal, (voice, words, readings) in enumerate(said, start=2):
        start = text.index(words)
        sentences.append(Sentence(ordinal, Span(start, start + len(words)), words, ordinal))
        claims += [_claim(text, start, ordinal, voice, reading) for reading in readings]
    coverage = Coverage(
        accounted=(Accounted(_span(text, "2023", 0), "2023", Account.TIME, "年份"),),
        sentences=tuple(
            (sentence.ordinal, "used" if sentence.ordinal > 1 else "boilerplate") for sentence in sentences
        ),
        doubts=(Doubt("one-character-off", (_span(text, "南江市", 0),), "南江与北川一字之差"),),
    )
    view = View(article, text, tuple(sentences))
    return Extraction(view, _entities(text, claims), (), tuple(claims), coverage)


def quads() -> list[Quad]:
    """State both articles, merge them through the truth gate and infer."""
    readings = [extraction("南江向海而兴", FIRST_ARTICLE), extraction("南江再报数字", SECOND_ARTICLE)]
    iris = Iris(DEFAULT_BASE)
    stated = [*terms.load(iris=iris), *inference.describe(iris=iris), *state(readings, iris=iris)]
    merged = gate.merge(stated, iris=iris)
    inferred = inference.close(merged, iris=iris)
    default = dict.fromkeys([*merged, *(quad.triple for quad in inferred)])
    return [*stated, *inferred, *(Quad(each.subject, each.predicate, each.object) for each in default)]


def store() -> Store:
    """Hold the newsroom in memory."""
    return Store.of(quads())

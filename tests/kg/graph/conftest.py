"""The worked example of the data model, made by hand: what the rules are to read from the article."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import pytest

from kg import articles
from kg.model import (
    Article,
    Claim,
    Coverage,
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
    Value,
    ValueKind,
    View,
)

CHONGQING = Ref("place", "重庆市")
LAB = Ref("org", "金凤实验室")
HIGHLAND = Ref("highland", "生命健康科创高地")
XU_HUI, MING_JU = Ref("person", "徐辉"), Ref("person", "明炬")
COUNT = Indicator("高新技术企业数量", "stock")
GROWTH = Indicator("高新技术企业数量同比增速", "growth", of="高新技术企业数量")
Y2022, Y2023, Y2024 = (Period(str(year), date(year, 1, 1), date(year, 12, 31)) for year in (2022, 2023, 2024))


def bundled_article() -> Article:
    received = articles.bundled()[0].read_bytes()
    metadata = Metadata(title="提升科技创新能级 加速引领现代化产业体系建设", issued=date(2024, 1, 23), home="重庆")
    return Article(received.decode(), hashlib.sha256(received).hexdigest(), metadata, "seed")


def quantity(span: Span, text: str, number: str, **rest: object) -> Quantity:
    value = Decimal(number)
    fields = {"value": value, "lower": value, "upper": value, "unit": "NUM", "unit_text": "家", "comparator": "exact"}
    return Quantity(span=span, text=text, **{**fields, **rest})  # type: ignore[arg-type]


def sentences(text: str) -> tuple[Sentence, ...]:
    places = {27: (1032, 1143), 62: (2555, 2645), 101: (3947, 4034)}
    return tuple(Sentence(number, Span(*place), text[slice(*place)], block=0) for number, place in places.items())


def entities(article: Article) -> tuple[Entity, ...]:
    named = {
        LAB: ("Laboratory", (3968, 3973)),
        HIGHLAND: ("Highland", (3996, 4004)),
        XU_HUI: ("Person", (3963, 3965)),
        MING_JU: ("Person", (2570, 2572)),
        CHONGQING: ("AdministrativeArea", (2575, 2577)),
    }
    return tuple(
        Entity(
            ref,
            type_,
            ref.name,
            aliases=(article.text[slice(*place)],),
            mentions=(Mention(Span(*place), article.text[slice(*place)], ref, "entity.named/1"),),
        )
        for ref, (type_, place) in named.items()
    )


def claims() -> tuple[Claim, ...]:
    xu_hui = Speech(Span(3963, 3967), XU_HUI, "徐辉", "介绍", direct=False)
    ming_ju = Speech(Span(2570, 2574), MING_JU, "明炬", "表示", direct=False)
    high_tech, first, growth = Span(1096, 1102), Span(1114, 1119), Span(1131, 1136)
    counted = Value(quantity(first, "7565家", "7565"), COUNT, CHONGQING, ValueKind.OBSERVED, Y2023)
    percent = quantity(growth, "19.2%", "19.20", unit="PERCENT", unit_text="%")
    grown = Value(percent, GROWTH, CHONGQING, ValueKind.OBSERVED, Y2023, base_period=Y2022)
    more = quantity(Span(2635, 2640), "8500家", "8500", upper=None, comparator="more-than")
    target = Value(more, COUNT, CHONGQING, ValueKind.TARGET, Y2024, deadline=Y2024)
    carried, explicit = PeriodBasis.CARRIED, PeriodBasis.EXPLICIT
    return (
        Claim(
            "serves-highland/1",
            (Span(3968, 3973), Span(3990, 4004)),
            (101,),
            facts=(Fact(LAB, "serves", HIGHLAND),),
            speech=xu_hui,
        ),
        Claim("respectively-count/1", (high_tech, Span(1110, 1119)), (27,), value=counted, period_basis=carried),
        Claim("respectively-growth/1", (high_tech, Span(1127, 1136)), (27,), value=grown, period_basis=carried),
        Claim(
            "target-by/1",
            (Span(2609, 2616), Span(2617, 2623), Span(2631, 2640)),
            (62,),
            value=target,
            modality=Modality.PLANNED,
            period_basis=explicit,
            speech=ming_ju,
        ),
    )


@pytest.fixture
def extraction() -> Extraction:
    article = bundled_article()
    view = View(article, article.text, sentences(article.text))
    return Extraction(view, entities(article), (), claims(), Coverage())

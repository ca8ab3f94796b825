from __future__ import annotations

import hashlib

import pytest
from pyoxigraph import Literal, NamedNode

from kg import build, explanation
from kg.errors import QueryError
from kg.explanation import Explanation, resolution
from kg.graph.iris import Iris
from kg.model import (
    Article,
    Claim,
    Coverage,
    Entity,
    Extraction,
    Fact,
    Mention,
    Modality,
    Ref,
    Sentence,
    Span,
    Speech,
    View,
)
from kg.store import Store

BASE = "https://example.org/kg/"
TEXT = "局长王岚说，甲实验室服务乙高地。建议甲实验室研发丙。"
LAB, HIGHLAND, PLAN = Ref("org", "甲实验室"), Ref("highland", "乙高地"), Ref("strategy", "丁布局")
TENURE = Ref("tenure", parts=(Ref("person", "王岚"), Ref("org", "科技局"), Ref("role", "局长")))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def entity(ref: Ref, type_: str) -> Entity:
    return Entity(ref, type_, ref.name, mentions=(Mention(span(ref.name), ref.name, ref, "entity.named/1"),))


@pytest.fixture(scope="module")
def store() -> Store:
    article = Article(TEXT, hashlib.sha256(TEXT.encode()).hexdigest())
    sentences = (Sentence(1, Span(0, 16), TEXT[:16], 0), Sentence(2, Span(16, len(TEXT)), TEXT[16:], 0))
    speech = Speech(span("王岚说"), Ref("person", "王岚"), "王岚", "说", direct=False)
    claims = (
        Claim(
            "serves/1", (span("甲实验室"), span("服务乙高地")), (1,), (Fact(LAB, "serves", HIGHLAND),), speech=speech
        ),
        Claim("part/1", (span("乙高地"),), (1,), (Fact(HIGHLAND, "partOf", PLAN),)),
        Claim(
            "advice/1",
            (span("研发丙"),),
            (2,),
            (Fact(LAB, "develops", Ref("product", "丙")),),
            modality=Modality.SUGGESTED,
        ),
        Claim(
            "tenure/1",
            (span("局长王岚"),),
            (1,),
            (
                Fact(TENURE, "org:member", Ref("person", "王岚")),
                Fact(TENURE, "org:organization", Ref("org", "科技局")),
                Fact(TENURE, "org:role", Ref("role", "局长")),
            ),
            supports=TENURE,
        ),
    )
    entities = (entity(LAB, "Laboratory"), entity(HIGHLAND, "Highland"), entity(Ref("person", "王岚"), "Person"))
    extraction = Extraction(View(article, TEXT, sentences), entities, (), claims, Coverage())
    made = build.graph([extraction], iris=Iris(BASE))
    return Store.of([*made.stated, *made.inferred, *made.default], base=BASE)


def leaves(of: Explanation) -> list[Explanation]:
    return [leaf for premise in of.premises for leaf in leaves(premise)] if of.premises else [of]


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        ("甲实验室", "服务", "乙高地"),
        ("甲实验室", "serves", "乙高地"),
        ("kcid:org/jia-shi-yan-shi", "kc:serves", "kcid:highland/yi-gao-di"),
        (f"<{BASE}id/org/jia-shi-yan-shi>", f"{BASE}ontology#serves", "乙高地"),
    ],
    ids=["labels", "local name", "prefixed", "iris"],
)
def test_a_statement_is_explained_by_its_sentence(subject: str, predicate: str, object_: str, store: Store) -> None:
    (found,) = explanation.why(store, subject, predicate, object_)
    (witness,) = found.witnesses

    assert witness.text == "局长王岚说，甲实验室服务乙高地。"
    assert [quote for _, _, quote in witness.quotes] == ["甲实验室", "服务乙高地"]
    assert all(TEXT[start:end] == quote for start, end, quote in witness.quotes)
    assert (witness.speaker, witness.verb, witness.rule, witness.modality) == ("王岚", "说", "serves/1", "asserted")


@pytest.mark.parametrize(
    ("predicate", "object_", "rule", "sources"),
    [
        ("contributesTo", "乙高地", "prp-spo1", ["serves/1"]),
        ("serves", "丁布局", "prp-spo2", ["serves/1", "part/1"]),
        ("a", "kc:Organization", "cax-sco", ["entity.named/1"]),
        ("contributesTo", "丁布局", "prp-spo1", ["serves/1", "part/1"]),
    ],
    ids=["super-property", "chain", "class of a class", "two steps"],
)
def test_an_inferred_statement_is_walked_back_to_sentences(
    predicate: str, object_: str, rule: str, sources: list[str], store: Store
) -> None:
    (found,) = explanation.why(store, "甲实验室", predicate, object_)

    assert found.rule.startswith(rule)
    assert [leaf.witnesses[0].rule for leaf in leaves(found)] == sources


def test_a_suggestion_is_explained_as_one(store: Store) -> None:
    (found,) = explanation.why(store, "甲实验室", "develops", "丙")

    assert [witness.modality for witness in found.witnesses] == ["suggested"]


@pytest.mark.parametrize(
    ("predicate", "object_"),
    [("局长", "科技局"), ("holdsPost", "科技局局长"), ("holdsPost", "局长")],
    ids=["what it joins", "as extract prints it", "the post alone"],
)
def test_an_n_ary_fact_is_found_by_what_it_links(predicate: str, object_: str, store: Store) -> None:
    found = explanation.why(store, "王岚", predicate, object_)

    assert {each.witnesses[0].rule for each in found} == {"tenure/1"}
    assert len(found) == 4


def test_what_the_registry_says_is_told(store: Store) -> None:
    (found,) = explanation.why(store, "科技局", "a", "kc:Organization")

    assert found.graphs == ("registry",)


def test_an_identifier_names_the_table_row_it_comes_from() -> None:
    article = Article("重庆市。", "0" * 64)
    area = Ref("place", "重庆市")
    mention = Mention(Span(0, 3), "重庆市", area, "entity.named/1")
    view = View(article, article.text, (Sentence(1, Span(0, 4), article.text, 0),))
    extraction = Extraction(
        view, (Entity(area, "AdministrativeArea", "重庆市", mentions=(mention,)),), (), (), Coverage()
    )
    made = build.graph([extraction], iris=Iris(BASE))

    (found,) = explanation.why(Store.of([*made.default, *made.stated], base=BASE), "重庆市", "adminCode", "500000")

    assert found.graphs == ("registry",)
    assert "GB/T 2260" in found.tables[0]


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        ("甲实验室", "serves", "甲实验室"),
        ("王岚", "holdsPost", "科技局副局长"),
        ("无此名", "serves", "乙高地"),
        ("", "", ""),
        ('"}', "?p", "<>"),
    ],
    ids=["not stated", "another post", "no such thing", "empty", "odd"],
)
def test_what_is_not_stated_is_told(subject: str, predicate: str, object_: str, store: Store) -> None:
    with pytest.raises(QueryError, match="does not state"):
        explanation.why(store, subject, predicate, object_)


def test_terms_are_shown_as_readers_know_them(store: Store) -> None:
    shown = [
        resolution.shown(store, term)
        for term in (NamedNode(BASE + "id/org/x"), NamedNode("https://other.org/"), Literal("甲", language="zh"), None)
    ]

    assert shown == ["kcid:org/x", "<https://other.org/>", "甲", ""]

from __future__ import annotations

import pytest

from kg.errors import BuildError, CollisionError, InputError
from kg.graph.iris import Iris, checked
from kg.graph.slugs import Slugs
from kg.model import Article, Name, Ref, Sentence, Span

BASE = "https://example.org/kg/"


@pytest.mark.parametrize(
    "base",
    [
        "",
        "example.org/kg/",
        "https://example.org/kg",
        "https://example.org/kg#",
        "https://example.org/kg?x=/",
        "https://example.org/科创/",
        "https://example.org/a b/",
        "ftp://example.org/",
        'https://example.org/">/',
        "https://example.org/\n/",
    ],
)
def test_a_base_that_no_iri_may_begin_with_is_refused(base: str) -> None:
    with pytest.raises(InputError, match="cannot be the base"):
        checked(base)


@pytest.mark.parametrize("base", ["https://w3id.org/kechuang/", "http://127.0.0.1:8000/", "http://localhost/kg/"])
def test_a_base_that_ends_in_a_slash_is_taken(base: str) -> None:
    assert checked(base) == base


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        (Ref("person", "王岚"), "id/person/wang-lan"),
        (Ref("product", "Mate X系列"), "id/product/mate-x-xi-lie"),
        (Ref("period", "2023"), "id/period/2023"),
        (
            Ref("tenure", parts=(Ref("person", "王岚"), Ref("org", "甲局"), Ref("role", "局长"))),
            "id/tenure/wang-lan.jia-ju.ju-zhang",
        ),
        (Ref("distinction", parts=(Ref("product", "甲"), "first")), "id/distinction/jia.first"),
    ],
    ids=["name", "latin", "period", "n-ary", "n-ary with a word"],
)
def test_a_thing_is_named_in_ascii(ref: Ref, path: str) -> None:
    assert Iris(BASE).thing(ref).value == BASE + path


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(BuildError, match="no kind of thing"):
        Iris(BASE).thing(Ref("laboratory", "甲"))


@pytest.mark.parametrize("name", ["foo:bar", "servés", "skös:x"])
def test_a_term_of_no_known_vocabulary_is_refused(name: str) -> None:
    with pytest.raises(BuildError, match="known prefix"):
        Iris(BASE).term(name)


@pytest.mark.parametrize("rule", ["serves-highland", "Serves/1", "服务/1", "a b/1", "a/1/2"])
def test_a_rule_without_an_ascii_id_and_a_version_is_refused(rule: str) -> None:
    with pytest.raises(BuildError, match="lower-case ASCII"):
        Iris(BASE).rule(rule)


def test_two_names_that_sound_alike_get_two_iris() -> None:
    iris = Iris(BASE)

    assert iris.thing(Ref("person", "王岚")).value == BASE + "id/person/wang-lan"
    assert iris.thing(Ref("person", "王蓝")).value == BASE + "id/person/wang-lan-2"
    assert iris.thing(Ref("person", "王岚")).value == BASE + "id/person/wang-lan"


def test_two_facts_whose_parts_sound_alike_get_two_iris() -> None:
    iris = Iris(BASE)
    first, second = (iris.thing(Ref("distinction", parts=(Ref("product", "甲"), word))) for word in ("首个", "首各"))

    assert first != second


def test_a_repeated_sentence_is_numbered() -> None:
    article = Article("好。好。", "0" * 64)
    sentences = [Sentence(number, Span(2 * number - 2, 2 * number), "好。", block=0) for number in (1, 2)]

    first, second = Iris(BASE).sentences(article, sentences).values()

    assert second.value == first.value + "-2"


def test_white_space_does_not_change_a_sentences_iri() -> None:
    broken, whole = Article("加快构\n\n建。", "1" * 64), Article("加快构建。", "1" * 64)

    first = Iris(BASE).sentences(broken, [Sentence(1, Span(0, 7), "加快构  建。", block=0)])
    second = Iris(BASE).sentences(whole, [Sentence(1, Span(0, 5), "加快构建。", block=0)])

    assert first == second


def test_one_digest_for_two_documents_is_refused() -> None:
    iris = Iris(BASE)
    iris.document(Article("一", "0" * 64))

    with pytest.raises(CollisionError, match="rename one"):
        iris.document(Article("二", "0" * 16 + "1" * 48))


def test_the_registry_decides_before_pinyin_does() -> None:
    slugs = Slugs([Name("org", "重庆银行", "bank-of-chongqing")])

    assert slugs.of("org", "重庆银行") == "bank-of-chongqing"

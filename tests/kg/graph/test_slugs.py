from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import CollisionError, InputError
from kg.graph.slugs import LONGEST, Slugs, propose, read
from kg.model import Name


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("金凤实验室", "jin-feng-shi-yan-shi"),
        ("重庆", "chong-qing"),
        ("“416”布局", "416-bu-ju"),
        ("Ｃ９１９", "c919"),
        ("R&D", "r-d"),
        ("Élan", "elan"),
    ],
    ids=["name", "reading by context", "quotes", "full width", "sign", "accent"],
)
def test_pinyin_proposes(label: str, slug: str) -> None:
    assert propose(label) == slug


@pytest.mark.parametrize("label", ["。！", "", "😀"])
def test_what_has_no_reading_is_named_by_its_digest(label: str) -> None:
    assert propose(label).startswith("x-")


def test_a_long_label_is_cut_and_told_apart_by_its_digest() -> None:
    first, second = propose("科研" * 40), propose("科研" * 41)

    assert first != second
    assert max(len(first), len(second)) <= LONGEST


def test_a_published_slug_is_kept_whatever_pinyin_says_today() -> None:
    slugs = Slugs(ledger=[("place", "朝阳", "zhaoyang")])

    assert slugs.of("place", "朝阳") == "zhaoyang"
    assert slugs.added == []


def test_a_published_slug_is_never_given_to_another_thing() -> None:
    slugs = Slugs(ledger=[("person", "王岚", "wang-lan")])

    assert slugs.of("person", "王蓝") == "wang-lan-2"
    assert slugs.added == [("person", "王蓝", "wang-lan-2")]


def test_the_registry_may_not_take_a_published_slug_for_another_thing() -> None:
    with pytest.raises(CollisionError, match="already means 王岚"):
        Slugs([Name("person", "王蓝", "wang-lan")], ledger=[("person", "王岚", "wang-lan")])


def test_two_registries_must_agree() -> None:
    with pytest.raises(CollisionError, match="keep one"):
        Slugs([Name("person", "王岚", "wang-lan"), Name("person", "王岚", "lan-wang")])


def test_a_slug_that_the_registry_changes_is_retired_and_leads_to_the_new_one() -> None:
    slugs = Slugs([Name("org", "甲", "alpha")], ledger=[("org", "甲", "jia"), ("org", "甲", "first")])

    assert slugs.of("org", "甲") == "alpha"
    assert slugs.retired == {("org", "jia"): "alpha", ("org", "first"): "alpha"}


def test_a_ledger_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "slugs.tsv").write_text("org\t甲\tjia\n", encoding="utf-8")

    assert read(tmp_path / "slugs.tsv") == [("org", "甲", "jia")]
    assert read(tmp_path / "none.tsv") == []


@pytest.mark.parametrize("line", ["org\t甲", "org\t甲\tJia", "org\t甲\tjia\tmore", "甲"])
def test_a_broken_ledger_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "slugs.tsv").write_text(line + "\n", encoding="utf-8")

    with pytest.raises(InputError, match="restore the ledger"):
        read(tmp_path / "slugs.tsv")

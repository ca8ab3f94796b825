from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Name
from kg.reading import registry

HEADER = "kind\tlabel\tslug\tlabel_en\taliases\tids\n"


def written(folder: Path, rows: str) -> Path:
    path = folder / "news.registry.tsv"
    path.write_text(rows, encoding="utf-8")
    return path


def test_a_row_gives_a_name_with_its_slug_label_aliases_and_identifiers(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "# a comment\n\norg\t甲\tjia\tJia\t甲所|甲院\thttps://example.org/jia\n")

    assert registry.read(path) == (Name("org", "甲", "jia", "Jia", ("甲所", "甲院"), ("https://example.org/jia",)),)


def test_cells_at_the_end_may_be_left_out(tmp_path: Path) -> None:
    assert registry.read(written(tmp_path, HEADER + "org\t甲\n")) == (Name("org", "甲"),)


def test_an_article_without_a_registry_has_no_names(tmp_path: Path) -> None:
    assert registry.beside(tmp_path / "news.txt") == ()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("", "first row"),
        ("kind\tlabel\n", "first row"),
        (HEADER + "org\t甲\tjia\tJia\t\t\tmore\n", "7 cells"),
        (HEADER + "\t甲\n", "needs a kind"),
        (HEADER + "org\n", "needs a kind"),
        (HEADER + "组织\t甲\n", "lower-case ASCII"),
        (HEADER + "org\t甲\tJia\n", "may hold only"),
        (HEADER + "org\t甲\tji--a\n", "may hold only"),
        (HEADER + "org\t甲\norg\t甲\n", "twice"),
        (HEADER + "org\t甲\tjia\t\t\tnot an iri\n", "absolute"),
    ],
    ids=["empty", "columns", "cells", "no kind", "no label", "kind", "capital", "hyphens", "twice", "identifier"],
)
def test_a_registry_that_does_not_load_tells_the_row_and_the_mend(rows: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=told):
        registry.read(written(tmp_path, rows))


def test_a_registry_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.registry.tsv"
    path.write_bytes(HEADER.encode() + b"org\t\xff\n")

    with pytest.raises(InputError, match="UTF-8"):
        registry.read(path)

"""The package of the bundled article, built as users build it, read back whole by other tools."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from kg import articles, build
from tests.kg.graph import reading_back

pytestmark = [
    pytest.mark.slow,
    # rdflib uses its own deprecated names when it parses quads
    pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning"),
]

TURTLE = ("kg.ttl", "kg.cube.ttl", "ontology.ttl", "shapes.ttl", "void.ttl")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = build.build(out=tmp_path_factory.mktemp("article"))
    return built.folder / "dump"


def test_the_round_trip_gives_the_same_hash(folder: Path) -> None:
    written = (folder / "kg.nq").read_bytes()

    assert written == (folder.parent / "kg.nq").read_bytes()
    assert reading_back.canonical(reading_back.through_rdflib(written)) == reading_back.canonical(written)


@pytest.mark.parametrize("name", TURTLE)
def test_the_turtle_parses_in_rdflib(name: str, folder: Path) -> None:
    assert len(Graph().parse(folder / name)) > 400


def test_every_claim_is_annotated_and_published(folder: Path) -> None:
    document, _ = reading_back.web_annotations(folder / "annotations.jsonld")
    found = reading_back.nanopublications(folder / "nanopublications.trig")

    assert document["total"] == len(found) > 200
    assert [claim for claim, nanopublication in found.items() if not nanopublication.is_valid] == []
    assert reading_back.misquoted(document, articles.bundled()[0].read_text(encoding="utf-8")) == []


def test_the_tables_are_as_their_metadata_say(folder: Path) -> None:
    found = reading_back.tables(folder / "csv-metadata.json")

    assert all(len(table.rows) == len(table.keys) > 50 for table in found.values())

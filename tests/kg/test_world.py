"""A tiny fixed world: two short articles, and the graph that they must become (`make gold` writes it anew)."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import build
from kg.graph import canonical
from kg.store import Store

WORLD = Path(__file__).parent.parent / "world"
EXPECTED = WORLD / "graph.nq"
LAB, HIGHLAND = "云麓实验室", "生命健康科创高地"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("world")


@pytest.fixture(scope="module")
def built(folder: Path) -> build.Built:
    return build.build([WORLD], out=folder, strict=True)


def test_the_world_becomes_the_expected_graph(built: build.Built, approve: bool) -> None:
    # The ontology has tests of its own; a word changed there must not change this file.
    quads = [quad for quad in built.graph.stated if not str(quad.graph_name).endswith("/graph/ontology>")]
    if approve:
        EXPECTED.write_bytes(canonical.write(quads))

    assert set(canonical.write(quads).decode().splitlines()) == set(EXPECTED.read_text(encoding="utf-8").splitlines())


@pytest.mark.usefixtures("built")
def test_two_sentences_of_two_articles_witness_one_fact(folder: Path) -> None:
    store = Store.open(folder)
    sparql = (WORLD / "witnesses.rq").read_text(encoding="utf-8")

    (row,) = store.run(sparql).rows

    assert [term.value for term in row] == [LAB, HIGHLAND, "2", "1"]


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(("question", "answer"), [("suggested", []), ("inferred", ["掌上检测仪"])])
def test_the_default_graph_keeps_to_facts_and_what_follows(question: str, answer: list[str], folder: Path) -> None:
    store = Store.open(folder)

    rows = store.run((WORLD / f"{question}.rq").read_text(encoding="utf-8")).rows

    assert [row[0].value for row in rows] == answer


def test_the_world_needs_no_claim_withheld(built: build.Built) -> None:
    assert built.graph.withheld == ()
    assert built.graph.report.violations == ()

from __future__ import annotations

from pathlib import Path

import igraph
import pytest

from kg.store import Answer, Store
from server import pictures


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_graphml_is_read_by_igraph_with_its_sentences(asked: Answer, world: Store, tmp_path: Path) -> None:
    (tmp_path / "answer.graphml").write_bytes(pictures.graphml(asked, world))
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "answer.graphml"))
    network = pictures.network(asked, world, "zh")
    assert (graph.vcount(), graph.ecount()) == (len(network.nodes), len(network.edges))
    assert "戊介绍，甲实验室服务乙科创高地。" in graph.es["text"]


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_elements_for_the_browser_carry_what_the_picture_carries(asked: Answer, world: Store) -> None:
    elements = pictures.as_json(asked, world)
    serves = next(edge for edge in elements["edges"] if edge["label"] == "服务")
    assert (serves["sentence"], serves["speaker"], serves["modality"]) == ("/doc/d/s/1", "戊", "asserted")

"""Make the whole graph of the tiny world: the ontology, what its articles state, what follows, what describes it."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

import ontology
from kg.graph import dataset, gate, inference, terms
from kg.graph.iris import Iris

BASE = ontology.DEFAULT_BASE
GRAPH = Path(__file__).parents[2] / "world" / "graph.nq"
FIGURES = Path(__file__).with_name("figures.trig")


def world(base: str = BASE) -> list[Quad]:
    iris = Iris(base)
    stated = [*terms.load(iris=iris), *inference.describe(iris=iris), *_said(base)]
    merged = gate.merge(stated, iris=iris)
    inferred = inference.close(merged, iris=iris)
    default = dict.fromkeys([*merged, *(quad.triple for quad in inferred)])
    facts = [Quad(each.subject, each.predicate, each.object) for each in default]
    return [*stated, *inferred, *facts, *dataset.quads(facts, base=base, version="world")]


def iris_of(quads: list[Quad], base: str = BASE) -> list[str]:
    """List every IRI of ours that the data mentions, as subject, predicate, object or graph."""
    nodes = {node.value for quad in quads for node in quad if isinstance(node, NamedNode)}
    return sorted(node for node in nodes if node.startswith(base))


def named(class_name: str) -> str:
    """Give the path of the first thing of a class that the tiny world's articles name."""
    quads = parse(GRAPH.read_bytes(), format=RdfFormat.N_QUADS)
    kind = f"{BASE}ontology#{class_name}"
    return min(str(quad.subject)[1:-1] for quad in quads if str(quad.object) == f"<{kind}>").removeprefix(BASE)


def document_of(predicate: str) -> str:
    """Give the path of the first document that states a property."""
    quads = parse(GRAPH.read_bytes(), format=RdfFormat.N_QUADS)
    graphs = (quad.graph_name for quad in quads if str(quad.predicate) == f"<{BASE}ontology#{predicate}>")
    claims = (str(graph)[1:-1].removeprefix(BASE) for graph in graphs)
    return "/" + min(claim.partition("/c/")[0] for claim in claims if "/c/" in claim)


def _said(base: str) -> list[Quad]:
    text = GRAPH.read_text(encoding="utf-8").replace(BASE, base)
    more = FIGURES.read_text(encoding="utf-8").replace(BASE, base)
    quads = [*parse(text, format=RdfFormat.N_QUADS), *parse(more, format=RdfFormat.TRIG)]
    return [quad for quad in quads if "/graph/inferred/" not in str(quad.graph_name)]


LAB, HIGHLAND, DOC, COUNTED = named("Laboratory"), named("Highland"), document_of("serves"), "/doc/ffffffffffffffff"

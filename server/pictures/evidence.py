"""Find the sentences behind an edge: what states it, or what a conclusion rests on.

Which graphs hold a statement is looked up by pattern, not by a query: the engine plans a query before it knows what is
bound in it, and would walk every graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg.store import Store
from server.pictures.asking import Row, ask
from server.pictures.model import Triple, Witness
from server.pictures.naming import clean, local

MOST = 3  # sentences told for a conclusion


def of(store: Store, triple: Triple) -> tuple[str, tuple[Witness, ...]]:
    """Give where a statement comes from (stated, inferred or registry) and its sentences."""
    subject, predicate, target = (NamedNode(iri) for iri in triple)
    graphs = _graphs(_quads(store, subject, predicate, target))
    claims = _claims(graphs, store)
    if claims:
        return "stated", of_claims(store, claims, triple.subject)
    if any(graph.startswith(f"{store.base}graph/registry") for graph in graphs):
        return "registry", ()
    premises = _claims(dict.fromkeys(_premises(store, subject, target)), store)
    return "inferred", of_claims(store, premises[:MOST], triple.subject)


def of_claims(store: Store, claims: Iterable[str], subject: str = "") -> tuple[Witness, ...]:
    """Give the sentences of some claims; `subject` may carry a period."""
    rows = [row for claim in claims for row in ask(store, "claim", claim=NamedNode(claim))]
    period = _period(store, subject) if subject and rows else ""
    found = {(row["claim"].value, row["sentence"].value): row for row in reversed(rows)}
    return tuple(_witness(row, period) for _, row in sorted(found.items()))


def of_node(store: Store, node: str) -> tuple[Witness, ...]:
    """Give the sentences that an n-ary node or a value was read from."""
    supports = NamedNode(f"{store.base}ontology#supports")
    quads = store.engine.quads_for_pattern(None, supports, NamedNode(node))
    return of_claims(store, sorted({str(quad.subject.value) for quad in quads if isinstance(quad.subject, NamedNode)}))


def _quads(store: Store, subject: Any, predicate: Any, target: Any) -> Iterator[ox.Quad]:
    return iter(store.engine.quads_for_pattern(subject, predicate, target))


def _graphs(quads: Iterable[ox.Quad]) -> dict[str, None]:
    return dict.fromkeys(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode))


def _claims(graphs: Iterable[str], store: Store) -> list[str]:
    return sorted(graph for graph in graphs if graph.startswith(f"{store.base}doc/") and "/c/" in graph)


def _premises(store: Store, subject: NamedNode, target: NamedNode) -> Iterator[str]:
    """Give the graphs of what is said between the two, else of the two steps of a short way between them."""
    direct = [*_graphs(_quads(store, subject, None, target)), *_graphs(_quads(store, target, None, subject))]
    if _claims(direct, store):
        yield from direct
        return
    for quad in _quads(store, subject, None, None):
        if isinstance(quad.object, NamedNode):
            second = _graphs(_quads(store, quad.object, None, target))
            yield from _graphs([quad]) if second else ()
            yield from second


def _period(store: Store, subject: str) -> str:
    rows = ask(store, "period", subject=NamedNode(subject))
    return clean(rows[0]["period"].value) if rows else ""


def _witness(row: Row, period: str) -> Witness:
    return Witness(
        sentence=row["sentence"].value,
        text=_text(row, "text"),
        claim=row["claim"].value,
        modality=local(row["modality"].value),
        speaker=_text(row, "speaker"),
        period=period,
    )


def _text(row: Row, column: str) -> str:
    return clean(row[column].value) if column in row else ""

"""Find the sentences behind an edge: what states it, or what a conclusion rests on."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from kg.store import Store
from server.pictures.asking import Row, ask
from server.pictures.model import Triple, Witness
from server.pictures.naming import clean, local


def of(store: Store, triple: Triple) -> tuple[str, tuple[Witness, ...]]:
    """Give where a statement comes from (stated, inferred or registry) and its sentences."""
    bound = _bound(triple)
    stated = witnesses(ask(store, "witnesses", **bound))
    if stated:
        return "stated", stated
    graphs = [row["graph"].value for row in ask(store, "graphs", **bound)]
    if any("/graph/inferred/" in graph for graph in graphs) or not graphs:
        return "inferred", witnesses(ask(store, "premises", subject=bound["subject"], object=bound["object"]))
    return "registry", ()


def of_claim(store: Store, claim: str) -> tuple[Witness, ...]:
    """Give the sentence of one claim."""
    return witnesses(ask(store, "claim", claim=NamedNode(claim)))


def of_node(store: Store, node: str) -> tuple[Witness, ...]:
    """Give the sentences that an n-ary node or a value was read from."""
    return witnesses(ask(store, "supports", node=NamedNode(node)))


def witnesses(rows: list[Row]) -> tuple[Witness, ...]:
    """Read rows as witnesses, one for each claim and sentence."""
    found = {(row["claim"].value, row["sentence"].value): row for row in reversed(rows)}
    return tuple(_witness(row) for _, row in sorted(found.items()))


def _witness(row: Row) -> Witness:
    return Witness(
        sentence=row["sentence"].value,
        text=_text(row, "text"),
        claim=row["claim"].value,
        modality=local(row["modality"].value),
        speaker=_text(row, "speaker"),
        period=_text(row, "period"),
    )


def _text(row: Row, column: str) -> str:
    return clean(row[column].value) if column in row else ""


def _bound(triple: Triple) -> dict[str, Any]:
    return {
        "subject": NamedNode(triple.subject),
        "predicate": NamedNode(triple.predicate),
        "object": NamedNode(triple.object),
    }

"""Draw answers: graphs and charts as SVG, and the same network as GraphML or JSON.

The face other rooms use; every function takes an `Answer`, the `Store` it came from and a language ("zh" or "en"):

- `draw(answer, store, lang)`: a graph of any CONSTRUCT, or of any SELECT with IRIs, as SVG;
- `chart(answer, store, lang)`: bars of any SELECT with a numeric column, targets beside current values, as SVG;
- `graphml(answer, store, lang)` and `as_json(answer, store, lang)`: the network of `draw` for other tools;
- `neighbours(iri, store, lang)`, `whole(store, lang, cap=…)` and `schema(store, lang, cap=…)`: networks for
  `svg(network, style)`, `elements(network, style)` and `network_graphml(network)`;
- `can_draw(answer)` and `can_chart(answer)`: whether there is something to see;
- `policy()`: the Content-Security-Policy that belongs to a picture answered as a resource of its own.

`alone=False` (the default) gives SVG for a page that links `static/pictures.css`; `alone=True` carries its style.
`absolute=True` writes whole IRIs instead of paths of this site. Same answer, same bytes. A chart reads the columns
`value`, `kind`, `period`, `printed`, `unit`, `indicatorLabel`, `aboutLabel`, `label`, `claim`, `sentence`, `valueNode`
when they are there, else the first numeric column and the first other one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.store import Answer, Store
from server.pictures import bars, charts, exchange, graphs, reading
from server.pictures.drawing import policy
from server.pictures.exchange import elements
from server.pictures.exchange import graphml as network_graphml
from server.pictures.graphs import Style, announce, describe, svg
from server.pictures.model import Edge, Network, Node, Triple, Witness
from server.pictures.overviews import class_counts, neighbours, schema, whole
from server.pictures.reading import network

__all__ = [
    "Edge",
    "Network",
    "Node",
    "Style",
    "Triple",
    "Witness",
    "announce",
    "as_json",
    "can_chart",
    "can_draw",
    "chart",
    "class_counts",
    "describe",
    "draw",
    "elements",
    "graphml",
    "neighbours",
    "network",
    "network_graphml",
    "policy",
    "schema",
    "svg",
    "whole",
]


def draw(
    answer: Answer, store: Store, lang: str = "zh", *, title: str = "", alone: bool = False, absolute: bool = False
) -> str:
    """Draw the graph of an answer."""
    shown = replace(reading.network(answer, store, lang), title=title)
    return graphs.svg(shown, Style(store.base, lang, absolute=absolute, alone=alone))


def chart(
    answer: Answer, store: Store, lang: str = "zh", *, title: str = "", alone: bool = False, absolute: bool = False
) -> str:
    """Draw the numbers of an answer as bars."""
    return charts.svg(answer, store, Style(store.base, lang, absolute=absolute, alone=alone), title=title)


def graphml(answer: Answer, store: Store, lang: str = "zh") -> bytes:
    """Write the network of an answer as GraphML."""
    return exchange.graphml(reading.network(answer, store, lang))


def as_json(answer: Answer, store: Store, lang: str = "zh") -> dict[str, Any]:
    """Give the network of an answer as elements for Cytoscape."""
    return exchange.elements(reading.network(answer, store, lang), Style(store.base, lang))


def can_draw(answer: Answer) -> bool:
    """Say whether an answer has things to draw."""
    return bool(answer.rows) and (answer.kind == "triples" or reading.has_things(answer))


def can_chart(answer: Answer) -> bool:
    """Say whether an answer has numbers to chart."""
    return answer.kind == "solutions" and bars.numeric_column(answer) is not None

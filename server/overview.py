"""Show the whole graph and its schema at a glance.

Place in the house: one noun over HTTP. Both pictures are made once for a version of the data and kept.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from server import graph, pages, pictures
from server.pictures.model import Network
from server.proxies import store
from server.remembering import once

blueprint = Blueprint("overview", __name__)
SHOWN = 120


@blueprint.get("/overview")
def overview() -> Response:
    """Show both pictures with the tables beside them."""
    lang = pages.language()
    return pages.render(
        "overview.html",
        whole=_svg("whole", lang), schema=_svg("schema", lang), notice=pictures.announce(_network("whole", lang)),
        classes=once(f"overview-classes-{lang}", lambda: pictures.class_counts(store, lang)),
        links=_network("schema", lang).edges,
        names={node.iri: node.label for node in _network("schema", lang).nodes},
        rows=once(f"overview-rows-{lang}", lambda: _rows(lang)),
    )  # fmt: skip


@blueprint.get("/overview/<any(whole, schema):name>.<any(svg, graphml, json):form>")
def picture(name: str, form: str) -> Response:
    """Give one of the pictures by itself."""
    lang = "en" if request.args.get("lang") == "en" else pages.language()
    network = _network(name, lang)
    if form == "graphml":
        return Response(pictures.network_graphml(network), content_type="application/graphml+xml")
    if form == "json":
        return jsonify(pictures.elements(network, pictures.Style(store.base, lang)))
    return graph.drawn(pictures.svg(network, pictures.Style(store.base, lang)))


def _rows(lang: str) -> list[dict[str, str]]:
    """Give the relations of the whole graph as rows: who sees no picture reads the same."""
    elements = pictures.elements(_network("whole", lang), pictures.Style(store.base, lang))
    nodes = {node["iri"]: node for node in elements["nodes"]}
    return [
        {
            "source": nodes[edge["source"]]["label"],
            "source_href": nodes[edge["source"]]["href"],
            "label": edge["label"],
            "target": nodes[edge["target"]]["label"],
            "target_href": nodes[edge["target"]]["href"],
            "sentence": edge["sentence"],
            "text": edge["text"],
        }
        for edge in elements["edges"]
    ]


def _network(name: str, lang: str) -> Network:
    make = pictures.schema if name == "schema" else pictures.whole
    return once(f"overview-network-{name}-{lang}", lambda: make(store, lang, cap=SHOWN))


def _svg(name: str, lang: str) -> str:
    style = pictures.Style(store.base, lang, alone=False)
    return once(f"overview-{name}-{lang}", lambda: pictures.svg(_network(name, lang), style))

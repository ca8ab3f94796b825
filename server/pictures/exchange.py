"""Hand a network to other tools: GraphML (Gephi, yEd, NetworkX, igraph) and elements for Cytoscape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from server.pictures.graphs import Style, announce
from server.pictures.model import Edge, Network, Node

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
NODE_KEYS = ("iri", "label", "class", "classLabel", "family")
EDGE_KEYS = ("predicate", "label", "origin", "modality", "sentence", "text", "speaker", "claim", "period")


def graphml(network: Network) -> bytes:
    """Write a network as GraphML, with the sentences of each edge."""
    root = Element("graphml", xmlns=NAMESPACE)
    for scope, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for key in keys:
            attributes = {"id": f"{scope}-{key}", "for": scope, "attr.name": key, "attr.type": "string"}
            SubElement(root, "key", attributes)
    graph = SubElement(root, "graph", id="answer", edgedefault="directed")
    for node in network.nodes:
        _write(SubElement(graph, "node", id=node.iri), "node", zip(NODE_KEYS, _node(node), strict=True))
    for number, edge in enumerate(network.edges):
        element = SubElement(graph, "edge", id=f"e{number}", source=edge.source, target=edge.target)
        _write(element, "edge", zip(EDGE_KEYS, _edge(edge), strict=True))
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _write(element: Element, scope: str, values: Iterable[tuple[str, str]]) -> None:
    for key, value in values:
        if value:
            SubElement(element, "data", key=f"{scope}-{key}").text = value


def _node(node: Node) -> tuple[str, ...]:
    iri = "" if node.family == "literal" else node.iri
    return iri, node.label, node.type, node.type_label, node.family


def _edge(edge: Edge) -> tuple[str, ...]:
    first = edge.witnesses[0] if edge.witnesses else None
    told = (first.sentence, first.text, first.speaker, first.claim, first.period) if first else ("",) * 5
    return edge.predicate, edge.label, edge.origin, edge.modality, *told


def elements(network: Network, style: Style) -> dict[str, Any]:
    """Give nodes and edges with the attributes that the SVG carries as `data-`."""
    return {
        "nodes": [_node_element(node, style) for node in network.nodes],
        "edges": [_edge_element(edge, style) for edge in network.edges],
        "omitted": network.omitted,
        "notice": announce(network),
    }


def _node_element(node: Node, style: Style) -> dict[str, str]:
    return {
        "iri": node.iri,
        "label": node.label,
        "type": node.type,
        "typeLabel": node.type_label,
        "family": node.family,
        "href": "" if node.family == "literal" else style.href(node.iri),
    }


def _edge_element(edge: Edge, style: Style) -> dict[str, str]:
    first = edge.witnesses[0] if edge.witnesses else None
    return {
        "source": edge.source,
        "target": edge.target,
        "predicate": edge.predicate,
        "label": edge.label,
        "origin": edge.origin,
        "modality": edge.modality,
        "sentence": style.href(first.sentence) if first else "",
        "text": first.text if first else "",
        "speaker": first.speaker if first else "",
        "period": first.period if first else "",
    }

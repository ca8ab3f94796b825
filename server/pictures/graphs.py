"""Write a network as SVG: every node a link to its page, every edge a link to the sentence that states it.

The same network gives the same bytes. Colours and fonts stand in `static/pictures.css`; a picture that stands alone
carries them inside, one inside a page leaves them to the page, whose policy forbids inline style.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from server import wording
from server.pictures import curves, drawing, layout
from server.pictures.layout import Box
from server.pictures.legend import Key, keys
from server.pictures.model import Edge, Network, Node, Witness
from server.pictures.naming import address
from server.pictures.widths import measure, wrap

FONT = 14.0
LINE = 19.0
SMALL = 11.5
WIDEST = 12.0  # em of a line in a box
PADDING = 12.0
MARGIN = 16.0
DESCRIBED = 12  # relations told in the description
Ways = dict[tuple[str, str], list[Box]]


@dataclass(frozen=True, slots=True)
class NodeMark:
    """A node as drawn."""

    node: Node
    box: Box
    lines: tuple[str, ...]
    href: str

    @property
    def baselines(self) -> list[float]:
        """Give the height of each line of text."""
        top = self.box.y - (len(self.lines) - 1) * LINE / 2 + FONT * 0.36
        return [round(top + index * LINE, 1) for index in range(len(self.lines))]


@dataclass(frozen=True, slots=True)
class EdgeMark:
    """An edge as drawn; `href` leads to its sentence, or to the thing it starts from when no sentence states it."""

    edge: Edge
    curve: curves.Way
    label: Box
    text: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Style:
    """How addresses are written and whether the picture carries its colours."""

    base: str
    lang: str
    absolute: bool = False
    alone: bool = True

    def href(self, iri: str) -> str:
        """Give the address of a thing in this picture."""
        return address(iri, base=self.base, lang=self.lang, absolute=self.absolute)


def svg(network: Network, style: Style) -> str:
    """Draw a network."""
    nodes, ways = _place(network, style)
    edges = _join(network, nodes, ways, style=style)
    key = keys(network, top=layout.extent([mark.box for mark in nodes])[3] + 28)
    return drawing.render(
        "graph.svg",
        network=network, nodes=nodes, edges=edges, key=key, style=style,
        title=network.title or wording.load().say("pictures.graph", style.lang),
        description=describe(network), notice=announce(network), frame=_frame(nodes, edges, key), id=_identity(network),
    )  # fmt: skip


def _identity(network: Network) -> str:
    """Name the picture after what it shows, so that two on one page share no identifier."""
    told = "\n".join(
        [*(node.iri for node in network.nodes), *(edge.predicate for edge in network.edges), network.title]
    )
    return f"g{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _place(network: Network, style: Style) -> tuple[list[NodeMark], Ways]:
    texts = [wrap(node.label, width=WIDEST, lines=3) for node in network.nodes]
    boxes = [_box(lines) for lines in texts]
    at = {node.iri: index for index, node in enumerate(network.nodes)}
    placed = layout.place(boxes, [(at[edge.source], at[edge.target]) for edge in network.edges])
    hrefs = ["" if node.family == "literal" else style.href(node.iri) for node in network.nodes]
    marks = [NodeMark(*parts) for parts in zip(network.nodes, placed.boxes, texts, hrefs, strict=True)]
    iris = [node.iri for node in network.nodes]
    return marks, {(iris[source], iris[target]): way for (source, target), way in placed.ways.items()}


def _box(lines: Sequence[str]) -> Box:
    width = max(measure(line) for line in lines) * FONT + 2 * PADDING
    return Box(0.0, 0.0, round(max(width, 56.0), 1), len(lines) * LINE + 15.0)


def _join(network: Network, nodes: list[NodeMark], ways: Ways, *, style: Style) -> list[EdgeMark]:
    boxes = {mark.node.iri: mark.box for mark in nodes}
    ranks: defaultdict[frozenset[str], int] = defaultdict(int)
    crowd = Counter(end for edge in network.edges for end in (edge.source, edge.target))
    taken = list(boxes.values())
    marks = []
    for edge in network.edges:
        pair = frozenset((edge.source, edge.target))
        ends = (edge.source, edge.target)
        curve = curves.lead(boxes[edge.source], boxes[edge.target], ways.get(ends, ()), rank=ranks[pair])
        ranks[pair] += 1
        text = wrap(edge.label, width=10, lines=1)[0] + (f" ×{len(edge.witnesses)}" if len(edge.witnesses) > 1 else "")
        size = (round(measure(text) * SMALL + 8, 1), 17.0)
        spot = curves.label_spot(curve, size, curves.spots(crowd[edge.source], crowd[edge.target]), taken=taken)
        taken.append(spot)
        marks.append(EdgeMark(edge, curve, spot, text, _edge_href(edge, style), _edge_title(edge, boxes, network)))
    return marks


def _edge_href(edge: Edge, style: Style) -> str:
    return style.href(edge.witnesses[0].sentence if edge.witnesses else edge.source)


def _edge_title(edge: Edge, boxes: dict[str, Box], network: Network) -> str:
    labels = {node.iri: node.label for node in network.nodes if node.iri in boxes}
    say = wording.load().say
    head = f"{labels[edge.source]} — {edge.label} → {labels[edge.target]}"
    how = say(f"pictures.{edge.origin if edge.origin != 'stated' else edge.modality}", network.language)
    return "\n".join([f"{head} ({how})", *(spoken(witness, network.language) for witness in edge.witnesses)])


def spoken(witness: Witness, lang: str) -> str:
    """Give a sentence with who said so."""
    say = wording.load().say
    speaker = say("pictures.says", lang, speaker=witness.speaker) if witness.speaker else ""
    return speaker + (witness.text or say("pictures.unsaid", lang))


def describe(network: Network) -> str:
    """Tell a network in a sentence, for who does not see it."""
    lang, say = network.language, wording.load().say
    if not network.nodes:
        return say("pictures.empty", lang)
    labels = {node.iri: node.label for node in network.nodes}
    joint = "" if lang == "zh" else " "
    told = [joint.join((labels[edge.source], edge.label, labels[edge.target])) for edge in network.edges[:DESCRIBED]]
    counted = say("pictures.described", lang, nodes=len(network.nodes), edges=len(network.edges))
    stop = say("pictures.stop", lang)
    left = announce(network)
    return counted + say("pictures.separator", lang).join(told) + (stop if told else "") + left


def announce(network: Network) -> str:
    """Say what the caps left out; nothing when all is drawn."""
    counts = {
        "omitted": (len(network.nodes), network.omitted),
        "omitted_edges": (len(network.edges), network.omitted_edges),
        "omitted_rows": (0, network.omitted_rows),
    }
    say = wording.load().say
    return "".join(
        say(f"pictures.{key}", network.language, shown=shown, omitted=left)
        for key, (shown, left) in counts.items()
        if left
    )


def _frame(nodes: list[NodeMark], edges: list[EdgeMark], key: list[Key]) -> tuple[float, float, float, float]:
    """Give the view box: left, top, width and height of everything drawn, with a margin."""
    bends = [Box(*edge.curve.at(share), 4.0, 4.0) for edge in edges for share in (0.25, 0.5, 0.75)]
    boxes = [*(mark.box for mark in nodes), *(edge.label for edge in edges), *bends, *(entry.box for entry in key)]
    left, top, right, bottom = layout.extent(boxes or [Box(120.0, 20.0, 240.0, 40.0)])
    return (
        round(left - MARGIN, 1),
        round(top - MARGIN, 1),
        round(right - left + 2 * MARGIN, 1),
        round(bottom - top + 2 * MARGIN, 1),
    )

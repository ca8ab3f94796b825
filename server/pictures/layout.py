"""Place boxes so that nothing lies on anything else; the same network always gets the same places.

Every connected part is placed by igraph: in layers from left to right when it is nearly a tree, by Kamada-Kawai from a
fixed circle otherwise; the parts are then packed in rows, the largest first. No random number is used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import igraph

LAYER_GAP = 150.0  # room for an edge's label between two layers
ROW_GAP = 20.0
MANY_ROWS = 12  # a taller column is set closer
PART_GAP = 48.0
LAYERED_LIMIT = 60
TREE_LIKE = 1.35  # edges a node
SWEEPS = 120


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its centre and size."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box, *, gap: float = 0.0) -> bool:
        """Say whether two boxes come nearer than `gap`."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width + 2 * gap
            and abs(self.y - other.y) * 2 < self.height + other.height + 2 * gap
        )


@dataclass(frozen=True, slots=True)
class Placement:
    """Where every box lies, and through which gaps the long links run: by pair, boxes to pass in order."""

    boxes: list[Box]
    ways: dict[Link, list[Box]]


Link = tuple[int, int]
Part = list[tuple[int | Link, Box]]  # boxes by index, and gaps by link


def place(boxes: Sequence[Box], links: Sequence[Link]) -> Placement:
    """Give every box its place; `links` are pairs of indices. The upper left corner of the whole is about (0, 0)."""
    graph = igraph.Graph(n=len(boxes), edges=sorted({pair for pair in links if pair[0] != pair[1]}), directed=True)
    parts = sorted(graph.connected_components(mode="weak"), key=lambda part: (-len(part), part[0]))
    placed, ways = list(boxes), dict[Link, list[Box]]()
    for key, box in _pack([_part(graph, part, boxes) for part in parts]):
        if isinstance(key, int):
            placed[key] = box
        else:
            ways.setdefault(key, []).append(box)
    return Placement(placed, ways)


def _part(graph: igraph.Graph, part: list[int], boxes: Sequence[Box]) -> Part:
    inner = graph.induced_subgraph(part)
    own = [boxes[index] for index in part]
    if len(part) == 1:
        return [(part[0], own[0])]
    if len(part) <= LAYERED_LIMIT and inner.ecount() <= TREE_LIKE * len(part):
        found = _layers(inner, own)
        return [(part[key] if isinstance(key, int) else (part[key[0]], part[key[1]]), box) for key, box in found]
    return list(zip(part, _springs(inner, own), strict=True))


def _layers(graph: igraph.Graph, boxes: list[Box]) -> Part:
    """Sugiyama's layers as columns, each as wide as its widest box, with a gap kept free for every long link."""
    layers = [round(point[1]) for point in graph.layout_sugiyama(maxiter=200).coords]
    gaps = [
        ((edge.source, edge.target), layer)
        for edge in graph.es
        for layer in _between(layers[edge.source], layers[edge.target])
    ]
    full = _with_gaps(graph, layers, gaps)
    levels = [*layers, *(layer for _, layer in gaps)]
    points = full.layout_sugiyama(layers=levels, hgap=1, vgap=1, maxiter=200).coords
    middles = _columns(boxes, layers)
    tall = max(Counter(levels).values()) > MANY_ROWS
    step = max(box.height for box in boxes) + (ROW_GAP / 2 if tall else ROW_GAP)
    sizes = [(box.width, box.height) for box in boxes] + [(middles[layer][1], 2.0) for _, layer in gaps]
    keys: list[int | Link] = [*range(len(boxes)), *(link for link, _ in gaps)]
    return [
        (key, Box(middles[level][0], round(point[0] * step, 1), *size))
        for key, level, point, size in zip(keys, levels, points, sizes, strict=True)
    ]


def _between(one: int, other: int) -> range:
    """Give the layers between two, in the direction from the first to the second."""
    return range(one + 1, other) if one < other else range(one - 1, other, -1)


def _with_gaps(graph: igraph.Graph, layers: list[int], gaps: list[tuple[Link, int]]) -> igraph.Graph:
    """Cut long links into steps from layer to layer, through vertices that stand for the gaps."""
    chains: dict[Link, list[int]] = {(edge.source, edge.target): [edge.source] for edge in graph.es}
    for number, (link, _) in enumerate(gaps):
        chains[link].append(len(layers) + number)
    steps = [step for link, chain in chains.items() for step in zip([*chain], [*chain[1:], link[1]], strict=True)]
    return igraph.Graph(n=len(layers) + len(gaps), edges=steps, directed=True)


def _columns(boxes: list[Box], layers: list[int]) -> dict[int, tuple[float, float]]:
    """Give the middle and the width of every layer's column."""
    columns: dict[int, tuple[float, float]] = {}
    rows = max(Counter(layers).values())  # many rows, steep links: they get more room
    left = 0.0
    for layer in range(max(layers) + 1):
        width = max((box.width for box, own in zip(boxes, layers, strict=True) if own == layer), default=0.0)
        columns[layer] = (round(left + width / 2, 1), width)
        left += width + LAYER_GAP + min(6.0 * rows, LAYER_GAP)
    return columns


def _springs(graph: igraph.Graph, boxes: list[Box]) -> list[Box]:
    start = graph.layout_circle()
    layout = graph.layout_kamada_kawai(seed=start, maxiter=60 * len(boxes)) if len(boxes) <= 400 else start
    if len(boxes) > 400:
        layout = graph.layout_mds()
    wide = max(box.width for box in boxes)
    crowd = graph.ecount() / max(len(boxes), 1)
    scale = (0.62 * wide + 40) * (0.95 + 0.25 * crowd)
    return _spread(
        [replace(box, x=point[0] * scale * 1.25, y=point[1] * scale * 0.72)
         for box, point in zip(boxes, layout.coords, strict=True)]
    )  # fmt: skip


def _spread(boxes: list[Box]) -> list[Box]:
    """Push overlapping boxes apart along the shorter way until none overlap (or the sweeps run out)."""
    points = [[box.x, box.y] for box in boxes]
    for _ in range(SWEEPS):
        if not _sweep(points, boxes):
            break
    return [replace(box, x=round(x, 1), y=round(y, 1)) for box, (x, y) in zip(boxes, points, strict=True)]


def _sweep(points: list[list[float]], boxes: list[Box]) -> bool:
    moved = False
    order = sorted(range(len(boxes)), key=lambda index: (points[index][0] - boxes[index].width / 2, index))
    reach = max(box.width for box in boxes) + ROW_GAP
    for rank, first in enumerate(order):
        for second in order[rank + 1 :]:
            if points[second][0] - points[first][0] > reach:
                break
            moved |= _push(points[first], points[second], boxes[first], boxes[second])
    return moved


def _push(first: list[float], second: list[float], one: Box, other: Box) -> bool:
    across = (one.width + other.width) / 2 + ROW_GAP - abs(second[0] - first[0])
    down = (one.height + other.height) / 2 + ROW_GAP * 0.8 - abs(second[1] - first[1])
    if across <= 0.5 or down <= 0.5:
        return False
    axis, amount = (1, down) if down <= across else (0, across)
    sign = 1.0 if second[axis] >= first[axis] else -1.0
    first[axis] -= sign * amount / 2
    second[axis] += sign * amount / 2
    return True


def _pack(parts: list[Part]) -> Part:
    """Set the parts side by side in rows about as wide as the largest part (or 900)."""
    extents = [_extent([box for _, box in part]) for part in parts]
    limit = max([900.0, *(right - left for left, _, right, _ in extents)])
    placed: Part = []
    x = y = row = 0.0
    for part, (left, top, right, bottom) in zip(parts, extents, strict=True):
        if x and x + right - left > limit:
            x, y, row = 0.0, y + row + PART_GAP, 0.0
        placed += [(key, replace(box, x=box.x - left + x, y=box.y - top + y)) for key, box in part]
        x += right - left + PART_GAP
        row = max(row, bottom - top)
    return placed


def _extent(boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    return (
        min(box.x - box.width / 2 for box in boxes),
        min(box.y - box.height / 2 for box in boxes),
        max(box.x + box.width / 2 for box in boxes),
        max(box.y + box.height / 2 for box in boxes),
    )


def extent(boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of all boxes; a box of nothing at all when there are none."""
    return _extent(boxes) if boxes else (0.0, 0.0, 0.0, 0.0)

"""Draw edges as curves between boxes, and find a free spot on each for its label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from server.pictures.layout import Box

Point = tuple[float, float]
SPOTS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)
NEAR_END = (0.68, 0.76, 0.6, 0.82, 0.5, 0.4)
NEAR_START = tuple(1 - share for share in NEAR_END)
BEND = 46.0  # how far parallel edges keep from each other
LABEL_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic Bézier curve from the border of one box to the border of another."""

    start: Point
    first: Point
    second: Point
    end: Point

    def at(self, share: float) -> Point:
        """Give the point after `share` (0 to 1) of the way."""
        rest = 1 - share
        weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
        points = (self.start, self.first, self.second, self.end)
        return (
            sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
            sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
        )

    @property
    def path(self) -> str:
        """Give the `d` attribute of an SVG path."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.start, self.first, self.second, self.end
        return f"M{ax:.1f} {ay:.1f}C{bx:.1f} {by:.1f} {cx:.1f} {cy:.1f} {dx:.1f} {dy:.1f}"


@dataclass(frozen=True, slots=True)
class Way:
    """Curves end to end."""

    curves: tuple[Curve, ...]

    def at(self, share: float) -> Point:
        """Give the point after `share` (0 to 1) of the way, every curve counting alike."""
        place = min(share, 0.999) * len(self.curves)
        return self.curves[int(place)].at(place - int(place))

    @property
    def path(self) -> str:
        """Give the `d` attribute of an SVG path."""
        return "".join(curve.path for curve in self.curves[:1]) + "".join(
            curve.path[curve.path.index("C") :] for curve in self.curves[1:]
        )


def lead(source: Box, target: Box, through: Sequence[Box] = (), *, rank: int = 0) -> Way:
    """Lead from one box to another, through gaps that were kept free; `rank` tells parallel edges apart."""
    if not through:
        return Way((join(source, target, rank=rank),))
    off = 9.0 * rank
    stops = [Box(gap.x, gap.y + off, gap.width, gap.height) for gap in through]
    curves: list[Curve] = []
    for one, other in pairwise([source, *stops, target]):
        curves.append(_sideways(one, other, 0.0))
        if other is not target:
            ends = _sideways(other, target, 0.0)
            curves.append(_line(curves[-1].end, ends.start))
    return Way(tuple(curves))


def _line(start: Point, end: Point) -> Curve:
    third = ((end[0] - start[0]) / 3, (end[1] - start[1]) / 3)
    return Curve(start, (start[0] + third[0], start[1] + third[1]), (end[0] - third[0], end[1] - third[1]), end)


def join(source: Box, target: Box, *, rank: int = 0) -> Curve:
    """Lead from one box to another; `rank` tells parallel edges apart (0 runs straight)."""
    if source == target:
        return _loop(source)
    bend = BEND * ((rank + 1) // 2) * (1 if rank % 2 else -1)
    gap = abs(target.x - source.x) - (source.width + target.width) / 2
    return _sideways(source, target, bend) if gap > 40 else _straight(source, target, bend)


def _loop(box: Box) -> Curve:
    right, top = box.x + box.width / 2, box.y - box.height / 2
    return Curve((right, box.y), (right + 60, box.y), (box.x + 20, top - 60), (box.x, top))


def _sideways(source: Box, target: Box, bend: float) -> Curve:
    side = 1 if target.x > source.x else -1
    ax, dx = source.x + side * source.width / 2, target.x - side * target.width / 2
    pull = (dx - ax) * 0.5
    return Curve((ax, source.y), (ax + pull, source.y + bend), (dx - pull, target.y + bend), (dx, target.y))


def _straight(source: Box, target: Box, bend: float) -> Curve:
    start, end = _border(source, target), _border(target, source)
    along = (end[0] - start[0], end[1] - start[1])
    length = max((along[0] ** 2 + along[1] ** 2) ** 0.5, 1.0)
    off = (-along[1] / length * bend, along[0] / length * bend)
    return Curve(
        start,
        (start[0] + along[0] / 3 + off[0], start[1] + along[1] / 3 + off[1]),
        (start[0] + along[0] * 2 / 3 + off[0], start[1] + along[1] * 2 / 3 + off[1]),
        end,
    )


def _border(box: Box, towards: Box) -> Point:
    """Give the point where the line to another box leaves this one."""
    across, down = towards.x - box.x, towards.y - box.y
    scales = [
        half / abs(distance)
        for half, distance in ((box.width / 2, across), (box.height / 2, down))
        if abs(distance) > 0.01
    ]
    scale = min(scales, default=0.0)
    return box.x + across * scale, box.y + down * scale


def spots(leaving: int, arriving: int) -> tuple[float, ...]:
    """Choose where labels are tried, by the number of edges at either end: away from the crowd."""
    if leaving == arriving:
        return SPOTS
    return NEAR_END if leaving > arriving else NEAR_START


def label_spot(
    curve: Curve | Way, size: tuple[float, float], tried: Sequence[float] = SPOTS, *, taken: Iterable[Box]
) -> Box:
    """Find the first spot on the curve where a label of this size lies on nothing; the first of all when none is."""
    places = [Box(*curve.at(share), *size) for share in tried]
    obstacles = list(taken)
    free = (spot for spot in places if not any(spot.overlaps(box, gap=LABEL_GAP) for box in obstacles))
    return next(free, places[0])

from __future__ import annotations

from itertools import combinations

import pytest

from server.pictures.curves import join, label_spot
from server.pictures.layout import Box, extent, place

STAR = [(leaf, 0) for leaf in range(1, 25)]
CHAIN = [(index, index + 1) for index in range(15)]
DENSE = [(one, other) for one in range(14) for other in range(one)]
PARTS = [(0, 1), (2, 3), (4, 5), (4, 6)]
LARGE = [(index // 3, index) for index in range(1, 200)] + [(index, (index * 7) % 200) for index in range(200)]


@pytest.mark.parametrize(
    ("count", "links"),
    [(25, STAR), (16, CHAIN), (14, DENSE), (9, PARTS), (3, []), (200, LARGE), (2, [(0, 0), (1, 1)])],
    ids=["star", "chain", "dense", "parts", "loose", "large", "loops"],
)
def test_no_two_boxes_overlap(count: int, links: list[tuple[int, int]]) -> None:
    boxes = place([Box(0, 0, 60 + 11 * (index % 9), 34 + 19 * (index % 3)) for index in range(count)], links).boxes
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("links", [STAR, DENSE], ids=["layers", "springs"])
def test_the_same_links_get_the_same_places(links: list[tuple[int, int]]) -> None:
    boxes = [Box(0, 0, 100, 34)] * 25
    assert place(boxes, links) == place(boxes, list(reversed(links)))


def test_nothing_takes_no_room() -> None:
    assert extent(place([], []).boxes) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    "target", [Box(400, 0, 100, 34), Box(0, 200, 100, 34), Box(-300, -90, 100, 34)], ids=["right", "below", "back"]
)
def test_a_curve_ends_at_the_borders_of_its_boxes(target: Box) -> None:
    source = Box(0, 0, 100, 34)
    curve = join(source, target)
    for (x, y), box in ((curve.start, source), (curve.end, target)):
        assert abs(x - box.x) <= box.width / 2 + 0.1
        assert abs(y - box.y) <= box.height / 2 + 0.1


def test_parallel_edges_run_apart() -> None:
    source, target = Box(0, 0, 100, 34), Box(400, 0, 100, 34)
    assert join(source, target, rank=0).at(0.5) != join(source, target, rank=1).at(0.5)


def test_a_label_avoids_what_is_taken() -> None:
    curve = join(Box(0, 0, 100, 34), Box(400, 0, 100, 34))
    first = label_spot(curve, (40, 17), taken=[])
    assert not label_spot(curve, (40, 17), taken=[first]).overlaps(first)

"""Draw the classes of the ontology as a tree: the same ontology, the same bytes.

Place in the stream: the glossary → SVG. The colours of the palette are written as attributes, so that the drawing
needs no style sheet; inside a page the style sheet recolours it for the night.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template

from kg.graph.glossary import Glossary, Term
from server import palette
from server.palette import Family

ROW, COLUMN, INDENT, CHAR_ZH, CHAR_EN, PAD = 30, 268, 34, 14.5, 7.6, 22


@dataclass(frozen=True, slots=True)
class Box:
    """One class of the drawing; `above` is the middle of its superclass, from which a line leads to it."""

    term: Term
    label: str
    family: Family
    x: int
    y: int
    width: int
    above: tuple[int, int] | None


def draw(terms: Glossary, language: str) -> str:
    """Draw the classes, those without a superclass of ours as the roots, in columns of equal height."""
    trees = [list(_tree(root, terms, language, depth=0)) for root in _roots(terms)]
    columns = _columns(trees, count=4)
    boxes = [
        box
        for number, column in enumerate(columns)
        for box in _placed([each for tree in column for each in tree], left=number * COLUMN)
    ]
    height = max(sum(len(tree) for tree in column) for column in columns) * ROW
    return render_template("diagram.svg", boxes=boxes, width=len(columns) * COLUMN, height=height, row=ROW)


def _roots(terms: Glossary) -> list[Term]:
    return [
        term
        for term in terms.terms
        if term.kind == "class" and not any(parent in terms.by_iri for parent in term.parents)
    ]


def _tree(term: Term, terms: Glossary, language: str, *, depth: int) -> Iterator[tuple[Term, str, int]]:
    yield term, term.labels.get(language) or term.name, depth
    for child in terms.children(term.iri):
        yield from _tree(child, terms, language, depth=depth + 1)


def _columns(trees: list[list[tuple[Term, str, int]]], *, count: int) -> list[list[list[tuple[Term, str, int]]]]:
    """Deal whole trees into columns of about the same height, in their order."""
    total = sum(len(tree) for tree in trees)
    columns: list[list[list[tuple[Term, str, int]]]] = [[] for _ in range(count)]
    done = 0
    for tree in trees:
        columns[min(done * count // max(total, 1), count - 1)].append(tree)
        done += len(tree)
    return [column for column in columns if column]


def _placed(lines: list[tuple[Term, str, int]], *, left: int) -> Iterator[Box]:
    middles: dict[int, tuple[int, int]] = {}
    for number, (term, label, depth) in enumerate(lines):
        x, y = left + depth * INDENT, number * ROW
        width = int(sum(CHAR_ZH if char > "⺀" else CHAR_EN for char in label)) + PAD
        middles[depth] = (x + 12, y + ROW - 4)
        yield Box(term, label, palette.family(term.name), x, y, width, middles.get(depth - 1) if depth else None)

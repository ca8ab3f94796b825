"""Set the legend of a graph: the colours of the classes that occur, then the kinds of line that occur."""

from __future__ import annotations

from dataclasses import dataclass

from server import palette, wording
from server.pictures.layout import Box
from server.pictures.model import Network
from server.pictures.widths import measure

SIZE = 12.0
SWATCH = 24.0
ROW = 24.0
LIMIT = 620.0


@dataclass(frozen=True, slots=True)
class Key:
    """One entry: a swatch of a family's colour, or of a line, and its name."""

    text: str
    box: Box
    kind: str  # "family" or "line"
    style: str  # class names of the swatch

    @property
    def left(self) -> float:
        """Give where the swatch starts."""
        return round(self.box.x - self.box.width / 2, 1)


def keys(network: Network, *, top: float) -> list[Key]:
    """Place the entries from the left, in as many rows as they need."""
    entries = [("family", name, text) for name, text in _families(network)]
    entries += [("line", style, text) for style, text in _lines(network)]
    placed: list[Key] = []
    left, row = 0.0, top
    for kind, style, text in entries:
        width = round(SWATCH + measure(text) * SIZE + 20, 1)
        if left and left + width > LIMIT:
            left, row = 0.0, row + ROW
        placed.append(Key(text, Box(left + width / 2, row, width, ROW), kind, style))
        left += width
    return placed


def _families(network: Network) -> list[tuple[str, str]]:
    """Name each colour by its family and the classes that wear it here."""
    lang = network.language
    rows = []
    for family in palette.families():
        classes = dict.fromkeys(node.type_label for node in network.nodes if node.family == family.name)
        shown = [label for label in classes if label]
        if shown:
            more = wording.load().say("pictures.more", lang) if len(shown) > 4 else ""
            rows.append((family.name, wording.load().say("pictures.list", lang).join(shown[:4]) + more))
    return rows


def _lines(network: Network) -> list[tuple[str, str]]:
    styles = dict.fromkeys(
        f"stated {edge.modality}" if edge.origin == "stated" else edge.origin for edge in network.edges
    )
    return [(style, _line(style, network.language)) for style in sorted(styles)]


def _line(style: str, lang: str) -> str:
    origin, _, modality = style.partition(" ")
    name = origin if modality in ("", "asserted") else modality
    return wording.load().say(f"pictures.{name}", lang)

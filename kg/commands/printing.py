"""Print answers on a terminal: a table where it fits, one block a row where it does not."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence

__all__ = ["table", "width"]

_WIDE = ("W", "F")  # East Asian wide and full-width characters take two columns


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in _WIDE else 1 for character in text)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out rows under their columns, or as blocks when a row is wider than the terminal."""
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(columns, *cells, strict=True)]
    if sum(widths) + 2 * len(widths) > shutil.get_terminal_size((120, 24)).columns:
        return "\n\n".join(_block(columns, row) for row in cells)
    lines = [columns, ["-" * size for size in widths], *cells]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(cells, widths, strict=True)).rstrip()


def _block(columns: Sequence[str], row: Sequence[str]) -> str:
    longest = max(map(width, columns))
    pairs = zip(columns, row, strict=True)
    return "\n".join(f"{name}{' ' * (longest - width(name))}  {cell}" for name, cell in pairs if cell)

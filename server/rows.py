"""Turn the rows of an answer into the cells of a table for people.

Place in the stream: an answer → what a template prints. A column `x` with a column `xLabel` beside it is one cell that
bears the label; the columns that say where a row comes from are one cell, the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.store.searching import Name
from server import pages, things
from server.finding import index
from server.remembering import once
from server.things import Text, Thing

__all__ = ["SAID", "Cell", "Evidence", "Row", "Table", "named", "table"]

SOURCES = ("claim", "sentence", "text", "speaker", "modality", "valueNode")
# Words of the questions themselves, which a page says in its language.
SAID = {"kind": ("observed", "target", "forecast"), "how": ("stated", "inferred", "derived")}
NUMBERS = frozenset({"decimal", "integer", "double"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a thing, a text, or nothing."""

    value: Thing | Text | None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a row comes from."""

    claim: str = ""
    sentence: str = ""
    text: str = ""
    speaker: str = ""
    modality: str = ""  # local name: asserted, planned, …
    value: str = ""  # the indicator value as a thing


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, and its sentence when it has one."""

    cells: tuple[Cell, ...]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a page under their headings."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sourced: bool  # whether the answer says where its rows come from


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """Lay out rows for people."""
    sourced = "text" in columns and "sentence" in columns
    hidden = {name for name in SOURCES if f"{name}Label" not in columns} if sourced else set()
    shown = [name for name in columns if name not in hidden and not _labels(name, columns)]
    made = (dict(zip(columns, row, strict=True)) for row in rows)
    return Table(tuple(shown), tuple(_row(row, shown, sourced=sourced) for row in made), sourced)


def named(iri: str, zh: str = "") -> Thing:
    """Name a thing by the names of the graph, else by the label that its row gives."""
    name = _names().get(iri)
    if name is None:
        term = things.term(iri)
        return Thing(iri, term.zh or zh, term.en)
    return Thing(iri, name.labels.get("zh", "") or zh, name.labels.get("en", ""), name.type)


def _names() -> dict[str, Name]:
    return once("names", lambda: {name.iri: name for name in index().names})


def _labels(name: str, columns: Sequence[str]) -> bool:
    """Say whether a column only labels another."""
    return name.endswith("Label") and name.removesuffix("Label") in columns


def _row(row: dict[str, Any], shown: Sequence[str], *, sourced: bool) -> Row:
    cells = tuple(_cell(name, row[name], row.get(f"{name}Label")) for name in shown)
    told = {name: _text(row.get(f"{name}Label", row.get(name))) for name in SOURCES}
    told["modality"] = told["modality"].rsplit("/", 1)[-1]
    told["value"] = told.pop("valueNode")
    return Row(cells, Evidence(**told) if sourced and told["text"] else None)


def _cell(column: str, term: Any, label: Any) -> Cell:
    if isinstance(term, ox.NamedNode):
        return Cell(named(term.value, _text(label)))
    if isinstance(term, ox.Literal):
        if term.value in SAID.get(column, ()):
            return Cell(Text(pages.say(f"questions.{term.value}"), pages.language(), "string"))
        found = things.literal(term)
        return Cell(found, number=found.datatype in NUMBERS)
    return Cell(Text(_text(label), "zh", "string") if label is not None else None)


def _text(term: Any) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""

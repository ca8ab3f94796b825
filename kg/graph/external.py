"""Link things to their identifiers elsewhere, from a frozen table and nothing else.

Place in the stream: Entity → quads of graph/registry. Each row of `external_ids.csv` was checked in the package and
version it names; it applies by label, class and date, for a code may change its owner and a name may have several.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from pyoxigraph import Literal, NamedNode

from kg.errors import BuildError
from kg.graph.iris import Iris
from kg.graph.literals import literal
from kg.model import Entity, Extraction

__all__ = ["Identifier", "identify", "table"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """One row: which thing, what it is called elsewhere, when that held, and which package says so."""

    labels: tuple[str, ...]
    types: tuple[str, ...]
    scheme: str
    predicate: str
    value: str
    valid_from: str  # year, empty: since ever
    valid_to: str  # year, empty: until now
    package: str
    version: str
    checked_on: str

    def names(self, entity: Entity, *, on: date | None) -> bool:
        """Say whether the row is about this entity on that day; an undated text takes only what still holds."""
        labels = {entity.ref.name, entity.label}
        if entity.type not in self.types or labels.isdisjoint(self.labels):
            return False
        if on is None:
            return not self.valid_to
        return (self.valid_from or "0000") <= f"{on.year:04}" <= (self.valid_to or "9999")


@cache
def table() -> tuple[Identifier, ...]:
    """Read the frozen table; raises `BuildError` when a column is missing or unknown."""
    with (resources.files(__package__ or "kg.graph") / "external_ids.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != tuple(Identifier.__dataclass_fields__):
            raise BuildError(f"external_ids.csv has columns {rows.fieldnames}; restore {Identifier.__slots__}")
        return tuple(_identifier(row) for row in rows)


def identify(extractions: Iterable[Extraction], *, iris: Iris) -> Iterator[tuple[NamedNode, str, NamedNode | Literal]]:
    """Give the identifiers of the entities of these extractions."""
    for extraction in extractions:
        for entity in extraction.entities:
            for row in table():
                if row.names(entity, on=extraction.article.metadata.issued):
                    value = NamedNode(row.value) if ":" in row.value else literal(row.value)
                    yield iris.thing(entity.ref), row.predicate, value


def _identifier(row: dict[str, str]) -> Identifier:
    rest = {key: value for key, value in row.items() if key not in ("labels", "types")}
    return Identifier(labels=tuple(row["labels"].split("|")), types=tuple(row["types"].split("|")), **rest)

"""Units and classifiers: `lexicon/units.tsv` read and checked.

Place in the stream: word list → quantities. The classifier of a counted thing (家, 项) is no unit of measure: NUM.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources

from kg.errors import RuleError
from kg.extraction import alternation

KINDS = ("count", "group", "money", "share", "point", "times", "measure", "duration")
_COLUMNS = ["text", "key", "factor", "unit", "kind", "unlike"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One spelling of a unit or classifier."""

    text: str  # as printed
    key: str  # QUDT local name; NUM for counted things
    factor: Decimal  # how many of `key` it is
    unit: str  # as the gold format names it
    kind: str
    unlike: str  # characters that make another word of it when they follow

    @property
    def behind(self) -> str:
        """Give the pattern of what must hold behind this spelling where it is a unit."""
        latin = "(?![A-Za-z])" if self.text[-1].isascii() and self.text[-1].isalpha() else ""
        return (f"(?![{self.unlike}])" if self.unlike else "") + latin


@cache
def table() -> Mapping[str, Unit]:
    """Load the packaged list, by spelling."""
    return read((resources.files("kg.extraction") / "lexicon" / "units.tsv").read_text("utf-8"), "units.tsv")


def read(text: str, file: str) -> dict[str, Unit]:
    """Read a list's text; refuses an unknown kind, a factor that is no number, a spelling twice."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or rows[0] != _COLUMNS:
        raise RuleError(f"{file}: the first line must name the columns {', '.join(_COLUMNS)}")
    found: dict[str, Unit] = {}
    for row in rows[1:]:
        unit = _unit(row, file)
        if unit.text in found:
            raise RuleError(f"{file}: {unit.text!r} stands twice")
        found[unit.text] = unit
    return found


def pattern(*kinds: str) -> str:
    """Give the expression of the spellings of some kinds (none named: all but the group word), longest first."""
    chosen = [unit for unit in table().values() if unit.kind in (kinds or KINDS) and (kinds or unit.kind != "group")]
    return alternation.of({unit.text: unit.behind for unit in chosen})


def _unit(row: list[str], file: str) -> Unit:
    where = f"{file}: {row[0] if row else '?'}"
    if len(row) != len(_COLUMNS) or not all(row):
        raise RuleError(f"{where}: needs {len(_COLUMNS)} filled columns")
    if row[4] not in KINDS:
        raise RuleError(f"{where}: kind {row[4]!r} is not one of {', '.join(KINDS)}")
    try:
        factor = Decimal(row[2])
    except InvalidOperation as error:
        raise RuleError(f"{where}: factor {row[2]!r} is no number") from error
    return Unit(row[0], row[1], factor, row[3], row[4], row[5].replace("-", ""))

"""Read the numbers of an answer as bars, each with what it is of and the sentence it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.store import Answer, Store
from server.pictures import evidence
from server.pictures.asking import Row, named
from server.pictures.graphs import Style, spoken
from server.pictures.model import Witness
from server.pictures.naming import Names, clean, local

NUMBERS = ("value", "growth", "share", "count")
NAMES = ("aboutLabel", "indicatorLabel", "label", "name")
PERCENT = ("growth", "share")  # columns that our questions give in percent
EXACT = ("等于", "区间", "级", "数十")  # hedges that add nothing to the number or are always printed with it
BARE = re.compile(r"[0-9.,]+[万亿]*(?![多余左以])[^0-9多余左以]{0,3}")
KINDS = {"observed": "observed", "ObservedValue": "observed", "target": "target", "TargetValue": "target",
         "forecast": "forecast", "ForecastValue": "forecast"}  # fmt: skip
LOOKED_AT = 60  # rows in which a column of numbers is sought
NUMERIC = frozenset({"decimal", "integer", "double", "float", "int", "long", "short", "nonNegativeInteger"})


@dataclass(frozen=True, slots=True)
class Bar:
    """One number: what it is of, how it is printed, and where it comes from."""

    name: str
    value: Decimal
    printed: str
    kind: str = ""
    period: str = ""
    panel: str = ""
    unit: str = ""
    href: str = ""
    title: str = ""


def numeric_column(answer: Answer) -> str | None:
    """Find the column to chart: one of the well-known names, else the first that holds numbers."""
    columns = [str(column) for column in answer.columns]
    numeric = [
        column
        for index, column in enumerate(columns)
        if any(_number(row[index]) is not None for row in list(answer.rows)[:LOOKED_AT])
    ]
    return next((name for name in NUMBERS if name in numeric), numeric[0] if numeric else None)


def _number(term: Any) -> Decimal | None:
    if not isinstance(term, Literal) or local(term.datatype.value) not in NUMERIC:
        return None
    try:
        number = Decimal(term.value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def read(answer: Answer, store: Store, style: Style) -> Iterator[Bar]:
    """Give a bar for every row that has a number."""
    column = (numeric_column(answer) if answer.kind == "solutions" else None) or ""
    names = Names(store, style.lang)
    for raw in answer.rows if column else ():
        row = named(answer.columns, raw)
        value = _number(row.get(column))
        if value is not None:
            yield _bar(row, value, column, store=store, style=style, names=names)


def _bar(row: Row, value: Decimal, column: str, *, store: Store, style: Style, names: Names) -> Bar:
    about, indicator = _named(row, "about", names), _named(row, "indicator", names)
    percent = "%" if column in PERCENT else ""
    printed = _text(row, "printed", names) or _text(row, "valueText", names) or f"{value.normalize():f}{percent}"
    printed = _hedged(printed, _text(row, "hedge", names))
    unit = _text(row, "unitText", names) or _text(row, "unit", names) or ("%" if printed.endswith("%") else "")
    found = _sources(row, store)
    return Bar(
        name=about or _first_name(row, column, names),
        value=value, printed=printed, unit=unit, panel=indicator,
        kind=KINDS.get(local(row["kind"].value), "") if "kind" in row else "",
        period=_named(row, "period", names),
        href=style.href(_source(row, found)),
        title="\n".join([printed, *(spoken(witness, style.lang) for witness in found)]),
    )  # fmt: skip


def _hedged(printed: str, hedge: str) -> str:
    """Put the hedge before a bare number: in 超过8500家和6万家 it is printed once and means both."""
    bare = BARE.fullmatch(printed)
    return f"{hedge}{printed}" if hedge and hedge not in EXACT and "、" not in hedge and bare else printed


def _text(row: Row, column: str, names: Names) -> str:
    term = row.get(column)
    if isinstance(term, NamedNode):
        return names.label(term.value)
    return clean(term.value) if isinstance(term, Literal) else ""


def _named(row: Row, column: str, names: Names) -> str:
    """Give the label of a column's thing in the reader's language, else the label that the row itself brings."""
    if isinstance(row.get(column), NamedNode):
        return _text(row, column, names)
    return _text(row, f"{column}Label", names) or _text(row, column, names)


def _first_name(row: Row, column: str, names: Names) -> str:
    found = [name for name in NAMES if name in row] or [name for name in row if name != column]
    return _text(row, found[0], names) if found else ""


def _sources(row: Row, store: Store) -> tuple[Witness, ...]:
    claim = row.get("claim")
    if isinstance(claim, NamedNode):
        return evidence.of_claims(store, [claim.value])
    node = row.get("valueNode")
    return evidence.of_node(store, node.value) if isinstance(node, NamedNode) else ()


def _source(row: Row, found: tuple[Witness, ...]) -> str:
    """Give the IRI a bar leads to: its sentence, else the value, else the first thing of the row."""
    named_one = row.get("sentence") or row.get("valueNode")
    if found:
        return found[0].sentence
    if isinstance(named_one, NamedNode):
        return named_one.value
    return next((term.value for term in row.values() if isinstance(term, NamedNode)), "")

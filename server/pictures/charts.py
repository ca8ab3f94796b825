"""Chart the numbers of an answer as bars: what can be compared shares a panel, every bar leads to its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.store import Answer, Store
from server import wording
from server.pictures import drawing, evidence
from server.pictures.asking import Row, named
from server.pictures.graphs import Style, spoken
from server.pictures.model import Witness
from server.pictures.naming import Names, clean, local
from server.pictures.widths import measure, wrap

NUMBERS = ("value", "growth", "share", "count")
NAMES = ("aboutLabel", "indicatorLabel", "label", "name")
KINDS = {"observed": "observed", "ObservedValue": "observed", "target": "target", "TargetValue": "target",
         "forecast": "forecast", "ForecastValue": "forecast"}  # fmt: skip
MOST = 60
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


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar as drawn, from `x` for `width`, with its text after it."""

    bar: Bar
    name: str
    y: float
    x: float
    width: float
    said: str
    said_x: float


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars of one scale under one heading."""

    title: str
    top: float
    marks: tuple[Mark, ...]
    zero: float

    @property
    def bottom(self) -> float:
        """Give where the axis ends."""
        return self.marks[-1].y + 13


ROW = 29.0
NAME_WIDTH = 17.0
FONT = 13.0
LENGTH = 300.0
LEFT = NAME_WIDTH * FONT + 14


def numeric_column(answer: Answer) -> str | None:
    """Find the column to chart: one of the well-known names, else the first that holds numbers."""
    columns = [str(column) for column in answer.columns]
    numeric = [
        column
        for index, column in enumerate(columns)
        if any(_number(row[index]) is not None for row in list(answer.rows)[:MOST])
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


def svg(answer: Answer, store: Store, style: Style, *, title: str = "") -> str:
    """Draw the bars of an answer."""
    bars = list(dict.fromkeys(_bars(answer, store, style)))
    panels, bottom = _panels(bars[:MOST])
    say = wording.load().say
    left = len(bars) - MOST
    notice = say("pictures.omitted", style.lang, shown=MOST, omitted=left) if left > 0 else ""
    width = max([420.0, *(mark.said_x + measure(mark.said) * FONT + 12 for panel in panels for mark in panel.marks)])
    return drawing.render(
        "chart.svg", panels=panels, style=style, notice=notice, width=round(width, 1), height=round(bottom + 24, 1),
        title=title or say("pictures.chart", style.lang), description=_describe(bars, style.lang) + notice,
        kinds=[kind for kind in ("observed", "target", "forecast") if any(bar.kind == kind for bar in bars)],
        say=lambda key: say(f"pictures.{key}", style.lang), left=LEFT,
    )  # fmt: skip


def _describe(bars: list[Bar], lang: str) -> str:
    say = wording.load().say
    if not bars:
        return say("pictures.no-numbers", lang)
    told = [f"{bar.panel} {bar.name} {bar.printed} {bar.period}".strip() for bar in bars[:12]]
    return say("pictures.separator", lang).join(told) + say("pictures.stop", lang)


def _bars(answer: Answer, store: Store, style: Style) -> Iterator[Bar]:
    column = (numeric_column(answer) if answer.kind == "solutions" else None) or ""
    names = Names(store, style.lang)
    for raw in answer.rows if column else ():
        row = named(answer.columns, raw)
        value = _number(row.get(column))
        if value is not None:
            yield _bar(row, value, column, store=store, style=style, names=names)


def _bar(row: Row, value: Decimal, column: str, *, store: Store, style: Style, names: Names) -> Bar:
    about, indicator = _named(row, "about", names), _named(row, "indicator", names)
    printed = _text(row, "printed", names) or _text(row, "valueText", names) or f"{value.normalize():f}"
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


def _panels(bars: list[Bar]) -> tuple[list[Panel], float]:
    groups: defaultdict[str, list[Bar]] = defaultdict(list)
    sizes: defaultdict[str, int] = defaultdict(int)
    for bar in bars:
        sizes[bar.panel] += 1
    for bar in bars:
        alone = bar.unit == "%" or (bar.unit and sizes[bar.panel] == 1)
        groups[bar.unit if alone else bar.panel].append(bar)
    panels, top = [], 12.0
    for heading, members in groups.items():
        panel = _panel(heading, members, top)
        panels.append(panel)
        top = panel.bottom + 22
    return panels, top


def _panel(heading: str, bars: list[Bar], top: float) -> Panel:
    first = top + (34 if heading else 14)
    low = min(Decimal(0), *(bar.value for bar in bars))
    high = max(Decimal(0), *(bar.value for bar in bars))
    scale = LENGTH / float(high - low or 1)
    zero = LEFT + float(-low) * scale
    marks = tuple(_mark(bar, heading, first + index * ROW, zero=zero, scale=scale) for index, bar in enumerate(bars))
    return Panel(heading, top, marks, round(zero, 1))


def _mark(bar: Bar, heading: str, y: float, *, zero: float, scale: float) -> Mark:
    width = max(abs(float(bar.value)) * scale, 1.5)
    x = zero if bar.value >= 0 else zero - width
    name = f"{bar.panel} {bar.name}" if bar.panel and bar.panel != heading else bar.name
    said = f"{bar.printed}  {bar.period}" if bar.period else bar.printed
    shown = wrap(name, width=NAME_WIDTH, lines=1)[0]
    return Mark(bar, shown, round(y, 1), round(x, 1), round(width, 1), said, round(max(x + width, zero) + 8, 1))

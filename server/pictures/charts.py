"""Chart bars: what can be compared shares a panel and a scale, what is aimed at stands beside what is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from kg.store import Answer, Store
from server import wording
from server.pictures import bars as reading
from server.pictures import drawing
from server.pictures.bars import Bar
from server.pictures.graphs import Style
from server.pictures.widths import measure, wrap

MOST = 60
ROW = 29.0
NAME_WIDTH = 17.0
FONT = 13.0
LENGTH = 300.0
LEFT = NAME_WIDTH * FONT + 14


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


def svg(answer: Answer, store: Store, style: Style, *, title: str = "") -> str:
    """Draw the bars of an answer."""
    bars = list(dict.fromkeys(reading.read(answer, store, style)))
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


def _panels(bars: list[Bar]) -> tuple[list[Panel], float]:
    groups: defaultdict[str, list[Bar]] = defaultdict(list)
    sizes: defaultdict[str, int] = defaultdict(int)
    for bar in bars:
        sizes[bar.panel] += 1
    for bar in bars:
        alone = bar.unit == "%" or (bar.unit and sizes[bar.panel] == 1)
        groups[bar.unit if alone else bar.panel].append(bar)
    panels, top = [], 12.0
    for key, members in groups.items():
        heading = members[0].panel or key if len({bar.panel for bar in members}) == 1 else key
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

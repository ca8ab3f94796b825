"""Find the smallest set of conditions that never holds, and what is wrong with each.

Place in the stream: between the parts of a query and what the doctor tells. Every test is an ASK made of the query's
own words; who asks decides how long one may take.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from kg.store.doctor.parts import Group, Part, Pattern, leaves, render

__all__ = ["Examination", "failing"]

Asker = Callable[[str], bool]


class TimeIsUp(Exception):  # noqa: N818 - it is no error: the search ends here
    """The examination has taken as long as it may."""


@dataclass(slots=True)
class Examination:
    """The tests of one query, within a time."""

    pattern: Pattern
    ask: Asker
    until: float

    def holds(self, group: Group, without: frozenset[int] = frozenset()) -> bool:
        """Ask whether a pattern without some parts has a match."""
        if monotonic() > self.until:
            raise TimeIsUp
        return self.ask(self.ask_text(render(group, without)))

    def ask_text(self, body: str) -> str:
        """Write an ASK for a body, with the query's own prologue and dataset."""
        return f"{self.pattern.prologue}ASK {self.pattern.dataset} {body}"

    def alone(self, part: Part | Group, graphs: tuple[str, ...]) -> bool:
        """Ask whether one part has a match by itself."""
        group = Group((part,))
        for graph in reversed(graphs):
            group = Group((group,), graph) if graph else group
        return self.holds(group)


def failing(examination: Examination) -> list[tuple[Part | Group, tuple[str, ...]]]:
    """Give the smallest set of parts that has no match: those that fail alone, else one that cannot be made smaller."""
    group = examination.pattern.group
    parts = [entry for entry in leaves(group) if _tested(entry[0])]
    alone = [entry for entry in parts if _standing(entry[0]) and not examination.alone(*entry)]
    return alone or _smallest(examination, parts)


def _smallest(
    examination: Examination, parts: list[tuple[Part | Group, tuple[str, ...]]]
) -> list[tuple[Part | Group, tuple[str, ...]]]:
    """Leave out one part after another, as long as nothing is found without it."""
    without: frozenset[int] = frozenset()
    for part, _ in sorted(parts, key=lambda entry: _weight(entry[0])):
        fewer = without | {id(part)}
        if len(fewer) < len(parts) and not examination.holds(examination.pattern.group, fewer):
            without = fewer
    return [entry for entry in parts if id(entry[0]) not in without]


def _tested(part: Part | Group) -> bool:
    return isinstance(part, Group) or part.kind != "bind"


def _standing(part: Part | Group) -> bool:
    """Say whether a part means something by itself: a filter needs the variables of others."""
    return isinstance(part, Group) or part.kind in {"triple", "subquery"}


def _weight(part: Part | Group) -> int:
    """Order in which parts are left out: triples first, so that a filter that drops everything is what remains."""
    return 0 if isinstance(part, Part) and part.kind == "triple" else 1

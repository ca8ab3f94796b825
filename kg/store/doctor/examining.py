"""Find the smallest set of conditions that never holds, and what is wrong with each.

Place in the stream: between the parts of a query and what the doctor tells. Every test is an ASK made of the query's
own words; who asks decides how long one may take.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from kg.store.doctor.parts import Group, Part, Pattern, leaves, render
from kg.store.tokens import scan

__all__ = ["Entry", "Examination", "Failing", "TimeIsUp", "failing"]

Asker = Callable[[str], bool]
Entry = tuple[Part | Group, tuple[str, ...]]


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
            group = Group((Group((group,), graph),))
        return self.holds(group)


@dataclass(frozen=True, slots=True)
class Failing:
    """The smallest failing set; `alone` says that each of its parts fails by itself."""

    entries: list[Entry]
    alone: bool


def failing(examination: Examination) -> Failing:
    """Find the smallest set of parts that has no match: those that fail alone, else one that cannot be made smaller."""
    parts = [entry for entry in leaves(examination.pattern.group) if _tested(entry[0])]
    alone = [entry for entry in parts if _standing(entry[0]) and not examination.alone(*entry)]
    return Failing(alone, alone=True) if alone else Failing(_smallest(examination, parts), alone=False)


def _smallest(examination: Examination, parts: list[Entry]) -> list[Entry]:
    """Leave out part after part as long as nothing is found without it; what a test needs stays bound."""
    kept = list(parts)
    for entry in sorted(parts, key=lambda entry: _standing(entry[0])):
        fewer = [other for other in kept if other is not entry]
        without = frozenset(id(part) for part, _ in parts) - {id(part) for part, _ in fewer}
        if fewer and _bound(fewer, parts) and not examination.holds(examination.pattern.group, without):
            kept = fewer
    tests = [entry for entry in kept if not _standing(entry[0])]
    return tests or kept


def _bound(kept: list[Entry], all_parts: list[Entry]) -> bool:
    """Say whether every variable that a kept test needs is still bound, if it ever was."""
    ever = {name for part, _ in all_parts if _standing(part) for name in _variables(part)}
    still = {name for part, _ in kept if _standing(part) for name in _variables(part)}
    needed = {name for part, _ in kept if not _standing(part) for name in _variables(part)}
    return needed & ever <= still


def _variables(part: Part | Group) -> set[str]:
    return {token.text[1:] for token in scan(render(part)) if token.kind == "variable"}


def _tested(part: Part | Group) -> bool:
    return isinstance(part, Group) or part.kind != "bind"


def _standing(part: Part | Group) -> bool:
    """Say whether a part means something by itself: a filter needs the variables of others."""
    return isinstance(part, Group) or part.kind in {"triple", "subquery"}

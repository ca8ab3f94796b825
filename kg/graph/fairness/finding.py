"""A check of the published lists, and what it finds in a vocabulary.

Place in the stream: beside `graph`; FOOPS!, OOPS! and ROBOT publish their checks as lists, and so do we.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.graph.fairness.vocabulary import Vocabulary

__all__ = ["Check", "Fault", "Finding", "Level", "run"]


class Level(StrEnum):
    """How much a fault matters, in the words of OOPS!; ROBOT's error, warn and info fall on the same three."""

    CRITICAL = "critical"
    IMPORTANT = "important"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a check fails: the term's IRI ("" for the vocabulary as a whole) and what is wrong there."""

    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a published list."""

    id: str  # "OOPS P19"
    level: Level
    title: str
    mend: str
    find: Callable[[Vocabulary], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says: passed, or one fault of it, with the mend and, where it is meant so, the reason."""

    check: str
    level: Level
    passed: bool
    message: str
    mend: str
    subject: str = ""
    excuse: str = ""

    @property
    def open(self) -> bool:
        """Say whether somebody has to do something about it."""
        return not self.passed and not self.excuse


def run(checks: Iterable[Check], vocabulary: Vocabulary) -> Iterator[Finding]:
    """Run checks over a vocabulary: one finding for each fault, or one that says the check passed."""
    for check in checks:
        faults = list(check.find(vocabulary))
        if not faults:
            yield Finding(check.id, check.level, passed=True, message=check.title, mend="")
        for fault in faults:
            message = f"{check.title}: {fault.message}"
            yield Finding(check.id, check.level, passed=False, message=message, mend=check.mend, subject=fault.subject)

"""Hold what the checks found: how much each looked at, and every fault with its mend.

Place in the stream: checks → Report. A violation is a fault of the builder and stops a build; a warning may be the
source's own inconsistency, which is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import ValidationError

__all__ = ["Check", "Fault", "Report"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be, in the reader's words."""

    check: str  # name of the shape or check
    focus: str  # what it is about: an IRI, or the term itself
    messages: Mapping[str, str]  # language → what is wrong and how to mend it
    value: str = ""
    warning: bool = False

    def message(self, language: str = "en") -> str:
        """Give the words in a language, or in the one there is."""
        return self.messages.get(language) or next(iter(self.messages.values()), "")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: how many things it looked at and what it found."""

    name: str
    looked: int
    faults: tuple[Fault, ...] = ()

    @property
    def violations(self) -> int:
        """Count the faults that are no mere warnings."""
        return sum(not fault.warning for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of all checks on one graph."""

    checks: tuple[Check, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """List all faults, warnings included."""
        return tuple(fault for check in self.checks for fault in check.faults)

    @property
    def violations(self) -> tuple[Fault, ...]:
        """List the faults that stop a build."""
        return tuple(fault for fault in self.faults if not fault.warning)

    @property
    def conforms(self) -> bool:
        """Say whether nothing stops a build."""
        return not self.violations

    def raise_for_violations(self) -> None:
        """Raise `ValidationError` that tells the first fault and how many there are."""
        if not self.conforms:
            first = self.violations[0]
            raise ValidationError(
                f"the graph breaks its shapes {len(self.violations)} times; first {first.check} at {first.focus}: "
                f"{first.message()}"
            )

    @classmethod
    def of(cls, checks: Iterable[Check]) -> Report:
        """Collect checks, those that looked at something or found something."""
        return cls(tuple(check for check in checks if check.looked or check.faults))

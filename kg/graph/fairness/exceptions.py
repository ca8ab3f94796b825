"""Read the written list of faults that are meant so, each with its reason.

Place in the stream: what turns a failed check of `fairness` into an excused one; the list is `exceptions.tsv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.errors import InputError
from kg.graph.fairness.finding import Finding

__all__ = ["Exceptions", "load", "parse"]

_COLUMNS = ["check", "term", "reason"]


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The reasons, by check and by the term's name; `*` stands for every term."""

    reasons: Mapping[tuple[str, str], str]

    def of(self, finding: Finding, *, namespace: str) -> str:
        """Give the reason why a fault is meant so, or ""."""
        if finding.passed:
            return ""
        name = finding.subject.removeprefix(namespace)
        return self.reasons.get((finding.check, name)) or self.reasons.get((finding.check, "*"), "")


@cache
def load() -> Exceptions:
    """Load the list of this package."""
    return parse((resources.files(__package__) / "exceptions.tsv").read_text(encoding="utf-8"))


def parse(text: str) -> Exceptions:
    """Read a list; raises `InputError` for other columns or a row without a reason."""
    header, *rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    if header != _COLUMNS:
        raise InputError(f"exceptions.tsv has the columns {header}; they must be {_COLUMNS}")
    for row in rows:
        if len(row) != len(_COLUMNS) or not row[2].strip():
            raise InputError(f"exceptions.tsv: {row} must give a check, a term and a reason")
    return Exceptions({(check, term): reason for check, term, reason in rows})

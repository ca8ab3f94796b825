"""Say why a query has no results, and mend it: the smallest failing part, what does not exist and what was meant.

Place in the stream: beside the store. `diagnose` reads the query, asks the store a few small questions, and gives a
`Diagnosis`; a service passes its own `ask` and `count`, so that the small questions run within its limits too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic

from kg.errors import KechuangError
from kg.store.doctor.examining import Entry, Examination, Failing, TimeIsUp, failing
from kg.store.doctor.parts import Group, Part, Pattern, cut, leaves, render
from kg.store.doctor.suspects import Edit, Finding, Suspicions
from kg.store.doctor.telling import Said, say
from kg.store.doctor.terms import Dictionary
from kg.store.running import Store

__all__ = ["Diagnosis", "Finding", "Said", "diagnose"]

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a query is empty; `repaired` is empty when no mended query with results was found."""

    summary: Said
    findings: tuple[Finding, ...] = ()
    repaired: str = ""
    rows: int = 0
    mended: Said = field(default=Said("", ""))


def diagnose(
    sparql: str,
    store: Store,
    *,
    ask: Callable[[str], bool] | None = None,
    count: Callable[[str], int] | None = None,
    seconds: float = 5.0,
) -> Diagnosis:
    """Say why a query that parses has no results; raises `QuerySyntaxError` when it does not parse."""
    counted = (count or _counter(store))(sparql)
    if counted:
        return Diagnosis(say("not-empty"), rows=counted)
    doctor = _Doctor(store, ask or _asker(store), count or _counter(store), monotonic() + seconds)
    return doctor.examine(sparql, ROUNDS)


def _asker(store: Store) -> Callable[[str], bool]:
    return lambda sparql: bool(store.run(sparql).rows[0][0])


def _counter(store: Store) -> Callable[[str], int]:
    def count(sparql: str) -> int:
        answer = store.run(sparql)
        return int(answer.rows[0][0]) if answer.kind == "boolean" else len(answer.rows)

    return count


@dataclass(frozen=True, slots=True)
class _Doctor:
    store: Store
    ask: Callable[[str], bool]
    count: Callable[[str], int]
    until: float

    def examine(self, sparql: str, rounds: int) -> Diagnosis:
        pattern = cut(sparql)
        if pattern is None or not pattern.group.members:
            return Diagnosis(say("no-pattern"))
        examination = Examination(pattern, self.ask, self.until)
        try:
            if examination.holds(pattern.group):
                return Diagnosis(say("summary-tail"))
            culprits = failing(examination)
        except (TimeIsUp, KechuangError):
            return Diagnosis(say("unknown"))
        return self._mend(self._tell(pattern, culprits), pattern, culprits, rounds)

    def _tell(self, pattern: Pattern, culprits: Failing) -> Diagnosis:
        suspicions = Suspicions(self.store, pattern.sparql, Dictionary(pattern.prologue, self.store.base))
        findings: list[Finding] = []
        for part, graphs in _flat(culprits.entries):
            found = list(suspicions.about(part, graphs))
            kind = "never" if culprits.alone else "filter" if part.kind == "filter" else "together"
            findings += found or [suspicions.finding(kind, part)]
        return Diagnosis(_summary(culprits), tuple(findings))

    def _mend(self, diagnosis: Diagnosis, pattern: Pattern, culprits: Failing, rounds: int) -> Diagnosis:
        edits = [edit for finding in diagnosis.findings for edit in finding.edits[:1]]
        edited = _apply(pattern.sparql, edits)
        if edits and edited != pattern.sparql:
            return self._edited(diagnosis, edited, rounds)
        return self._loosened(diagnosis, pattern, culprits)

    def _edited(self, diagnosis: Diagnosis, edited: str, rounds: int) -> Diagnosis:
        rows = self._rows(edited)
        if rows:
            return replace(diagnosis, repaired=edited, rows=rows, mended=say("mended"))
        if rounds <= 1 or monotonic() > self.until:
            return diagnosis
        further = self.examine(edited, rounds - 1)
        findings = (*diagnosis.findings, *further.findings)
        return replace(further, summary=diagnosis.summary, findings=findings)

    def _loosened(self, diagnosis: Diagnosis, pattern: Pattern, culprits: Failing) -> Diagnosis:
        """Make the last failing condition optional, or leave it out when it is a filter."""
        others = len(list(leaves(pattern.group))) > 1
        for part, _ in reversed(culprits.entries if others else []):
            marked = frozenset({id(part)})
            triple = isinstance(part, Part) and part.kind == "triple"
            body = render(pattern.group, optional=marked) if triple else render(pattern.group, marked)
            loose = pattern.prologue + pattern.head + body + pattern.tail
            rows = self._rows(loose)
            if rows:
                return replace(
                    diagnosis, repaired=loose, rows=rows, mended=say("optional") if triple else say("dropped")
                )
        return diagnosis

    def _rows(self, sparql: str) -> int:
        try:
            return self.count(sparql)
        except KechuangError:
            return 0


def _summary(culprits: Failing) -> Said:
    count = len(culprits.entries)
    if count == 1:
        return say("summary-one" if culprits.alone else "summary-test")
    return say("summary-each" if culprits.alone else "summary-many", count=count)


def _flat(culprits: list[Entry]) -> list[tuple[Part, tuple[str, ...]]]:
    """Give the parts of a failing UNION one by one."""
    flat: list[tuple[Part, tuple[str, ...]]] = []
    for part, graphs in culprits:
        if isinstance(part, Part):
            flat.append((part, graphs))
        else:
            branches = [Group(part.members), *part.others]
            flat += _flat([(member, graphs) for branch in branches for member in branch.members])
    return flat


def _apply(sparql: str, edits: list[Edit]) -> str:
    """Replace from the end, so that the earlier places stay right; of two edits of one place the first counts."""
    last = len(sparql)
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: edit.start, reverse=True):
        if edit.end <= last:
            sparql = sparql[: edit.start] + edit.text + sparql[edit.end :]
            last = edit.start
    return sparql

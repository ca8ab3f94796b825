"""Ask a vocabulary the published questions: whether it is FAIR, and free of the known pitfalls.

Place in the stream: beside `graph`; the tests, `kechuang fair` and the service ask the same list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rdflib import Graph, URIRef

from kg.graph.fairness import exceptions, foops, oops, robot
from kg.graph.fairness.finding import Check, Fault, Finding, Level, run
from kg.graph.fairness.vocabulary import Vocabulary

__all__ = ["CHECKS", "Check", "Fault", "Finding", "Level", "Vocabulary", "ask", "score"]

CHECKS = (*foops.CHECKS, *oops.CHECKS, *robot.CHECKS)


def ask(graph: Graph, *, iri: str) -> list[Finding]:
    """Run every check on the vocabulary `iri` of a graph; a fault on the written list carries its reason."""
    vocabulary = Vocabulary(graph, URIRef(iri))
    reasons = exceptions.load()
    found = run(CHECKS, vocabulary)
    return [replace(finding, excuse=reasons.of(finding, namespace=vocabulary.namespace)) for finding in found]


def score(findings: Iterable[Finding]) -> float:
    """Give the share of checks that have no open fault, from 0 to 1."""
    checks: dict[str, bool] = {}
    for finding in findings:
        checks[finding.check] = checks.get(finding.check, True) and not finding.open
    return sum(checks.values()) / len(checks) if checks else 1.0

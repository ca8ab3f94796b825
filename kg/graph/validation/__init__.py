"""Check a graph before it is published: quotes, terms, shapes, constraints, consistency.

Place in the stream: quads → Report. Shapes are checked on the merge before inference, consistency after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Quad, Store, Triple

from kg.graph.iris import Iris
from kg.graph.validation import consistency, declared, quotes, shacl
from kg.graph.validation.report import Check, Fault, Report

__all__ = ["Check", "Fault", "Report", "check"]


def check(merged: Sequence[Triple], inferred: Iterable[Quad], *, iris: Iris, texts: Mapping[str, str]) -> Report:
    """Run all checks; `texts` gives each document's text by its IRI."""
    store = Store()
    store.extend(_plain(triple) for triple in merged)
    checks = [
        quotes.check(merged, iris=iris, texts=texts),
        declared.check(merged, iris=iris),
        *shacl.check(merged, store, iris=iris),
    ]
    store.extend(_plain(quad) for quad in inferred)
    return Report.of([*checks, consistency.check(store, iris=iris)])


def _plain(of: Triple | Quad) -> Quad:
    return Quad(of.subject, of.predicate, of.object)

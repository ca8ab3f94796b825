"""Describe what became of the numbers and names of a text: mentions, the account, doubts.

Place in the stream: Mention, Coverage → part of graph/provenance.
"""

from __future__ import annotations

from kg.graph import sources
from kg.graph.claims import Source
from kg.graph.iris import Iris
from kg.graph.literals import literal
from kg.model import Account, Concept

__all__ = ["describe"]


def describe(source: Source, *, iris: Iris) -> sources.Triples:
    """Describe the mentions of the entities, the account of the numbers and the doubts."""
    yield from _mentions(source, iris=iris)
    yield from _entries(source, iris=iris)
    yield from _doubts(source, iris=iris)


def _mentions(source: Source, *, iris: Iris) -> sources.Triples:
    article = source.extraction.article
    for entity in source.extraction.entities:
        for mention in entity.mentions:
            node = iris.span(article, mention.span)
            yield from sources.span(source, mention.span, iris=iris)
            yield node, "mentions", iris.thing(entity.ref)
            if mention.anaphoric:
                yield node, "anaphoric", literal(value=True)


def _entries(source: Source, *, iris: Iris) -> sources.Triples:
    # A name that is accounted for is a mention already; only what nothing explains is listed.
    for entry in source.extraction.coverage.accounted:
        if entry.what == "number" or entry.account is Account.UNEXPLAINED:
            node = iris.account(source.extraction.article, entry.span, entry.what)
            yield from sources.span(source, entry.span, iris=iris)
            yield node, "rdf:type", iris.term("CoverageEntry")
            yield node, "accountOf", iris.span(source.extraction.article, entry.span)
            yield node, "accountedAs", iris.concept(Concept("account", entry.account.value))
            yield node, "reason", literal(entry.reason)


def _doubts(source: Source, *, iris: Iris) -> sources.Triples:
    for number, doubt in enumerate(source.extraction.coverage.doubts, start=1):
        node = iris.doubt(source.extraction.article, number)
        yield node, "rdf:type", iris.term("Doubt")
        yield node, "doubtKind", iris.concept(Concept("doubt-kind", doubt.kind))
        yield node, "reason", literal(doubt.message)
        for span in doubt.spans:
            yield from sources.span(source, span, iris=iris)
            yield node, "doubtSpan", iris.span(source.extraction.article, span)

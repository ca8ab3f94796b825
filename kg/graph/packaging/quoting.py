"""Decide how much of the source's own words is published: all its sentences together are the article.

Place in the stream: the stated quads → those that may be published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum

from pyoxigraph import Literal, Quad

from kg.graph.iris import Iris
from kg.graph.literals import literal

__all__ = ["Quotes", "limit", "limit_inferred"]


class Quotes(StrEnum):
    """What may be quoted: the sentences that support a claim (as they are built), only the spans, or nothing."""

    EVIDENCE = "evidence"
    SPANS = "spans"
    NONE = "none"


def limit_inferred(quads: Iterable[Quad], *, quotes: Quotes, iris: Iris) -> Iterator[Quad]:
    """Give the inferred quads without those that repeat a sentence under a super-property of `kc:text`."""
    texts = {iris.term("text"), iris.term("schema:text")}
    yield from (quad for quad in quads if quotes is Quotes.EVIDENCE or quad.predicate not in texts)


def limit(quads: Iterable[Quad], *, quotes: Quotes, iris: Iris) -> Iterator[Quad]:
    """Give the quads with a digest in the place of each sentence, and without spans' words, as `quotes` says.

    The words inside claims (`kc:valueText`, a theme) are the facts themselves and always stay.
    """
    provenance, text, digest = iris.graph("provenance"), iris.term("text"), iris.term("textSha256")
    words = {iris.term("oa:exact")}
    for quad in quads:
        if quotes is Quotes.EVIDENCE or quad.graph_name != provenance:
            yield quad
        elif quad.predicate == text and isinstance(quad.object, Literal):
            hashed = hashlib.sha256(quad.object.value.encode()).hexdigest()
            yield Quad(quad.subject, digest, literal(hashed), provenance)
        elif quotes is Quotes.SPANS or quad.predicate not in words:
            yield quad

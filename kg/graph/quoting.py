"""Refuse an extraction that quotes what is not there.

Place in the stream: Extraction → the graph, before anything is stated. What was read is kept with the characters it was
read from; if one of them differs from the text as received, the reader is broken and nothing it says may be published.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import QuoteError
from kg.model import Extraction, Span

__all__ = ["check"]


def check(extraction: Extraction) -> None:
    """Compare every quote with the text; raises `QuoteError` for the first that differs.

    Numbers are read from the view, which is as long as the text, character for character, and are compared with it.
    """
    article = extraction.article
    for span, quote, text in _quotes(extraction):
        printed = span.of(text)
        if printed != quote or not 0 <= span.start < span.end <= len(article.text):
            raise QuoteError(
                f"{article.name or article.id}: {quote!r} is quoted from {span.start}-{span.end}, where the text has "
                f"{printed!r}; the rule that read it must quote the text as received"
            )


def _quotes(extraction: Extraction) -> Iterator[tuple[Span, str, str]]:
    text, view = extraction.article.text, extraction.view.text
    for entity in extraction.entities:
        for mention in entity.mentions:
            yield mention.span, mention.text, text
    for quantity in extraction.quantities:
        yield quantity.span, quantity.text, view
    for claim in extraction.claims:
        if claim.value is not None:
            yield claim.value.quantity.span, claim.value.quantity.text, view
        for span in claim.spans:
            yield span, span.of(text), text
    for entry in extraction.coverage.accounted:
        yield entry.span, entry.text, text

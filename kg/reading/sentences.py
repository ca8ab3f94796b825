"""Sentences: blocks split at full stops, with offsets into the article.

Place in the stream: blocks → sentences. A question mark ends a sentence only at the end of its block, since a
question put and answered in one breath is one statement; a closing quotation mark stays with its sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from kg.model import BlockKind, Sentence, Span
from kg.reading.blocks import Block

LONGEST = 1200
"""Characters after which a sentence without a full stop is cut at its next comma, or anywhere."""

_SENTENCE = regex.compile(r"[^。！；]*(?:[。！；]+[”’）】]*|$)")
_PIECE = regex.compile(rf"[^\n]{{1,{LONGEST}}}[，、\s]|[^\n]{{1,{LONGEST}}}")


def split(text: str, parts: list[Block]) -> Iterator[Sentence]:
    """Split the blocks of a view's text into sentences, numbered from 1."""
    ordinal = 0
    for number, block in enumerate(parts):
        for span in _spans(text, block):
            ordinal += 1
            yield Sentence(ordinal, span, span.of(text), number, block.kind)


def over(found: Sequence[Sentence], span: Span) -> Iterator[Sentence]:
    """Give the sentences that share a character with a span, of all in text order."""
    number = max(0, bisect_right(found, span.start, key=_start) - 1)
    while number < len(found) and found[number].span.start < span.end:
        if found[number].span.overlaps(span):
            yield found[number]
        number += 1


def _start(sentence: Sentence) -> int:
    return sentence.span.start


def _spans(text: str, block: Block) -> Iterator[Span]:
    if block.kind in (BlockKind.TABLE, BlockKind.TITLE, BlockKind.BYLINE) and _is_short(block.span):
        yield block.span
        return
    for found in _SENTENCE.finditer(text, block.span.start, block.span.end):
        yield from _pieces(text, *found.span())


def _is_short(span: Span) -> bool:
    return span.end - span.start <= LONGEST


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Drop outer blanks and cut what is too long."""
    whole = end - start <= LONGEST
    for begin, stop in [(start, end)] if whole else [found.span() for found in _PIECE.finditer(text, start, end)]:
        line = text[begin:stop]
        left, right = len(line) - len(line.lstrip()), len(line.rstrip())
        if left < right:
            yield Span(begin + left, begin + right)

"""Read across the cuts of a page: a name that a line's end cuts in two is one name.

Place in the stream: view → text without the blanks that stand for cuts, and the way back to the view's offsets.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kg.model import Span, View

__all__ = ["back", "without_cuts"]

_CUT = regex.compile(r"[ \t\u3000]*\r?\n[ \t\u3000\r\n]*")


def without_cuts(view: View) -> tuple[str, Sequence[int]]:
    """Give the text without blanks where the view has joined what the raw text cuts, and each character's offset."""
    raw, text = view.article.text, view.text
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for cut in _CUT.finditer(raw):
        start, end = cut.span()
        if text[start:end].strip(" ") or not _joins(text, start, end):
            continue
        pieces.append(text[done:start])
        offsets.extend(range(done, start))
        done = end
    if not done:
        return text, range(len(text))
    pieces.append(text[done:])
    offsets.extend(range(done, len(text)))
    return "".join(pieces), offsets


def back(span: Span, offsets: Sequence[int]) -> Span:
    """Give the span in the view of a span in the text without cuts."""
    return Span(offsets[span.start], offsets[span.end - 1] + 1)


def _joins(text: str, start: int, end: int) -> bool:
    """Say whether what stands on both sides of a cut belongs together: all but two Latin words."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(before and after) and not (_is_latin(before) and _is_latin(after))


def _is_latin(character: str) -> bool:
    return character.isascii() and not character.isdigit()

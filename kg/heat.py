"""The coverage of an article as one HTML page: every number coloured by what became of it.

Place in the stream: Extraction → HTML. The page's frame is `heat.html` beside this file; only the text is made here.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from html import escape
from importlib import resources

from kg.model import Accounted, Extraction

__all__ = ["heat_map"]


def heat_map(extraction: Extraction) -> str:
    """Draw the heat map of an extraction."""
    frame = string.Template((resources.files("kg") / "heat.html").read_text("utf-8"))
    title = extraction.article.metadata.title or extraction.article.name
    doubts = "".join(frame_item(doubt.message) for doubt in extraction.coverage.doubts)
    return frame.substitute(title=escape(title), body="".join(_marked(extraction)), doubts=doubts)


def frame_item(message: str) -> str:
    """Write one doubt as a list item."""
    return f"{_open('li', '')}{escape(message)}{_close('li')}"


def _marked(extraction: Extraction) -> Iterator[str]:
    """Give the text with a mark around every accounted span; of overlapping ones the first and longest."""
    text, done = extraction.article.text, 0
    for entry in sorted(extraction.coverage.accounted, key=lambda entry: (entry.span.start, entry.what == "name")):
        if entry.span.start < done:
            continue
        yield escape(text[done : entry.span.start])
        yield _mark(entry)
        done = entry.span.end
    yield escape(text[done:])


def _mark(entry: Accounted) -> str:
    attributes = f' class="{entry.what} {entry.account.value}" title="{escape(entry.reason, quote=True)}"'
    return f"{_open('mark', attributes)}{escape(entry.text)}{_close('mark')}"


def _open(tag: str, attributes: str) -> str:
    return f"<{tag}{attributes}>"


def _close(tag: str) -> str:
    return f"</{tag}>"

"""From an article to its claims, each with the characters it was read from.

Place in the stream: Article → Extraction. `read` is the face; the rooms behind it are strung in `pipeline`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction import pipeline
from kg.extraction.second import Reader, Verdict
from kg.model import Article, Extraction, Name
from kg.reading import view

__all__ = ["read", "second_opinion"]


def read(article: Article, *, registry: Sequence[Name] | None = None, reader: Reader | None = None) -> Extraction:
    """Read everything that an article states; `registry` names its things, as its sidecar does.

    A second `reader` may propose further claims; only those that pass every check are added.
    """
    return pipeline.extract(view.of(article), registry=registry or (), reader=reader)


def second_opinion(article: Article, reader: Reader, *, registry: Sequence[Name] | None = None) -> list[Verdict]:
    """List what a second reader proposes for an article, each accepted or refused with the reason."""
    return pipeline.judge(pipeline.understand(view.of(article), registry=registry or ()), reader)

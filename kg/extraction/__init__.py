"""From an article to its claims, each with the characters it was read from.

Place in the stream: Article → Extraction. `read` is the face; the rooms behind it are strung in `pipeline`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction import pipeline
from kg.model import Article, Extraction, Name
from kg.reading import view

__all__ = ["read"]


def read(article: Article, *, registry: Sequence[Name] | None = None) -> Extraction:
    """Read everything that an article states; `registry` names its things, as its sidecar does."""
    return pipeline.extract(view.of(article), registry=registry or ())

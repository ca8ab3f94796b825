"""The nouns of reading: the text as received, its metadata, its view and its sentences.

Offsets are Unicode code points into `Article.text`, 0-based and end-exclusive (Web Annotation Data Model, 4.2.4).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Article", "BlockKind", "Metadata", "Name", "Sentence", "Span", "View"]


class Span(NamedTuple):
    """A stretch of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Quote the characters of this span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article from outside its text (the sidecar file)."""

    title: str = ""
    publisher: str = ""
    language: str = "zh"
    issued: date | None = None
    issued_basis: str = "none"  # explicit | inferred | none
    home: str = ""  # the region that 我市, 全省, 全市 mean, as printed: 重庆
    identifier: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One source text, exactly as received, with its metadata."""

    text: str  # decoded, otherwise untouched: a byte-order mark and carriage returns stay
    sha256: str  # hex digest of the bytes
    metadata: Metadata = field(default_factory=Metadata)
    name: str = ""  # the file's stem

    @property
    def id(self) -> str:
        """Give the first 16 hex digits of the digest, the document's name in IRIs."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Name:
    """One row of an article's sidecar registry: what a thing is called, never what it is said to do."""

    kind: str  # path segment of its IRI: org, person, indicator
    label: str  # canonical Chinese label, the `name` of its `Ref`
    slug: str = ""  # frozen once published; empty: proposed from the label
    label_en: str = ""
    aliases: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()  # absolute IRIs of the same thing elsewhere


class BlockKind(StrEnum):
    """What a block of lines is in the layout."""

    TITLE = "title"
    BYLINE = "byline"
    HEADING = "heading"
    SIDEBAR = "sidebar"
    QUESTION = "question"
    ANSWER = "answer"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or heading line; `text` is the view's text (same length as the span)."""

    ordinal: int  # from 1, in reading order
    span: Span
    text: str  # normalised view of exactly span.end - span.start characters
    block: int  # number of its block, from 0
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class View:
    """The article as the rules see it: same length, normalised width, punctuation and script."""

    article: Article
    text: str  # len(text) == len(article.text), character for character
    sentences: tuple[Sentence, ...] = ()

"""The nouns of accounting: where every number and name ended, and everything read from one article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model.claims import Claim
from kg.model.reading import Article, Span, View
from kg.model.things import Entity
from kg.model.values import Quantity

__all__ = ["Account", "Accounted", "Coverage", "Doubt", "Extraction"]


class Account(StrEnum):
    """Where a number or a name ended."""

    FACT = "fact"
    TIME = "time"
    NAME = "name"
    ORDINAL = "ordinal"
    BENIGN = "benign"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Accounted:
    """One number or name of the text, and why it is (not) in the graph."""

    span: Span
    text: str
    account: Account
    reason: str
    what: str = "number"  # number | name


@dataclass(frozen=True, slots=True)
class Doubt:
    """An inconsistency of the article itself, proven from its own words and not repaired."""

    kind: str  # parts-do-not-add-up | count-and-list-disagree | one-character-off
    spans: tuple[Span, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The account of one article."""

    accounted: tuple[Accounted, ...] = ()
    sentences: tuple[tuple[int, str], ...] = ()  # ordinal -> used | boilerplate | not modelled
    doubts: tuple[Doubt, ...] = ()

    @property
    def unexplained(self) -> tuple[Accounted, ...]:
        """List what has no explanation."""
        return tuple(entry for entry in self.accounted if entry.account is Account.UNEXPLAINED)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one article."""

    view: View
    entities: tuple[Entity, ...]
    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]
    coverage: Coverage

    @property
    def article(self) -> Article:
        """Give the article this was read from."""
        return self.view.article

"""The noun of this room: something found in the text that has, or stands for, a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extraction import lexicon
from kg.model import Ref, Span


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the view that names something, before it is linked.

    `label` is the name it stands for: the characters themselves unless a list, an alias or an ellipsis says otherwise.
    """

    span: Span
    type: str  # local name of its ontology class
    label: str
    rule: str
    core: bool = True
    weight: int = 0  # among overlapping finds of one length the heavier stays

    @property
    def ref(self) -> Ref:
        """Give the identity that the label has."""
        return Ref(kind_of(self.type), self.label)


@cache
def _types() -> dict[str, dict[str, str]]:
    return {row["class"]: row for row in lexicon.table("types")}


def kind_of(type_: str) -> str:
    """Give the coarse kind (path segment of the IRI) of a class."""
    return _types()[type_]["kind"]


def token_of(type_: str) -> str:
    """Give the shadow token that stands for a class in the rules."""
    return _types()[type_]["token"]


def reported(type_: str) -> str:
    """Give the word that reports and gold files use for a class."""
    row = _types().get(type_)
    return row["report"] if row else type_


def classes() -> tuple[str, ...]:
    """List the classes that a name may have."""
    return tuple(_types())

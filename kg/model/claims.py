"""The nouns of claims: what one rule read from one place, how it is put and who voices it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model.reading import Span
from kg.model.things import Fact, Ref
from kg.model.values import PeriodBasis, Value

__all__ = ["Claim", "Modality", "Speech"]


class Modality(StrEnum):
    """How a claim is put (scheme/modality)."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    FORECAST = "forecast"
    SUGGESTED = "suggested"
    EVALUATED = "evaluated"


@dataclass(frozen=True, slots=True)
class Speech:
    """Who voices a claim; `span` covers the speaker's name and the verb."""

    span: Span
    speaker: Ref | None
    speaker_text: str
    verb: str
    direct: bool
    responds_to: Span | None = None  # the span of the question it answers
    event: Ref | None = None  # where it was said


@dataclass(frozen=True, slots=True)
class Claim:
    """What one rule read from one place: one named graph.

    A claim either states a `value` or `facts`; `supports` is the n-ary node (or Goal) that the facts describe.
    """

    rule: str  # "serves-highland/1": id and version
    spans: tuple[Span, ...]  # the evidence, in text order, not contiguous when the text is not
    sentences: tuple[int, ...]  # ordinals; the first is the one it is read from
    facts: tuple[Fact, ...] = ()
    value: Value | None = None
    supports: Ref | None = None
    modality: Modality = Modality.ASSERTED
    period_basis: PeriodBasis = PeriodBasis.NONE
    speech: Speech | None = None

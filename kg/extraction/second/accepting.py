"""Accept or refuse what a second reader proposes: exact quotes, verbatim fields, re-read numbers, known names.

Place in the stream: Proposal → Verdict → Claim. Nothing is matched fuzzily: a quote that is not there is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources

from kg.extraction import annotating, voices
from kg.extraction.second.proposals import Proposal, Reader
from kg.extraction.voices import Voice
from kg.model import Claim, Entity, Fact, Modality, Quantity, Ref, Sentence, Span, View
from kg.reading.view import normalise

__all__ = ["Verdict", "accept", "claims"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A proposal with its claim, or with the reason why there is none."""

    proposal: Proposal | None
    claim: Claim | None
    reason: str = ""


class _RefusedError(Exception):
    """A check that a proposal does not pass."""


@cache
def _predicates() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    lines = resources.files(__package__ or "").joinpath("predicates.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader(lines, delimiter="\t")
    return {
        row["predicate"]: (frozenset(row["subject"].split("|")), frozenset(row["object"].split("|"))) for row in rows
    }


def claims(
    reader: Reader, view: View, *, entities: Sequence[Entity], known: Iterable[Claim] = (), heard: Sequence[Voice] = ()
) -> list[Verdict]:
    """Let a reader read a view and judge each proposal."""
    read = {fact for claim in known for fact in claim.facts}
    verdicts = []
    for proposal in reader.propose(view):
        if isinstance(proposal, str):
            verdicts.append(Verdict(None, None, proposal))
        else:
            verdicts.append(accept(proposal, view, reader.name, entities=entities, read=read, heard=heard))
    return verdicts


def accept(
    proposal: Proposal,
    view: View,
    rule: str,
    *,
    entities: Sequence[Entity],
    read: Iterable[Fact] = (),
    heard: Sequence[Voice] = (),
) -> Verdict:
    """Judge one proposal."""
    try:
        claim = _claim(proposal, view, rule, entities=entities, heard=heard)
    except _RefusedError as refusal:
        return Verdict(proposal, None, str(refusal))
    if set(claim.facts) <= set(read):
        return Verdict(proposal, None, "a rule has read this already")
    return Verdict(proposal, claim)


def _claim(proposal: Proposal, view: View, rule: str, *, entities: Sequence[Entity], heard: Sequence[Voice]) -> Claim:
    sentence = _sentence(proposal, view)
    quote = _place(proposal.quote, sentence.text, "the quote is not in that sentence")
    subject = _place(proposal.subject, proposal.quote, "the subject is not in the quote")
    object_ = _place(proposal.object, proposal.quote, "the object is not in the quote")
    _check_codes(proposal)
    _check_numbers(proposal)
    base = sentence.span.start + quote.start
    left = _entity(proposal.subject, _moved(subject, base), entities, "subject")
    right = _entity(proposal.object, _moved(object_, base), entities, "object")
    _check_kinds(proposal, left, right)
    voice = voices.voiced(heard, base)
    modality = Modality.SUGGESTED if voice is not None and voice.suggests else Modality(proposal.modality)
    spans = (Span(base, base + len(proposal.quote)),)
    return Claim(
        rule,
        spans,
        (sentence.ordinal,),
        (Fact(left, proposal.predicate, right),),
        modality=modality,
        speech=voice.speech if voice else None,
    )


def _sentence(proposal: Proposal, view: View) -> Sentence:
    for sentence in view.sentences:
        if sentence.ordinal == proposal.sentence:
            return sentence
    raise _RefusedError("there is no such sentence")


def _place(part: str, whole: str, reason: str) -> Span:
    """Find a text exactly, after the mapping that the view itself went through."""
    wanted, text = normalise(part), normalise(whole)
    start = text.find(wanted) if wanted.strip() else -1
    if start < 0 or len(wanted) != len(part):
        raise _RefusedError(f"{reason}: {part[:40]}")
    return Span(start, start + len(wanted))


def _moved(span: Span, base: int) -> Span:
    return Span(span.start + base, span.end + base)


def _check_codes(proposal: Proposal) -> None:
    if proposal.predicate not in _predicates():
        raise _RefusedError(f"unknown predicate: {proposal.predicate[:40]}")
    if proposal.modality not in {modality.value for modality in Modality}:
        raise _RefusedError(f"unknown modality: {proposal.modality[:40]}")


def _check_numbers(proposal: Proposal) -> None:
    """Read the number again with our own rules: value, unit and comparator must be the same."""
    if not (proposal.number or proposal.value):
        return
    _place(proposal.number, proposal.quote, "the number is not in the quote")
    quantity = _quantity(proposal)
    try:
        stated = Decimal(proposal.value) if proposal.value else None
    except InvalidOperation as error:
        raise _RefusedError(f"the value is no number: {proposal.value[:20]}") from error
    if stated != quantity.value:
        raise _RefusedError(f"the number reads {quantity.value}, not {proposal.value}")
    if proposal.unit and proposal.unit not in (quantity.unit, quantity.unit_text):
        raise _RefusedError(f"the unit reads {quantity.unit_text or quantity.unit}, not {proposal.unit[:20]}")
    if proposal.comparator and proposal.comparator != quantity.comparator:
        raise _RefusedError(f"the comparator reads {quantity.comparator}, not {proposal.comparator[:20]}")


def _quantity(proposal: Proposal) -> Quantity:
    quote, number = normalise(proposal.quote), normalise(proposal.number)
    place = Span(quote.find(number), quote.find(number) + len(number))
    for mark in annotating.annotate_text(quote):
        if isinstance(mark.item, Quantity) and mark.item.span.overlaps(place):
            return mark.item
    raise _RefusedError(f"our rules read no number there: {proposal.number[:20]}")


def _entity(surface: str, place: Span, entities: Sequence[Entity], part: str) -> Ref:
    """Link a surface to the entity that is mentioned at its place, or to the one that bears the name."""
    for entity in entities:
        if any(mention.span.overlaps(place) and mention.text == surface for mention in entity.mentions):
            return entity.ref
    for entity in entities:
        if surface in (entity.label, *entity.aliases):
            return entity.ref
    raise _RefusedError(f"the {part} is no name found in the text: {surface[:40]}")


def _check_kinds(proposal: Proposal, left: Ref, right: Ref) -> None:
    subjects, objects = _predicates()[proposal.predicate]
    if left.kind not in subjects or right.kind not in objects:
        raise _RefusedError(f"{left.kind} {proposal.predicate} {right.kind} is no relation of the model")
    if left == right:
        raise _RefusedError("subject and object are one thing")

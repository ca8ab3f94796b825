"""Show why a statement is believed: the claim, the sentence with its words marked, the speaker, the rule.

Place in the stream: rows of the store → what a template prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from server.asking import Row

# A sentence's text is kept without the line breaks of the file, so an offset into it may be a little too large.
_SLACK = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, marked when it is evidence."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence as far as it may be shown; without its text, only the marked words."""

    sentence: str
    ordinal: int
    whole: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim: where it was read, by which rule, in what mood, and in whose voice."""

    claim: str
    quotes: tuple[Quoted, ...]
    rule: str
    rule_label: str
    modality: str  # local name: asserted, planned, …
    basis: str
    person: str
    speaker: str
    verb: str


def collect(rows: Iterable[Row]) -> Mapping[str, Evidence]:
    """Gather rows, one a span, into claims in the order of the text."""
    by_claim: dict[str, list[Row]] = {}
    for row in rows:
        by_claim.setdefault(row.text("claim"), []).append(row)
    return {claim: _evidence(claim, found) for claim, found in by_claim.items()}


def mark(text: str, start: int, spans: Iterable[tuple[int, str]]) -> tuple[Piece, ...]:
    """Cut a sentence that starts at an offset of the document into pieces, the spans (offset, words) marked."""
    marks = sorted({found for offset, words in spans if (found := place(text, offset - start, words))})
    return tuple(_cut(text, marks))


def _evidence(claim: str, rows: list[Row]) -> Evidence:
    first = rows[0]
    spans = sorted({(row.number("start"), row.text("exact")) for row in rows})
    sentences = {row.text("sentence"): row for row in rows}
    ordered = sorted(sentences.values(), key=lambda row: row.number("ordinal"))
    return Evidence(
        claim=claim,
        quotes=tuple(_quoted(row, spans) for row in ordered),
        rule=first.text("rule"),
        rule_label=first.text("ruleLabel"),
        modality=_tail(first.text("modality")),
        basis=_tail(first.text("basis")),
        person=first.text("person"),
        speaker=first.text("speaker"),
        verb=first.text("verb"),
    )


def _quoted(row: Row, spans: list[tuple[int, str]]) -> Quoted:
    text = row.text("text")
    pieces = mark(text, row.number("sentenceStart"), spans) if text else _words(spans)
    return Quoted(row.text("sentence"), row.number("ordinal"), bool(text), pieces)


def _words(spans: list[tuple[int, str]]) -> tuple[Piece, ...]:
    joined = [piece for _, words in spans for piece in (Piece(" … ", False), Piece(_plain(words), True))]
    return tuple(joined[1:])


def place(text: str, expected: int, words: str) -> tuple[int, int] | None:
    """Find words in a sentence, at the occurrence nearest to where their offset says; None when they are not there."""
    plain = _plain(words)
    if not plain or not -_SLACK <= expected <= len(text) + _SLACK:
        return None
    starts = [at for at in range(len(text)) if text.startswith(plain, at)]
    if not starts:
        return None
    start = min(starts, key=lambda at: abs(at - expected))
    return start, start + len(plain)


def _plain(words: str) -> str:
    return "".join(words.splitlines())


def _cut(text: str, marks: list[tuple[int, int]]) -> Iterator[Piece]:
    inside = [any(start <= at < end for start, end in marks) for at in range(len(text))]
    for marked, run in groupby(range(len(text)), key=inside.__getitem__):
        positions = list(run)
        yield Piece(text[positions[0] : positions[-1] + 1], marked)


def _tail(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]

"""What a second reader proposes: a relation or a number with a verbatim quote and a verbatim piece of it per field.

Place in the stream: the reader's answer → Proposal. Unknown keys and wrong types are refused before anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

from kg.errors import InputError
from kg.model import View

__all__ = ["Proposal", "Reader", "parse"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed claim; every text is copied from the sentence, never reworded."""

    sentence: int  # ordinal
    quote: str
    subject: str
    predicate: str  # a name of `second/predicates.tsv`
    object: str
    modality: str = "asserted"
    number: str = ""  # the number with its unit, when the object is one
    value: str = ""  # in base units, as a plain decimal
    unit: str = ""
    comparator: str = ""


class Reader(Protocol):
    """Whoever reads a view and proposes claims."""

    @property
    def name(self) -> str:
        """Give the rule name its claims carry: `llm:<model>/<prompt hash>`."""
        ...

    def propose(self, view: View) -> Iterable[Proposal | str]:
        """Propose claims; what cannot even be read as a proposal comes as a string that says why."""
        ...


def parse(answer: Any) -> Sequence[Proposal | str]:
    """Turn a reader's JSON into proposals; an entry that is none becomes the reason why."""
    entries = answer.get("claims") if isinstance(answer, Mapping) else answer
    if not isinstance(entries, list):
        raise InputError("the second reader's answer holds no list of claims")
    return [_entry(entry) for entry in entries]


def _entry(entry: Any) -> Proposal | str:
    known = {one.name: one.type for one in fields(Proposal)}
    if not isinstance(entry, Mapping):
        return f"not an object: {str(entry)[:60]}"
    unknown = sorted(set(map(str, entry)) - set(known))
    if unknown:
        return f"unknown fields {', '.join(unknown)[:80]}"
    missing = [name for name in ("sentence", "quote", "subject", "predicate", "object") if name not in entry]
    if missing:
        return f"fields missing: {', '.join(missing)}"
    if not isinstance(entry["sentence"], int) or isinstance(entry["sentence"], bool):
        return "sentence is not a number"
    texts = {name: value for name, value in entry.items() if name != "sentence"}
    if not all(isinstance(value, str) for value in texts.values()):
        return "a field is not text"
    return Proposal(entry["sentence"], **texts)

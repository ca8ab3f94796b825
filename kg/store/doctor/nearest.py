"""Find what was probably meant: the nearest name, the same value with another language tag or datatype."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib import resources
from typing import Any

import pyoxigraph as ox

import ontology
from kg.store.running import Store

__all__ = ["Known", "likeness", "question", "rank"]

LEAST = 0.55
FOREIGN = 0.3


@dataclass(frozen=True, slots=True)
class Known:
    """A term of the data with its Chinese label."""

    iri: str
    label: str = ""
    kind: str = ""


@cache
def question(name: str, base: str) -> str:
    """Read one of the doctor's own questions, for a graph with any base."""
    text = resources.files(__package__).joinpath("questions", f"{name}.rq").read_text(encoding="utf-8")
    return text.replace(ontology.DEFAULT_BASE, base)


def known(store: Store, name: str) -> tuple[Known, ...]:
    """List the terms that a question finds."""
    answer = store.run(question(name, store.base))
    return tuple(_known(dict(zip(answer.columns, row, strict=True))) for row in answer.rows)


def _known(row: dict[str, Any]) -> Known:
    label, kind = row.get("label"), row.get("kind")
    return Known(row["term"].value, label.value if label else "", kind.value if kind else "")


def values(store: Store, predicate: str) -> list[ox.Literal]:
    """List literal values of a property."""
    answer = store.run(question("values", store.base), bindings={"property": ox.NamedNode(predicate)})
    return [row[1] for row in answer.rows]


def local(iri: str) -> str:
    """Give the last part of an IRI."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


def likeness(one: str, other: str) -> float:
    """Say how alike two names are, from 0 to 1; one inside the other counts for much."""
    first, second = one.casefold(), other.casefold()
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    inside = min(len(first), len(second)) >= 2 and (first in second or second in first)
    return max(ratio, 0.75 + 0.25 * ratio) if inside else ratio


def rank(iri: str, candidates: Iterable[Known]) -> Known | None:
    """Find the term whose IRI or label is nearest to a wrong IRI, none when nothing is near.

    A term of another vocabulary must be nearly the same word: who mistypes a name seldom mistypes its prefix too.
    """
    wrong = local(iri)
    space = iri.removesuffix(wrong)

    def nearness(term: Known) -> float:
        near = max(likeness(wrong, local(term.iri)), likeness(wrong, term.label) if term.label else 0.0)
        return near if term.iri.startswith(space) else near - FOREIGN

    best = max(candidates, key=lambda term: (nearness(term), term.iri), default=None)
    return best if best is not None and nearness(best) >= LEAST else None


def same_words(literal: ox.Literal, holds: Callable[[ox.Literal], bool], languages: Iterable[str]) -> ox.Literal | None:
    """Find the literal with the same words that the data have: in another language, or with another datatype."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    variants = [ox.Literal(literal.value, language=language) for language in languages]
    variants.append(ox.Literal(literal.value))
    variants += [
        ox.Literal(literal.value, datatype=ox.NamedNode(f"{xsd}{name}"))
        for name in ("integer", "decimal", "double", "date", "gYear", "boolean")
    ]
    return next((variant for variant in variants if variant != literal and holds(variant)), None)

"""Find the named things of a view: what stands where, of which class, under which name.

Place in the stream: view → mentions. Listed words come first (names, places, fields), then endings (实验室, 有限公司),
quotation marks, persons by their posts, lists that share an ending; then aliases and repeats; overlaps are settled last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extraction.entities import aliases, dictionary, fields, listing, names, persons, places, quoted, suffixes
from kg.extraction.entities.found import Found, classes, kind_of, reported, token_of
from kg.extraction.entities.listing import Listing
from kg.extraction.entities.words import Words
from kg.model import Name, Span, View

__all__ = ["Finding", "Found", "Listing", "classes", "find", "kind_of", "reported", "token_of"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything this room finds in one view."""

    found: tuple[Found, ...]  # in text order; nested ones only where a place stands above another
    listings: tuple[Listing, ...]
    words: Words
    home: str  # two digits of the home province's code, or nothing
    aliases: dict[str, str]  # other name → label


def find(view: View, *, registry: Sequence[Name] = ()) -> Finding:
    """Find the named things of a view; `registry` holds names that the article's sidecar adds."""
    text = view.text
    hits, words = dictionary.look_up(text), Words.of(text)
    metadata = view.article.metadata
    home = places.home_of(hits.places, metadata.home)
    year = metadata.issued.year if metadata.issued else None
    found = [
        *places.find(text, hits.places, words, home=home, year=year),
        *names.find(text, hits.names, words),
    ]
    listed = list(fields.find(text, hits.fields, words))
    grower = suffixes.Grower(text, words, _units([*found, *listed]))
    found += [*listed, *suffixes.find(grower, hits.suffixes), *quoted.find(text)]
    found += persons.find(text, hits.roles, words)
    listings = tuple(listing.find(text, grower))
    found += [member for listed_ in listings for member in listed_.members]
    found, known = _alias(text, _settle(found), registry)
    return Finding(tuple(_settle(found)), listings, words, home, known)


def _units(found: Sequence[Found]) -> dict[int, int]:
    units: dict[int, int] = {}
    for one in found:
        if one.core or one.type not in ("AdministrativeArea", "District"):
            units[one.span.end] = min(one.span.start, units.get(one.span.end, one.span.start))
    return units


def _alias(text: str, found: list[Found], registry: Sequence[Name]) -> tuple[list[Found], dict[str, str]]:
    """Add declared and derived aliases, what the registry calls things, and the repeats of all names."""
    declared, derived = aliases.declared(text, found), aliases.derived(found)
    labels = aliases.repeated(found)
    for name in [*derived, *declared]:
        labels.pop(name, None)
    known = {alias: one.label for alias, one in {**derived, **declared}.items()}
    found = [replace(one, label=known[one.label]) if one.label in known else one for one in found]
    again = [
        *aliases.repeats(text, declared, "entity.alias-declared/1"),
        *aliases.repeats(text, derived, "entity.alias-derived/1"),
        *aliases.repeats(text, labels, "entity.again/1"),
    ]
    return found + again, known


def _settle(found: Sequence[Found]) -> list[Found]:
    """Of overlapping finds keep the longest, then the heaviest; a place above another place may stand inside it."""
    kept: list[Found] = []
    taken: set[int] = set()
    order = sorted(found, key=lambda one: (one.span.start - one.span.end, -one.weight, one.span.start))
    for one in order:
        if one.rule.startswith("entity.place-above"):
            if not any(k.span.contains(one.span) and k.type == "Person" for k in kept):
                kept.append(one)
        elif not taken.intersection(range(one.span.start, one.span.end)):
            kept.append(one)
            taken.update(range(one.span.start, one.span.end))
    return sorted(kept, key=lambda one: (one.span.start, -one.span.end))

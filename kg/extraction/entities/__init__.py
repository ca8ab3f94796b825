"""Find the named things of a view: what stands where, of which class, under which name.

Place in the stream: view → mentions. Listed words come first (names, places, fields), then endings (实验室, 有限公司),
quotation marks, persons by their posts, lists that share an ending; then aliases and repeats; overlaps are settled
last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import regex

from kg.extraction.entities import (
    aliases,
    company,
    dictionary,
    enumerations,
    fields,
    framed,
    listing,
    names,
    offices,
    persons,
    places,
    quoted,
    suffixes,
    terms,
    things,
    trades,
    uncut,
)
from kg.extraction.entities.dictionary import Hits
from kg.extraction.entities.found import Found, classes, kind_of, reported, token_of
from kg.extraction.entities.growing import Grower
from kg.extraction.entities.listing import Listing
from kg.extraction.entities.words import Words
from kg.model import Metadata, Name, Span, View

__all__ = ["Finding", "Found", "Listing", "classes", "find", "kind_of", "reported", "token_of"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything this room finds in one view."""

    found: tuple[Found, ...]  # in text order; nested ones only where a place stands above another
    listings: tuple[Listing, ...]
    aliases: dict[str, str]  # other name → label
    posts: tuple[Span, ...] = ()  # where posts stand: 局长, 董事长


def find(view: View, *, registry: Sequence[Name] = ()) -> Finding:
    """Find the named things of a view; `registry` holds names that the article's sidecar adds."""
    text, offsets = uncut.without_cuts(view)
    finding = _read(text, view.article.metadata, registry)
    if len(offsets) == len(view.text):
        return finding
    return replace(
        finding,
        found=tuple(replace(one, span=uncut.back(one.span, offsets)) for one in finding.found),
        listings=tuple(_moved(one, offsets) for one in finding.listings),
        posts=tuple(uncut.back(span, offsets) for span in finding.posts),
    )


def _moved(listing_: Listing, offsets: Sequence[int]) -> Listing:
    members = tuple(replace(one, span=uncut.back(one.span, offsets)) for one in listing_.members)
    return replace(listing_, span=uncut.back(listing_.span, offsets), members=members)


def _read(text: str, metadata: Metadata, registry: Sequence[Name]) -> Finding:
    hits, words = dictionary.look_up(text), Words.of(text)
    people = list(persons.find(text, hits.roles, words))
    found = _listed(text, hits, words, metadata)
    grower = Grower(text, words, _units(found, hits), {person.span.end for person in people})
    listings = tuple(listing.find(text, grower))
    found += [
        *fields.spoken_of(text, fields.find(text, hits.fields, words)),
        *things.mended(grower, suffixes.find(grower, hits.suffixes, frozenset(hit.start for hit in hits.roles))),
        *offices.find(text),
        *quoted.find(text, grower),
        *framed.find(text, grower),
        *trades.find(text, hits.trades, words),
        *enumerations.find(grower),
        *terms.find(grower, hits.heads),
        *people,
        *(member for listed in listings for member in listed.members),
    ]
    settled = _settle(_trim(found))
    settled = _settle([*settled, *company.find(text, settled, words)])
    found, known = _alias(text, [*settled, *_inside(text, found, settled)], registry)
    posts = tuple(Span(hit.start, hit.end) for hit in hits.roles)
    return Finding(tuple(_settle(found)), listings, known, posts)


def _listed(text: str, hits: Hits, words: Words, metadata: Metadata) -> list[Found]:
    """Find the places and the listed names."""
    home = places.home_of(hits.places, metadata.home)
    year = metadata.issued.year if metadata.issued else None
    return [
        *places.find(text, hits.places, words, home=home, year=year),
        *names.find(text, hits.names, words),
        *names.known(words),
        *places.towns(words),
    ]


_HOLD_PLACES = frozenset({"PublicBody", "Event", "Highland", "Laboratory", "Zone", "InnovationPlatform", "Programme"})


def _inside(text: str, found: Sequence[Found], kept: Sequence[Found]) -> list[Found]:
    """Find the places that a longer name begins with (四川省人民政府), and a press conference's session."""
    begins = {one.span.start: one for one in kept if one.type in _HOLD_PLACES}
    sessions = [(one, match) for one in kept if one.type == "Event" and (match := _SESSION.match(one.label))]
    return [*_places_inside(text, found, begins), *_owners_inside(found, kept)] + [
        replace(
            one,
            span=Span(one.span.start, one.span.start + match.end(1)),
            label=match[1],
            rule="entity.session-inside/1",
        )
        for one, match in sessions
        if len(one.label) == one.span.end - one.span.start
    ]


_SESSION = regex.compile(r"(.{3,}?(?:会议|大会|全会|论坛))(?:首场|第.场)?(?:专题|新闻)?(?:记者会|发布会|座谈会)$")


_OWNED = frozenset({"programme", "product", "technology", "event", "facility", "place"})


def _owners_inside(found: Sequence[Found], kept: Sequence[Found]) -> list[Found]:
    """Find the listed bodies that the name of what they own or do begins with: 中航锂电|某某生产线项目."""
    begins = {one.span.start: one.span.end for one in kept if kind_of(one.type) in _OWNED}
    return [
        replace(one, rule="entity.body-inside/1")
        for one in found
        if one.rule == "entity.listed/1"
        and one.type in ("Enterprise", "ResearchInstitution")
        and one.span.end < begins.get(one.span.start, 0)
    ]


def _places_inside(text: str, found: Sequence[Found], begins: dict[int, Found]) -> list[Found]:
    return [
        replace(place, rule="entity.place-inside/1")
        for place in found
        if place.rule == "entity.place/1"
        and place.span.start in begins
        and (begins[place.span.start].type == "Highland" or text[place.span.end - 1] in "省市区县州旗")
        and begins[place.span.start].span.end > place.span.end
    ]


def _trim(found: Sequence[Found]) -> list[Found]:
    """Cut a name that was grown too far back to the shorter one that stands by itself elsewhere: 而|金凤实验室."""
    counts = Counter((one.type, one.label) for one in found if one.rule not in _LISTED)
    return [_shortened(one, counts) for one in found]


def _shortened(one: Found, counts: Counter[tuple[str, str]]) -> Found:
    if one.type not in _TRIMMED or len(one.label) != one.span.end - one.span.start:
        return one
    for cut in range(1, len(one.label) - 3):
        if one.label[:cut] in dictionary.places():
            continue
        shorter = one.label[cut:]
        if counts[one.type, shorter] > counts[one.type, one.label]:
            return replace(one, span=Span(one.span.start + cut, one.span.end), label=shorter)
    return one


_LISTED = frozenset({"entity.field/1", "entity.again/1", "entity.enumerated/1", "entity.term/1"})
_TRIMMED = frozenset({"Laboratory", "Industry", "InnovationPlatform", "Cluster", "Organization"})


def _units(found: Sequence[Found], hits: Hits) -> dict[int, int]:
    """Map the end of each listed unit to its start: names and places first, then fields, then compounds."""
    units = {hit.end: hit.start for hit in dictionary.longest(hits.compounds)}
    units |= {hit.end: hit.start for hit in dictionary.longest(hits.fields)}
    named: dict[int, int] = {}
    for one in found:
        if one.core or one.type not in ("AdministrativeArea", "District"):
            named[one.span.end] = min(one.span.start, named.get(one.span.end, one.span.start))
    return units | named


def _alias(text: str, found: list[Found], registry: Sequence[Name]) -> tuple[list[Found], dict[str, str]]:
    """Add declared and derived aliases, what the registry calls things, and the repeats of all names."""
    declared, derived = aliases.declared(text, found), aliases.derived(found)
    labels = aliases.repeated(found)
    for name in [*derived, *declared]:
        labels.pop(name, None)
    known = {alias: one.label for alias, one in {**derived, **declared}.items()}
    known |= _shorter_labs(found, known)
    registered = aliases.registered(registry, found)
    found = [replace(one, label=known[one.label]) if one.label in known else one for one in found]
    again = [
        *aliases.repeats(text, declared, "entity.alias-declared/1"),
        *aliases.repeats(text, derived, "entity.alias-derived/1"),
        *aliases.repeats(text, labels, "entity.again/1"),
        *aliases.repeats(text, registered, "entity.registry/1"),
    ]
    return found + again, known


def _shorter_labs(found: Sequence[Found], known: dict[str, str]) -> dict[str, str]:
    """Let a laboratory go under the name without its place when the text itself uses that one."""
    used = {one.label for one in found}
    back = {full: alias for alias, full in known.items() if full.endswith("实验室") and alias in used}
    return back | {alias: alias for alias in back.values()}


def _settle(found: Sequence[Found]) -> list[Found]:
    """Of overlapping finds keep the longest, then the heaviest; a place may stand inside a longer name."""
    kept: list[Found] = []
    nested: set[Span] = set()
    taken = bytearray(max((one.span.end for one in found), default=0))
    order = sorted(found, key=lambda one: (one.span.start - one.span.end, -one.weight, one.span.start))
    for one in order:
        if "-inside/" in one.rule:
            if one.span not in nested:
                kept.append(one)
                nested.add(one.span)
        elif taken.find(1, *one.span) < 0:
            kept.append(one)
            taken[one.span.start : one.span.end] = bytes([1]) * (one.span.end - one.span.start)
    covers = [
        one.span for one in kept if one.type == "Zone" or ("-inside/" not in one.rule and kind_of(one.type) != "place")
    ]
    kept = _unburied(kept, covers)
    return sorted(kept, key=lambda one: (one.span.start, -one.span.end))


def _unburied(kept: list[Found], names: list[Span]) -> list[Found]:
    """Drop the members of a chain of places that are only a part of another name: 天津滨海 in 天津滨海高新区."""
    if not any(one.rule.startswith("entity.chain-inside") for one in kept):
        return kept
    names.sort()
    starts, reach = [span.start for span in names], list(accumulate((span.end for span in names), max))

    def buried(one: Found) -> bool:
        number = bisect_right(starts, one.span.start) - 1
        return one.rule.startswith("entity.chain-inside") and number >= 0 and reach[number] >= one.span.end

    return [one for one in kept if not buried(one)]

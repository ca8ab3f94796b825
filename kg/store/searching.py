"""Find things by name: label, alias, pinyin, initials, in Chinese and English, ranked.

Place in the stream: beside the store; built once for a version of the data, then only read.
All keys stand in one long string, one a line, so that a look-up is a scan at the speed of `str.find`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log10
from typing import NamedTuple

from kg.store import spelling

# What a hit is worth: by the kind of key, and whether the query is the key, begins it, or stands inside it.
WORTH = {
    "label": (100.0, 88.0, 60.0),
    "alias": (96.0, 84.0, 56.0),
    "pinyin": (80.0, 74.0, 34.0),
    "initials": (78.0, 70.0, 30.0),
}
SHORTEST_INSIDE = {"label": 1, "alias": 1, "pinyin": 4, "initials": 3}
RESEMBLANCE = 0.5  # least Dice coefficient of a name that only resembles the query
MOST_HITS = 20_000  # a query of one common letter is cut here: nobody reads further


@dataclass(frozen=True, slots=True)
class Name:
    """A thing that can be found: labels by language, aliases, most specific class, number of links to it."""

    iri: str
    labels: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    type: str = ""
    links: int = 0
    kind: str = "entity"  # entity | class | property | concept | document

    def label(self, language: str = "zh") -> str:
        """Give the label in a language, else in another one, else the end of the IRI."""
        tail = self.iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        return self.labels.get(language) or next(iter(self.labels.values()), tail)


class Hit(NamedTuple):
    """A name that fits, how well (0 to 100), and the key that fitted."""

    name: Name
    score: float
    by: str


class _Key(NamedTuple):
    text: str
    kind: str
    name: int


@dataclass(frozen=True, slots=True)
class Index:
    """The names of one version of the data, ready to be looked up."""

    names: tuple[Name, ...]
    keys: tuple[_Key, ...] = field(repr=False)
    lines: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, names: Iterable[Name]) -> Index:
        """Build the index of some names."""
        kept = tuple(names)
        keys = tuple(sorted({key for number, name in enumerate(kept) for key in _keys(number, name)}))
        starts, position = [], 0
        for key in keys:
            starts.append(position)
            position += len(key.text) + 1
        return cls(kept, keys, "".join(key.text + "\n" for key in keys), tuple(starts))

    def search(
        self, text: str, *, kinds: frozenset[str] = frozenset(), types: frozenset[str] = frozenset()
    ) -> list[Hit]:
        """List the names that fit a text, the best first; `kinds` and `types` narrow them when given."""
        folded = spelling.fold(text)
        hits = self._fitting(folded) or self._with_all_words(text) or self._resembling(folded)
        wanted = [hit for hit in hits if _wanted(hit.name, kinds, types)]
        return sorted(wanted, key=lambda hit: (-hit.score, len(hit.name.label()), hit.name.iri))

    def exactly(self, text: str) -> list[Name]:
        """List the names whose label or alias is this text."""
        folded = spelling.fold(text)
        return [hit.name for hit in self._fitting(folded) if hit.score >= WORTH["alias"][0]]

    def _fitting(self, folded: str) -> list[Hit]:
        best: dict[int, Hit] = {}
        for key, place in self._places(folded):
            if place == 2 and len(folded) < SHORTEST_INSIDE[key.kind]:
                continue
            hit = Hit(self.names[key.name], WORTH[key.kind][place] + _renown(self.names[key.name]), key.kind)
            if key.name not in best or hit.score > best[key.name].score:
                best[key.name] = hit
        return list(best.values())

    def _with_all_words(self, text: str) -> list[Hit]:
        words = [spelling.fold(word) for word in text.split()]
        if len(words) < 2:
            return []
        found = [{key.name for key, _ in self._places(word)} for word in words]
        return [
            Hit(self.names[number], 50 + _renown(self.names[number]), "words") for number in set.intersection(*found)
        ]

    def _resembling(self, folded: str) -> list[Hit]:
        pairs = {folded[i : i + 2] for i in range(len(folded) - 1)}
        shared: Counter[_Key] = Counter()
        for pair in sorted(pairs):
            shared.update({key for key, _ in self._places(pair) if key.kind in ("label", "alias")})
        likeness = ((key, 2 * count / (len(pairs) + max(len(key.text) - 1, 1))) for key, count in shared.items())
        return _best(
            Hit(self.names[key.name], 25 * like, "resemblance") for key, like in likeness if like >= RESEMBLANCE
        )

    def _places(self, folded: str) -> Iterator[tuple[_Key, int]]:
        """Walk the keys that hold a text, with 0 when it is the key, 1 when it begins it, 2 when it stands inside."""
        position = self.lines.find(folded) if folded else -1
        count = 0
        while position >= 0 and count < MOST_HITS:
            number = bisect_right(self.starts, position) - 1
            key = self.keys[number]
            yield key, 0 if key.text == folded else 1 if position == self.starts[number] else 2
            count += 1
            position = self.lines.find(folded, self.starts[number] + len(key.text))


def _keys(number: int, name: Name) -> Iterator[_Key]:
    for kind, texts in (("label", tuple(name.labels.values())), ("alias", name.aliases)):
        for text in texts:
            folded = spelling.fold(text)
            if folded:
                yield _Key(folded, kind, number)
            if spelling.has_han(folded):
                yield _Key(spelling.pinyin(folded), "pinyin", number)
                yield _Key(spelling.initials(folded), "initials", number)


def _best(hits: Iterable[Hit]) -> list[Hit]:
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.name.iri not in best or hit.score > best[hit.name.iri].score:
            best[hit.name.iri] = hit
    return list(best.values())


def _renown(name: Name) -> float:
    """Weigh how often a thing is linked: at most 3 points, so that it only parts equals."""
    return min(log10(1 + name.links), 3.0)


def _wanted(name: Name, kinds: frozenset[str], types: frozenset[str]) -> bool:
    return (not kinds or name.kind in kinds) and (not types or name.type in types)

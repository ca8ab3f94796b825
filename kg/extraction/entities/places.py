"""Find places: administrative divisions valid at the article's date, and chains of them (湖北黄冈, 包头市昆都仑区)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.dictionary import Hit
from kg.extraction.entities.found import Found
from kg.extraction.entities.words import Words
from kg.model import Span

__all__ = ["find", "home_of", "towns"]

PROVINCIAL = frozenset({"省", "直辖市", "自治区", "特别行政区"})
PREFECTURE = frozenset({"地级市", "自治州", "地区", "盟"})


def home_of(hits: list[Hit], named: str) -> str:
    """Give the six-digit code of the article's home province: what the sidecar names, else the most frequent one."""
    rows = dictionary.places().get(named, ())
    if rows:
        return rows[0]["code"][:2]
    counts: Counter[str] = Counter()
    for hit in hits:
        for row in dictionary.places()[hit.word]:
            if row["type"] in PROVINCIAL:
                counts[row["code"][:2]] += 3
            elif row["type"] in PREFECTURE:
                counts[row["code"][:2]] += 1
    return counts.most_common(1)[0][0] if counts else ""


def find(text: str, hits: list[Hit], words: Words, *, home: str, year: int | None) -> Iterator[Found]:
    """Find the places of a text; a chain stands for its last member."""
    chain: list[tuple[Hit, dict[str, str]]] = []
    done = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start < done:
            continue
        above = chain[-1][1] if chain and chain[-1][0].end == hit.start else None
        row = _row(text, hit, words, above, home=home, year=year)
        if row is None:
            continue
        done = hit.end
        if above is None:
            yield from _chain(chain)
            chain = []
        chain.append((hit, row))
    yield from _chain(chain)


_TOWN = regex.compile(r"\p{Han}{2,3}镇")
_NO_TOWN = regex.compile(".*(?:小|城|乡|村|重|集|市|集|名|古|各|强)镇")


def towns(words: Words) -> Iterator[Found]:
    """Find the towns that the segmenter takes for a name: 安亭镇, but no 特色小镇."""
    for n, tag in enumerate(words.tags):
        name = words.printed[n]
        if tag in ("ns", "nr") and len(name) == 3 and _TOWN.fullmatch(name) and _NO_TOWN.fullmatch(name) is None:
            yield Found(Span(words.starts[n], words.ends[n]), "AdministrativeArea", name, "entity.town/1")


def _chain(chain: list[tuple[Hit, dict[str, str]]]) -> Iterator[Found]:
    if not chain:
        return
    last, row = chain[-1]
    weight = 4 if row["name"].endswith("新区") else 0  # a division since, a mere zone before
    yield Found(Span(chain[0][0].start, last.end), _type(row), row["name"], "entity.place/1", weight=weight)
    if len(chain) > 1:
        yield Found(Span(last.start, last.end), _type(row), row["name"], "entity.chain-inside/1")
        above, row = chain[0]
        if above.word == row["name"]:
            yield Found(Span(above.start, above.end), _type(row), row["name"], "entity.chain-inside/1", core=False)


def _type(row: dict[str, str]) -> str:
    return "AdministrativeArea" if row["type"] in PROVINCIAL | PREFECTURE else "District"


def _row(
    text: str, hit: Hit, words: Words, above: dict[str, str] | None, *, home: str, year: int | None
) -> dict[str, str] | None:
    """Choose the division that a name means here, or None when it is an ordinary word or another place's namesake."""
    rows = [row for row in dictionary.places()[hit.word] if _valid(row, year)]
    if above is not None:
        below = [row for row in rows if row["code"][:2] == above["code"][:2] and row["code"] != above["code"]]
        if below:
            return max(below, key=lambda row: (row["parent"] == above["code"], _current(row)))
    rows = [row for row in rows if _allowed(text, hit, words, row, home=home)]
    return max(rows, key=lambda row: (_rank(row), row["code"][:2] == home, _current(row)), default=None)


def _allowed(text: str, hit: Hit, words: Words, row: dict[str, str], *, home: str) -> bool:
    full = hit.word == row["name"]
    if _SCHOOL.match(text, hit.end):
        return False
    if not words.cuts(hit.start, hit.end) and not (full and len(hit.word) > 2):
        return False
    if _rank(row) == 2:
        return True
    if hit.word in lexicon.column("ordinary_places", "short"):
        return False
    if _rank(row) == 1 or (full and text[hit.end : hit.end + 1] != "域"):
        return True
    at_home = row["code"][:2] == home or hit.word in lexicon.words("known-county") or _is_place_word(text, hit, words)
    return at_home and text[hit.end : hit.end + 1] not in ("路", "街", "村", "镇", "乡")


_SCHOOL = regex.compile("电子科大|交大|工大|理工|师大|农大|科大|邮电|财经|医大")


_BESIDE = regex.compile(r"[\P{Han}县市区等三四五两各设建召举落成的与和及在已为是境当]")


def _is_place_word(text: str, hit: Hit, words: Words) -> bool:
    """Say whether the segmenter knows a county's short name as a place, and no other division bears it.

    It must stand alone: 长阳创谷 is named after no county that the text speaks of.
    """
    if hit.end < len(text) and _BESIDE.match(text, hit.end) is None:
        return False
    n = words.holding(hit.start)
    alone = len({row["code"][:2] for row in dictionary.places()[hit.word]}) == 1
    return alone and words.tags[n] == "ns" and words.starts[n] == hit.start and words.ends[n] == hit.end


def _rank(row: dict[str, str]) -> int:
    return 2 if row["type"] in PROVINCIAL else 1 if row["type"] in PREFECTURE else 0


def _current(row: dict[str, str]) -> str:
    return row["valid_to"] or "9999"


def _valid(row: dict[str, str], year: int | None) -> bool:
    if year is None:
        return not row["name"].endswith("新区") or "浦东" in row["name"] or "滨海" in row["name"]
    return int(row["valid_from"] or 0) <= year <= int(row["valid_to"] or 9999)

"""Find what else a thing is called: declared (以下简称), derived (no place, no 有限公司), and its repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.extraction import lexicon
from kg.extraction.entities import dictionary, trades
from kg.extraction.entities.found import Found, kind_of
from kg.model import Name, Span

__all__ = ["declared", "derived", "registered", "repeated", "repeats"]

_DECLARED = regex.compile(r"[（(](?:以下|下)?(?:简|又|也|俗)?称[：:为]?[“\"]?(?<alias>[^”\"）)，。]{2,12})[”\"]?[）)]")
_LEGAL = regex.compile(r"(?:股份|集团)?(?:有限责任公司|股份有限公司|有限公司|集团公司)$")
_SEATED = regex.compile(r"[（(]\p{Han}{2,5}[）)]$")
_FULL = regex.compile("[（(]全称[：:为]?")
_REPEATED = frozenset(
    {
        "Person",
        "Laboratory",
        "Enterprise",
        "InnovationPlatform",
        "ResearchInstitution",
        "Organization",
        "PublicBody",
        "Zone",
    }
)


def declared(text: str, finds: Sequence[Found]) -> dict[str, Found]:
    """Map each alias that the text itself declares to the find before the bracket."""
    by_end = {found.span.end: found for found in finds}
    aliases = {}
    for match in _DECLARED.finditer(text):
        found = by_end.get(match.start())
        if found is not None:
            aliases[match["alias"]] = found
    for inner in finds:
        full = _FULL.search(text, max(0, inner.span.start - 4), inner.span.start)
        if full is not None and full.end() == inner.span.start and full.start() in by_end:
            aliases[by_end[full.start()].label] = inner
    return aliases | _bracketed(text, by_end)


def _bracketed(text: str, by_end: dict[int, Found]) -> dict[str, Found]:
    """Map a name in brackets right behind another of its class to that one: 甲实验室（乙实验室）."""
    aliases = {}
    for end, inner in by_end.items():
        outer = by_end.get(inner.span.start - 1)
        bracketed = text[inner.span.start - 1 : inner.span.start] in "（(" and text[end : end + 1] in "）)"
        if outer is not None and bracketed and outer.type == inner.type and inner.type in _REPEATED - {"Person"}:
            aliases[inner.label] = outer
    return aliases


def derived(finds: Iterable[Found]) -> dict[str, Found]:
    """Map the shorter names that a full name allows; one that two full names allow is left out."""
    aliases: dict[str, Found] = {}
    doubtful: set[str] = set()
    for found in {found.label: found for found in finds}.values():
        for alias in set(_shorter(found)) - {found.label}:
            if alias in aliases:
                doubtful.add(alias)
            aliases[alias] = found
    return {alias: found for alias, found in aliases.items() if alias not in doubtful}


def _shorter(found: Found) -> Iterator[str]:
    name = found.label
    without_place = _strip_place(name)
    if found.type == "Enterprise":
        core = _SEATED.sub("", _LEGAL.sub("", without_place))
        stem = _SEATED.sub("", trades.stem_of(core))
        yield from (part for part in (core, stem, _LEGAL.sub("", name)) if trades.tells(part))
        if name.endswith("有限公司") and trades.tells(stem):
            yield f"{stem}公司"
        if name.endswith("有限公司") and without_place != name and len(stem) >= 2:
            place = name.removesuffix(without_place)
            yield f"{place}{stem}公司"
            yield f"{place}{stem}"
        if without_place != name and trades.tells(_LEGAL.sub("", without_place)):
            yield without_place
    elif without_place != name and _goes_without(found.type, without_place):
        yield without_place
    elif found.type == "District" and len(name) >= 4:
        yield name[0] + name[-1]


def _goes_without(type_: str, name: str) -> bool:
    """Say whether a name is still one without its place: 金凤实验室, 国际科技创新中心."""
    if type_ == "Laboratory":
        return len(name) >= 5 and name not in dictionary.suffixes()
    return type_ == "Highland" and name.startswith(("国际", "综合性", "区域"))


def _strip_place(name: str) -> str:
    for length in range(min(8, len(name) - 2), 1, -1):
        if name[:length] in dictionary.places():
            return name[length:]
    return name


def repeats(text: str, names: dict[str, Found], rule: str) -> Iterator[Found]:
    """Find every place where a name already known stands again."""
    words = [name for name in names if len(name) >= 2]
    if not words:
        return
    automaton = AhoCorasick(
        words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )  # built for one text: soon built counts for more than fast
    for number, start, end in automaton.find_matches_as_indexes(text):
        found = names[words[number]]
        yield replace(found, span=Span(start, end), rule=rule, weight=1)


def repeated(finds: Iterable[Found]) -> dict[str, Found]:
    """Choose the names that are worth looking for again: those that only their context or ending told."""
    return {found.label: found for found in finds if found.type in _REPEATED and "listed" not in found.rule}


_CLASS_OF = {
    "org": "Organization",
    "place": "Region",
    "facility": "Facility",
    "strategy": "Strategy",
    "programme": "Programme",
    "cluster": "Cluster",
    "industry": "Industry",
    "technology": "Technology",
    "product": "Product",
    "standard": "Standard",
    "honour": "Honour",
    "ranking": "Ranking",
    "event": "Event",
}


def registered(registry: Iterable[Name], finds: Iterable[Found]) -> dict[str, Found]:
    """Map the names that the article's sidecar gives to what they stand for; a class that was read wins."""
    read = {(kind_of(found.type), found.label): found.type for found in finds}
    names: dict[str, Found] = {}
    for name in registry:
        default = _CLASS_OF.get(name.kind)
        for label in (name.label, *name.aliases):
            listed = label in dictionary.fields() or label in dictionary.places() or label in lexicon.words("scope")
            if default and not listed:
                type_ = read.get((name.kind, name.label), default)
                names[label] = Found(Span(0, 0), type_, name.label, "entity.registry/1")
    return names

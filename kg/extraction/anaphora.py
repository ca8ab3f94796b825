"""Resolve what stands for a name without being one: 公司, 该企业, 我市, 全区, 实验室, 该产品.

Place in the stream: entities + voices → further mentions, marked anaphoric. What no rule pins stays unresolved.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from kg.extraction import lexicon, regions
from kg.extraction.regions import LEVELS, Regions
from kg.extraction.voices import Voice, voiced
from kg.model import Entity, Mention, Ref, Sentence, Span, View

__all__ = ["resolve"]

NEAR = 3
"""Blocks back that an anaphor may look for its company or product."""

_CLASSES = {
    "anaphor-org": frozenset({"Enterprise"}),
    "anaphor-lab": frozenset({"Laboratory"}),
    "anaphor-product": frozenset({"Product", "Technology"}),
}
_WORKS = ("项目", "工程", "基地", "园", "中心", "生产线", "装置", "电站", "城")
_BARE = regex.compile(r"(?:^|[，。；：、“（\n]|让|使|由|为|发挥|推动|是)$")
_OPENS = regex.compile(r"(?:^|[，。；：“\n])$")
_FOLLOWS_BARE = regex.compile(r"[的高自已还将始持拥主现在研与和，。把]|创立|成立|产品|负责|董事|总经理")


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention that an anaphor may stand for."""

    start: int
    block: int
    entity: Entity
    opens: bool  # it stands at the start of a clause, as its subject


@cache
def _pattern() -> regex.Pattern[str]:
    kinds = ("anaphor-org", "anaphor-lab", "anaphor-place", "anaphor-product")
    words = sorted((word for kind in kinds for word in lexicon.words(kind)), key=lambda word: (-len(word), word))
    return regex.compile("|".join([*words, "我们"]))


def resolve(
    view: View, entities: Sequence[Entity], voices: Sequence[Voice], employers: Mapping[Ref, Ref]
) -> tuple[Mention, ...]:
    """Resolve the anaphors of a view; `employers` maps a person to the organization of his post."""
    named, spoken_of = _named(view, entities), regions.of(view, entities)
    taken = {offset for one in entities for mention in one.mentions for offset in range(*mention.span)}
    found: list[Mention] = []
    for sentence in view.sentences:
        for match in _pattern().finditer(view.text, *sentence.span):
            if match.start() in taken:
                continue
            read = _read(view, sentence, match, named, spoken_of, voices, employers)
            if read is not None:
                ref, rule = read
                span = Span(*match.span())
                found.append(Mention(span, span.of(view.article.text), ref, rule, anaphoric=True))
    return tuple(found)


def _named(view: View, entities: Sequence[Entity]) -> list[_Named]:
    starts = [sentence.span.start for sentence in view.sentences]
    named = []
    for entity in entities:
        for mention in entity.mentions:
            number = bisect_right(starts, mention.span.start) - 1
            block = view.sentences[number].block if number >= 0 else -1
            opens = bool(_OPENS.search(view.text, max(0, mention.span.start - 3), mention.span.start))
            named.append(_Named(mention.span.start, block, entity, opens))
    return sorted(named, key=lambda one: one.start)


def _read(
    view: View,
    sentence: Sentence,
    match: regex.Match[str],
    named: Sequence[_Named],
    spoken_of: Regions,
    voices: Sequence[Voice],
    employers: Mapping[Ref, Ref],
) -> tuple[Ref, str] | None:
    word, start = match[0], match.start()
    voice = voiced(voices, start)
    speaker = voice.speech.speaker if voice else None
    employer = employers.get(speaker) if speaker else None
    if word == "我们":
        direct = voice is not None and voice.speech.direct
        spoken = next((one.entity for one in named if one.entity.ref == employer), None)
        fits = direct and spoken is not None and spoken.type in ("Enterprise", "Laboratory", "ResearchInstitution")
        return (employer, "anaphor.we/1") if fits and employer is not None else None
    if word == "该项目":
        return _last(named, start, sentence.block, "anaphor.last-work/1", endings=_WORKS)
    if word in lexicon.words("anaphor-place"):
        return _place(view, sentence, word, named, spoken_of, employer)
    kind = next(kind for kind in _CLASSES if word in lexicon.words(kind))
    if word[0] not in "该本这我" and not _is_bare(view.text, match):
        return None
    if voice is not None and voice.speech.direct and kind == "anaphor-org" and employer is not None:
        spoken = next((one.entity for one in named if one.entity.ref == employer), None)
        if spoken is not None and spoken.type in _CLASSES[kind]:
            return employer, "anaphor.employer/1"
    return _last(named, start, sentence.block, f"{kind.replace('anaphor-', 'anaphor.last-')}/1", classes=_CLASSES[kind])


def _is_bare(text: str, match: regex.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 3) : match.start()], text[match.end() : match.end() + 2]
    return bool(_BARE.search(before)) and bool(_FOLLOWS_BARE.match(after)) and match[0] not in ("企业", "集团")


def _last(
    named: Sequence[_Named],
    start: int,
    block: int,
    rule: str,
    *,
    classes: frozenset[str] = frozenset(),
    endings: tuple[str, ...] = (),
) -> tuple[Ref, str] | None:
    """Find the last thing named near by of some classes or with a label that ends so, first at the head of a clause."""
    chosen: _Named | None = None
    for one in _back_from(named, start, block):
        fits = one.entity.type in classes or one.entity.label.endswith(endings)
        if fits and (one.opens or chosen is None):
            chosen = one
            if one.opens:
                break
    return (chosen.entity.ref, rule) if chosen else None


def _back_from(named: Sequence[_Named], start: int, block: int) -> Iterator[_Named]:
    """Give what is named before an offset in the blocks near by, the nearest first."""
    for number in range(bisect_left(named, start, key=lambda one: one.start) - 1, -1, -1):
        if block - named[number].block > NEAR:
            return
        yield named[number]


def _place(
    view: View, sentence: Sentence, word: str, named: Sequence[_Named], spoken_of: Regions, employer: Ref | None
) -> tuple[Ref, str] | None:
    """Read 我市, 全省 as the article's home, 全区 as the district of the speaker's post or of the block."""
    level = word[1]
    if level not in LEVELS:
        return None
    home = regions.full_name(view.article.metadata.home, level=level)
    if level in "市省" and home:
        return Ref("place", home), "anaphor.home/1"
    if level in "区县":
        return _district(sentence, [one for one in named if _has_level(one.entity, level)], employer)
    name = spoken_of.named(level)
    return (Ref("place", name), "anaphor.most-named/2") if name else None


def _district(sentence: Sentence, fitting: Sequence[_Named], employer: Ref | None) -> tuple[Ref, str] | None:
    if employer is not None:
        for one in fitting:
            if employer.name.startswith((one.entity.label, one.entity.label[:-1])):
                return one.entity.ref, "anaphor.speaker-district/1"
    before = [one for one in fitting if one.start < sentence.span.end and sentence.block - one.block <= NEAR]
    if before:
        return before[-1].entity.ref, "anaphor.last-district/1"
    return (fitting[0].entity.ref, "anaphor.only-district/1") if len({one.entity.ref for one in fitting}) == 1 else None


def _has_level(entity: Entity, level: str) -> bool:
    return entity.ref.kind == "place" and regions.is_of_level(entity.label, level)

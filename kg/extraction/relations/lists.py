"""Read what lists say: counted groups and their members, numbered measures and goals, parts of a slogan.

Place in the stream: listings + sentences → claims. A list shows its own completeness: as many members as it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from kg.extraction.entities import Listing
from kg.extraction.relations.topics import Topic
from kg.extraction.voices import Voice, voiced
from kg.model import Claim, Entity, Fact, Modality, Ref, Span, Speech, Text, View
from kg.reading import sentences

__all__ = ["counted_highlands", "groups", "numbered", "slogans"]

NUMBERS = {character: n for n, character in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ORDINAL = regex.compile(r"(?<=^|[；。：])\s*(?<n>[一二三四五六七八九十])是(?<what>[^，。；：]{4,40})")
_NO_HEAD = ("在", "对", "从", "由", "以", "因", "针对")
_GOALS = regex.compile(r"要求|目标")
_PLANNED = regex.compile(r"将|要|下一步|接下来|计划|力争|确保")
_PIECE = regex.compile(r"(?<n>[一二两三四五六七八九十])(?<what>[^一二两三四五六七八九十+“”0-9]{1,5})")
_SLOGAN = regex.compile(r"“(?<slogan>(?:[一二两三四五六七八九十][^“”，。+0-9]{1,5}){2,4})”")
_EXPLAINED = regex.compile(r"”，即")
_HIGHLANDS = regex.compile(r"(?<n>[二两三四五六七八九]|[0-9])大(?<what>[^，。；、“”]{0,4}高地)")


def groups(view: View, listings: Iterable[Listing], links: dict[Span, Ref], voices: Sequence[Voice]) -> Iterator[Claim]:
    """State each counted list as a group with its members, and whether the list is complete."""
    for listing in listings:
        group = Ref("group", listing.label)
        members = [Fact(group, "member", links[one.span]) for one in listing.members if one.span in links]
        facts = [Fact(group, "a", "Group"), Fact(group, "skos:prefLabel", Text(listing.label))]
        facts += [Fact(group, "statedCount", listing.count), Fact(group, "listingComplete", listing.complete), *members]
        yield _claim(view, "group-listed/1", [listing.span], facts, voices, supports=group)


def slogans(view: View, links: dict[Span, Ref], voices: Sequence[Voice]) -> Iterator[Claim]:
    """Read the counted parts of a slogan (“两基地五中心”), and its clauses when they are spelled out (，即…；…；…)."""
    for match in _SLOGAN.finditer(view.text):
        ref = next((ref for span, ref in links.items() if span.contains(Span(*match.span("slogan")))), None)
        if ref is None:
            continue
        for piece in _PIECE.finditer(match["slogan"]):
            group = Ref("group", piece[0])
            facts = [Fact(group, "a", "Group"), Fact(group, "skos:prefLabel", Text(piece[0]))]
            facts += [Fact(group, "statedCount", NUMBERS[piece["n"]]), Fact(group, "listingComplete", False)]
            facts.append(Fact(group, "partOf", ref))
            start = match.start("slogan") + piece.start()
            yield _claim(view, "slogan-part/1", [Span(start, start + len(piece[0]))], facts, voices, supports=group)
        yield from _spelled_out(view, match, ref, voices)


def _spelled_out(view: View, match: regex.Match[str], ref: Ref, voices: Sequence[Voice]) -> Iterator[Claim]:
    """State the clauses behind ，即 as parts when they are as many as the slogan counts."""
    if not _EXPLAINED.match(view.text, match.end() - 1):
        return
    end = view.text.find("。", match.end())
    clauses: list[tuple[int, str]] = []
    start = match.end() + 2
    for clause in view.text[start:end].split("；"):
        head = clause.split("，")[0]
        clauses.append((start, head))
        start += len(clause) + 1
    if len(clauses) != sum(NUMBERS[piece["n"]] for piece in _PIECE.finditer(match["slogan"])):
        return
    for number, (start, head) in enumerate(clauses, start=1):
        span = Span(start, start + len(head))
        measure = Ref("measure", _plain(span.of(view.text)))
        facts = [Fact(measure, "a", "Measure"), Fact(measure, "skos:prefLabel", Text(measure.name))]
        facts += [Fact(measure, "partOf", ref), Fact(measure, "position", number)]
        yield _claim(view, "slogan-clause/1", [Span(*match.span()), span], facts, voices, supports=measure)


def counted_highlands(
    view: View, fields: Sequence[tuple[Span, Ref]], strategies: Sequence[tuple[Span, Ref]], voices: Sequence[Voice]
) -> Iterator[Claim]:
    """Read the named fields of a strategy as its highlands when the text elsewhere counts as many of them.

    “X”布局，聚焦甲、乙、丙和丁 with 四大科创高地: the two places together say what the four are.
    """
    counted = _HIGHLANDS.search(view.text)
    if counted is None:
        return
    count = NUMBERS.get(counted["n"]) or int(counted["n"])
    group = Ref("group", counted[0])
    for span, strategy in strategies:
        listed = _list_behind(view, span, fields)
        if len(listed) != count:
            continue
        for place, ref in listed:
            highland = Ref("highland", ref.name + counted["what"])
            facts = [Fact(highland, "a", "Highland"), Fact(highland, "skos:prefLabel", Text(highland.name))]
            facts += [Fact(highland, "skos:altLabel", Text(ref.name)), Fact(highland, "partOf", strategy)]
            facts += [Fact(highland, "inField", Ref("field", ref.name)), Fact(group, "member", highland)]
            spans = sorted([place, Span(*counted.span())])
            yield _claim(view, "highlands-by-count/1", spans, facts, voices, first=place.start)
        facts = [Fact(group, "a", "Group"), Fact(group, "skos:prefLabel", Text(counted[0]))]
        facts += [Fact(group, "statedCount", count), Fact(group, "listingComplete", True)]
        yield _claim(view, "group-counted/1", [Span(*counted.span())], facts, voices, supports=group)
        return


def _list_behind(view: View, strategy: Span, fields: Sequence[tuple[Span, Ref]]) -> list[tuple[Span, Ref]]:
    lead = regex.match(r"，聚焦", view.text[strategy.end : strategy.end + 3])
    position, listed = strategy.end + 3, list[tuple[Span, Ref]]()
    if lead is None:
        return []
    for span, ref in fields:
        if span.start == position:
            listed.append((span, ref))
            position = span.end + 1
    return listed


def numbered(
    view: View, topics: dict[int, Topic], programmes: dict[Span, Ref], voices: Sequence[Voice]
) -> Iterator[Claim]:
    """Read 一是…。二是…: measures of the paragraph's topic, or goals when they are introduced as requirements."""
    leads = _leads(view)
    for sentence in view.sentences:
        for match in _ORDINAL.finditer(view.text, *sentence.span):
            topic = topics.get(sentence.block)
            if topic is None or match["what"].startswith(_NO_HEAD):
                continue
            yield _numbered(view, leads[sentence.block], match, topic, programmes, voices)


def _leads(view: View) -> dict[int, str]:
    """Give what each paragraph says before its 一是."""
    leads: dict[int, str] = {}
    closed: set[int] = set()
    for sentence in view.sentences:
        if sentence.block not in closed:
            before, first, _ = sentence.text.partition("一是")
            leads[sentence.block] = leads.get(sentence.block, "") + before
            closed.update([sentence.block] if first else [])
    return leads


def _numbered(
    view: View,
    lead: str,
    match: regex.Match[str],
    topic: Topic,
    programmes: dict[Span, Ref],
    voices: Sequence[Voice],
) -> Claim:
    span = Span(*match.span("what"))
    named = next((ref for place, ref in programmes.items() if span.contains(place)), None)
    is_goal = bool(_GOALS.search(lead[-30:]))
    thing = named or Ref("goal" if is_goal else "measure", _plain(span.of(view.text)))
    facts = [] if named else [Fact(thing, "skos:prefLabel", Text(thing.name))]
    facts.append(Fact(thing, "position", NUMBERS[match["n"]]))
    facts.append(
        Fact(topic.ref, "hasGoal", thing) if is_goal and not named else Fact(thing, "implementedBy", topic.ref)
    )
    if not named:
        facts.insert(0, Fact(thing, "a", "Goal" if is_goal else "Measure"))
    how = Modality.PLANNED if is_goal or _PLANNED.search(lead) else Modality.ASSERTED
    spans = [topic.span, Span(match.start("n"), span.end)]
    return _claim(view, "numbered/1", spans, facts, voices, supports=thing, modality=how, first=span.start)


def _claim(
    view: View,
    rule: str,
    spans: Sequence[Span],
    facts: Sequence[Fact],
    voices: Sequence[Voice],
    *,
    supports: Ref | None = None,
    modality: Modality = Modality.ASSERTED,
    first: int | None = None,
) -> Claim:
    start = spans[0].start if first is None else first
    told = {one.ordinal: one for span in spans for one in sentences.over(view.sentences, span)}
    ordinals = sorted(
        told, key=lambda ordinal: (not told[ordinal].span.start <= start < told[ordinal].span.end, ordinal)
    )
    voice = voiced(voices, start)
    speech: Speech | None = voice.speech if voice else None
    how = Modality.SUGGESTED if voice and voice.suggests else modality
    return Claim(rule, tuple(sorted(spans)), tuple(ordinals), tuple(facts), None, supports, how, speech=speech)


def _plain(text: str) -> str:
    return regex.sub(r"\s+", "", text)


def spans_of(entities: Iterable[Entity], kinds: frozenset[str]) -> list[tuple[Span, Ref]]:
    """List where things of some kinds are mentioned, in text order."""
    found = [(mention.span, one.ref) for one in entities if one.ref.kind in kinds for mention in one.mentions]
    return sorted(found)

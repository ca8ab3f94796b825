"""Read the relations: what is said of the named things, each firing of a rule one claim.

Place in the stream: entities + anaphors + times → claims. The rules are `rules/relations.toml`; this room draws the
shadows, finds the implied subject, fills the templates, and puts voice and modality to each claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from kg.extraction import candidates, patterns
from kg.extraction.entities import Listing
from kg.extraction.patterns import Annotation, Match
from kg.extraction.relations import lists, modality, names, scene, templates, topics
from kg.extraction.relations.scene import Scene
from kg.extraction.relations.topics import Topic
from kg.extraction.rules import Rule
from kg.extraction.voices import Voice, voiced
from kg.model import Claim, Entity, Fact, Mention, Modality, Period, PeriodBasis, Ref, Span, Text, View
from kg.reading import sentences

__all__ = ["POSTS", "read", "read_lists", "tenures"]

POSTS = "posts.toml"
FILES = ("relations.toml",)


def read(
    view: View,
    entities: Sequence[Entity],
    anaphors: Iterable[Mention],
    *,
    roles: Iterable[Span] = (),
    numeric: Mapping[int, Sequence[Annotation]] | None = None,
    voices: Sequence[Voice] = (),
    files: Sequence[str] = FILES,
) -> list[Claim]:
    """Read the relations of a view, in text order."""
    scenes = scene.draw(view.sentences, scene.marks(entities, anaphors, roles), numeric or {})
    place = _home(view, entities)
    sieve = candidates.sieve(tuple(files))
    claims = [
        claim
        for number in range(len(scenes))
        for rule in sieve.among(scenes[number].shadow.text)
        for claim in _firings(view, rule, scenes, number, voices, place)
    ]
    return sorted(dict.fromkeys(claims), key=lambda claim: (claim.spans, claim.rule))


def read_lists(
    view: View, entities: Sequence[Entity], listings: Sequence[Listing], *, voices: Sequence[Voice]
) -> list[Claim]:
    """Read what lists and names say: groups, numbered measures, slogans and their parts, zones within zones.

    The topic of a numbered list is the subject that its paragraph opens with.
    """
    links = dict(lists.spans_of(entities, frozenset({"org", "place", "programme", "strategy", "measure"})))
    fields = lists.spans_of(entities, frozenset({"industry", "field", "technology"}))
    strategies = lists.spans_of(entities, frozenset({"strategy"}))
    programmes = dict(lists.spans_of(entities, frozenset({"programme"})))
    return [
        *lists.groups(view, listings, links, voices),
        *lists.slogans(view, links, voices),
        *lists.counted_highlands(view, fields, strategies, voices),
        *lists.numbered(view, _block_topics(view, entities), programmes, voices),
        *names.inside(view, entities),
    ]


def _block_topics(view: View, entities: Sequence[Entity]) -> dict[int, Topic]:
    """Find the agent that each paragraph is about: the first that opens a clause in it."""
    agents = iter(lists.spans_of(entities, frozenset({"org", "place"})))
    agent = next(agents, None)
    found: dict[int, Topic] = {}
    for sentence in view.sentences:
        while agent is not None and agent[0].start < sentence.span.end:
            span, ref = agent
            opens = span.start == sentence.span.start or view.text[span.start - 1] in "，。；：？“"
            attribute = view.text[span.end : span.end + 1] in "的、和与"
            if sentence.block not in found and sentence.span.contains(span) and opens and not attribute:
                found[sentence.block] = Topic(ref, span, sentence.ordinal)
            agent = next(agents, None)
    return found


def tenures(claims: Iterable[Claim]) -> dict[Ref, Ref]:
    """Map each person to the organization of his first post that names one."""
    employers: dict[Ref, Ref] = {}
    for claim in claims:
        told = {fact.predicate: fact.object for fact in claim.facts}
        person, organization = told.get("org:member"), told.get("org:organization")
        if isinstance(person, Ref) and isinstance(organization, Ref):
            employers.setdefault(person, organization)
    return employers


def _firings(
    view: View, rule: Rule, scenes: Sequence[Scene], number: int, voices: Sequence[Voice], place: Topic | None
) -> Iterator[Claim]:
    for match in patterns.matches(rule, scenes[number].shadow):
        topic = _topic(rule, match, scenes, number, place)
        if topic is None and _needs_topic(rule, match):
            continue
        if _fits(rule, match):
            for filled in templates.fill(match, topic):
                yield _claim(view, match, topic, filled, voices, ordinal=scenes[number].sentence.ordinal)


def _home(view: View, entities: Sequence[Entity]) -> Topic | None:
    """Give the place whose report this is: the first one named, if the title names it."""
    first = next((entity for entity in entities if entity.ref.kind == "place"), None)
    if first is None or first.mentions[0].span.start >= HEAD:
        return None
    span = first.mentions[0].span
    ordinal = next((one.ordinal for one in sentences.over(view.sentences, span) if one.span.contains(span)), 1)
    return Topic(first.ref, span, ordinal)


def _is_report(scenes: Sequence[Scene]) -> bool:
    """Say whether the text is a government's report: what has no subject there is the area's own doing."""
    return any("工作报告" in scene.sentence.text for scene in scenes[:2])


HEAD = 40
"""Characters within which a title names the place that a report is about."""


def _needs_topic(rule: Rule, match: Match) -> bool:
    default = rule.set.get("default")
    if default and match.span_of(default) is not None:
        return False
    return "topic" in rule.set


def _topic(rule: Rule, match: Match, scenes: Sequence[Scene], number: int, place: Topic | None) -> Topic | None:
    if not _needs_topic(rule, match):
        return None
    found = topics.find(rule, scenes, number, match.found.start() + 1)
    if place is not None and rule.set.get("home") and _is_report(scenes):
        here = found is not None and found.sentence == scenes[number].sentence.ordinal
        return found if here else place
    return found or (place if rule.set.get("home") else None)


def _fits(rule: Rule, match: Match) -> bool:
    """Refuse a firing that the rule's own conditions exclude: a goal whose time is past, an event without its day."""
    times = [mark.item for mark in match.annotations("when") if isinstance(mark.item, Period)]
    only = rule.set.get("only")
    if only and not all(text.endswith(tuple(only)) for text in (match.text_of("post"),)):
        return False
    if rule.set.get("day"):
        return any(time.start is not None and time.start == time.end for time in times)
    return True


def _claim(
    view: View,
    match: Match,
    topic: Topic | None,
    filled: templates.Filled,
    voices: Sequence[Voice],
    *,
    ordinal: int,
) -> Claim:
    spans = [match.span]
    if topic is not None and not match.span.contains(topic.span):
        spans.insert(0, topic.span)
    voice = voiced(voices, match.span.start)
    ordinals = [ordinal]
    if topic is not None and topic.sentence not in ordinals:
        ordinals.append(topic.sentence)
    how = modality.of(match, view, voice, lead=_lead(view, match, topic))
    if how in (Modality.PLANNED, Modality.FORECAST) and filled.node is None:
        filled = _as_goal(match, filled)
    return Claim(
        rule=match.rule.name,
        spans=tuple(sorted(spans)),
        sentences=tuple(ordinals),
        facts=filled.facts,
        supports=filled.node,
        modality=how,
        period_basis=_basis(match),
        speech=voice.speech if voice else None,
    )


def _balanced(text: str) -> str:
    return text + "”" if text.count("“") > text.count("”") else text


_LEAD_IN = regex.compile(r"^(?:比如|例如|[一二三四五六七八九十]是|并且?|以及?)")


def _as_goal(match: Match, filled: templates.Filled) -> templates.Filled:
    """Put what is only planned into a goal of its agent, named by the words of the plan."""
    goal = Ref("goal", regex.sub(r"\s+", "", match.shadow.printed(match.span)).strip("，。；：“"))
    goal = Ref("goal", _balanced(_LEAD_IN.sub("", goal.name)))
    first = filled.facts[0]
    backward = first.predicate in ("implementedBy", "proposedBy") and isinstance(first.object, Ref)
    agent = first.object if backward and isinstance(first.object, Ref) else first.subject
    stated: tuple[Fact, ...] = (Fact(goal, "a", "Goal"), Fact(goal, "skos:prefLabel", Text(goal.name)))
    if agent.kind not in _NO_AGENTS:
        stated = (*stated, Fact(agent, "hasGoal", goal))
    return templates.Filled(stated + filled.facts, goal)


_NO_AGENTS = frozenset({"product", "technology", "standard", "scenario", "event", "field", "industry"})


def _lead(view: View, match: Match, topic: Topic | None) -> str:
    """Give the sentence that lends its subject, when it is an earlier one (重庆将…。一是实施…)."""
    if topic is None or match.shadow.start <= topic.span.start:
        return ""
    return view.sentences[topic.sentence - 1].text


def _basis(match: Match) -> PeriodBasis:
    times = [mark.item for mark in match.annotations("when") if isinstance(mark.item, Period)]
    return times[0].basis if times else PeriodBasis.NONE

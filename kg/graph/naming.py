"""Name what the claims speak of but do not name themselves: the curated registry.

Place in the stream: names, indicators, periods → quads of graph/registry. English labels, aliases and external
identifiers come from here; a thing that the text names is described by its own claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import external, periods, values
from kg.graph.claims import Statement, refs
from kg.graph.iris import Iris
from kg.graph.literals import literal
from kg.graph.slugs import tidy
from kg.graph.vocab import CLASSES, INDICATORS
from kg.model import Concept, Extraction, Indicator, Name, Period, Ref, Text

__all__ = ["Things", "describe"]

Triples = Iterator[tuple[NamedNode, str, NamedNode | Literal]]


@dataclass(slots=True)
class Things:
    """What the claims of a build speak of: the things themselves, and what is known of them."""

    spoken: dict[Ref, None] = field(default_factory=dict)  # in order of appearance
    described: set[Ref] = field(default_factory=set)  # a claim says what it is
    indicators: dict[str, Indicator] = field(default_factory=dict)
    periods: dict[Ref, Period] = field(default_factory=dict)

    def add(self, statements: Iterable[Statement]) -> None:
        """Collect the things of these statements."""
        for statement in statements:
            claim = statement.claim
            self.spoken.update(dict.fromkeys(refs(claim)))
            # An n-ary fact is described where it is stated, and nowhere else: a suggestion must not leave a trace.
            self.described.update(fact.subject for fact in claim.facts if fact.predicate == "a" or fact.subject.parts)
            if claim.value is not None:
                self._indicator(claim.value.indicator)
                for period in (claim.value.period, claim.value.base_period, claim.value.deadline):
                    ref = values.period(period)
                    if period is not None and ref is not None:
                        self.periods.setdefault(ref, period)

    def _indicator(self, indicator: Indicator) -> None:
        self.indicators.setdefault(indicator.name, indicator)
        _, _, kind = INDICATORS.get(indicator.measure_type, ("", "", ""))
        if indicator.of and kind:
            self.spoken.setdefault(Ref(kind, indicator.of))


def describe(things: Things, extractions: Iterable[Extraction], *, names: Iterable[Name], iris: Iris) -> Iterator[Quad]:
    """Describe the things of a build in graph/registry."""
    graph = iris.graph("registry")
    known = {(name.kind, tidy(name.label)): name for name in names}
    for ref in things.spoken:
        for subject, predicate, object_ in _thing(ref, things, name=known.get((ref.kind, tidy(ref.name))), iris=iris):
            yield Quad(subject, iris.term(predicate), object_, graph)
    for subject, predicate, object_ in external.identify(extractions, iris=iris):
        yield Quad(subject, iris.term(predicate), object_, graph)
    for (kind, before), after in sorted(iris.slugs.retired.items()):
        old, new = iris.retired(kind, before), iris.retired(kind, after)
        yield Quad(old, iris.term("owl:deprecated"), literal(value=True), graph)
        yield Quad(old, iris.term("dcterms:isReplacedBy"), new, graph)


def _thing(ref: Ref, things: Things, *, name: Name | None, iris: Iris) -> Triples:
    subject = iris.thing(ref)
    if ref.kind == "indicator":
        yield from _indicator(subject, things.indicators.get(ref.name, Indicator(ref.name, "")), iris=iris)
    elif ref.kind == "period":
        yield from _period(subject, ref, things, iris=iris)
    elif ref not in things.described:
        yield subject, "rdf:type", iris.term(CLASSES[ref.kind])
    if ref.name and ref.kind != "period" and (ref not in things.described or name is not None):
        yield subject, "skos:prefLabel", literal(Text(tidy(ref.name)))
    if name is not None:
        yield from _names(subject, name)


def _names(subject: NamedNode, name: Name) -> Triples:
    if name.label_en:
        yield subject, "skos:prefLabel", literal(Text(name.label_en, "en"))
    for alias in name.aliases:
        yield subject, "skos:altLabel", literal(Text(alias))
    for iri in name.ids:
        yield subject, "schema:sameAs", NamedNode(iri)


def _indicator(subject: NamedNode, indicator: Indicator, *, iris: Iris) -> Triples:
    class_, predicate, kind = INDICATORS.get(indicator.measure_type, ("Indicator", "", ""))
    if predicate == "growthOf" and not indicator.of:
        class_ = "Indicator"  # 增速 by itself: the source does not say what grows
    yield subject, "rdf:type", iris.term(class_)
    if indicator.measure_type:
        yield subject, "measureType", iris.concept(Concept("measure-type", indicator.measure_type))
    if predicate and indicator.of:
        yield subject, predicate, iris.thing(Ref(kind, indicator.of))


def _period(subject: NamedNode, ref: Ref, things: Things, *, iris: Iris) -> Triples:
    read, days = things.periods.get(ref), periods.bounds(ref.name)
    start, end = (read.start, read.end) if read is not None else (days or (None, None))
    yield subject, "rdf:type", iris.term("Period")
    yield subject, "skos:prefLabel", literal(Text(periods.label(ref.name)))
    if ref.name.isascii():
        yield subject, "skos:prefLabel", literal(Text(ref.name, "en"))
    for predicate, day in (("startDate", start), ("endDate", end)):
        if day is not None:
            yield subject, predicate, literal(day)

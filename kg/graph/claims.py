"""State claims: the triples of each, in a named graph that is the claim.

Place in the stream: Claim → Statement, one rule firing = one graph. What one rule reads from the very same place with
the same voice is one firing, hence one claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph import values
from kg.graph.entities import sentences_of
from kg.graph.iris import Iris
from kg.graph.literals import literal
from kg.graph.vocab import CLASSES
from kg.model import Claim, Concept, Extraction, Fact, Ref, Text

__all__ = ["Source", "Statement", "refs", "state"]

_INTRODUCED = ("goal", "measure", "group")


@dataclass(frozen=True, slots=True)
class Source:
    """One extraction with the IRIs of its document and sentences."""

    extraction: Extraction
    document: NamedNode
    sentences: Mapping[int, NamedNode]

    @classmethod
    def of(cls, extraction: Extraction, *, iris: Iris) -> Source:
        """Mint the IRIs of an extraction's document and sentences."""
        article = extraction.article
        return cls(extraction, iris.document(article), iris.sentences(article, extraction.view.sentences))

    def place(self, start: int) -> tuple[str, int]:
        """Say where an offset is: the name of its sentence and the sentence's start (the document's, if in none)."""
        for sentence in self.extraction.view.sentences:
            if sentence.span.start <= start < sentence.span.end:
                return self.sentences[sentence.ordinal].value.rpartition("/")[2], sentence.span.start
        return "", 0


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its graph and what stands in it."""

    claim: Claim
    graph: NamedNode
    supports: NamedNode | None
    triples: tuple[Triple, ...]

    def quads(self) -> list[Quad]:
        """Give the triples in the claim's own graph."""
        return [Quad(triple.subject, triple.predicate, triple.object, self.graph) for triple in self.triples]


def state(source: Source, claims: Iterable[Claim], *, iris: Iris) -> list[Statement]:
    """State the claims of one source, in the order of the text."""
    gathered = _gather(claims)
    nodes = values.nodes(tuple(gathered), iris=iris)
    keys: dict[tuple[str, ...], int] = {}
    statements = []
    for claim in gathered:
        key = _key(source, claim)
        keys[key] = number = keys.get(key, 0) + 1
        graph = iris.claim(source.extraction.article, *key, *([str(number)] if number > 1 else []))
        statements.append(_statement(source, claim, graph=graph, iris=iris, nodes=nodes))
    return statements


def refs(claim: Claim) -> list[Ref]:
    """List the things that a claim speaks of, those inside n-ary facts included."""
    found = [*_facts_refs(claim.facts), *(values.refs(claim.value) if claim.value else [])]
    if claim.supports is not None:
        found.append(claim.supports)
    if claim.speech is not None:
        found += [ref for ref in (claim.speech.speaker, claim.speech.event) if ref is not None]
    return [inner for ref in found for inner in _within(ref)]


def _gather(claims: Iterable[Claim]) -> list[Claim]:
    firings: dict[object, Claim] = {}
    for claim in claims:
        key = (claim.rule, claim.spans, claim.sentences, claim.modality, claim.period_basis)
        whole = (*key, claim.speech, claim.supports, claim.value)
        before = firings.get(whole)
        facts = claim.facts if before is None else tuple(dict.fromkeys(before.facts + claim.facts))
        firings[whole] = replace(claim, facts=facts)
    return sorted(firings.values(), key=lambda claim: (claim.spans, claim.rule))


def _key(source: Source, claim: Claim) -> tuple[str, ...]:
    sentence, start = source.place(claim.spans[0].start)
    offsets = (f"{span.start - start}-{span.end - start}" for span in claim.spans)
    return (sentence, claim.rule.rpartition("/")[0], *offsets)


def _statement(source: Source, claim: Claim, *, graph: NamedNode, iris: Iris, nodes: values.Nodes) -> Statement:
    sentences = tuple(sorted({*claim.sentences, *sentences_of(source.extraction, claim.spans)}))
    first = claim.sentences[:1] or sentences[:1]
    claim = replace(claim, sentences=(*first, *(ordinal for ordinal in sentences if ordinal not in first)))
    supports = iris.thing(claim.supports) if claim.supports is not None else None
    claim = replace(claim, facts=(*_introductions(source, claim), *claim.facts))
    triples = list(_triples(claim.facts, iris=iris))
    if claim.value is not None:
        supports = values.node(claim.value, iris=iris)
        printed = values.as_printed(claim.value, source.extraction.view)
        triples += values.state(printed, iris=iris, nodes=nodes)
    return Statement(claim, graph, supports, tuple(dict.fromkeys(triples)))


def _introductions(source: Source, claim: Claim) -> Iterator[Fact]:
    # A goal is no name in the text: the claims that speak of it say what it is, so a suggested one stays apart whole.
    named = {entity.ref for entity in source.extraction.entities}
    typed = {fact.subject for fact in claim.facts if fact.predicate == "a"}
    for ref in dict.fromkeys(refs(claim)):
        if ref.kind in _INTRODUCED and ref.name and ref not in named | typed:
            yield Fact(ref, "a", CLASSES[ref.kind])
            yield Fact(ref, "skos:prefLabel", Text(ref.name))


def _triples(facts: tuple[Fact, ...], *, iris: Iris) -> Iterator[Triple]:
    kind = iris.term("rdf:type")
    typed = {fact.subject for fact in facts if fact.predicate == "a"}
    for fact in facts:
        subject = iris.thing(fact.subject)
        if fact.subject.parts and fact.subject not in typed:  # an n-ary node is born in the claim that describes it
            typed.add(fact.subject)
            yield Triple(subject, kind, iris.term(CLASSES[fact.subject.kind]))
        if fact.predicate == "a":
            yield Triple(subject, kind, iris.term(str(fact.object)))
        else:
            yield Triple(subject, iris.term(fact.predicate), _object(fact, iris=iris))


def _object(fact: Fact, *, iris: Iris) -> NamedNode | Literal:
    if isinstance(fact.object, Ref):
        return iris.thing(fact.object)
    if isinstance(fact.object, Concept):
        return iris.concept(fact.object)
    return literal(fact.object)


def _facts_refs(facts: tuple[Fact, ...]) -> Iterator[Ref]:
    for fact in facts:
        yield fact.subject
        if isinstance(fact.object, Ref):
            yield fact.object


def _within(ref: Ref) -> Iterator[Ref]:
    yield ref
    for part in ref.parts:
        if isinstance(part, Ref):
            yield from _within(part)

"""Say where each claim comes from: sentence, spans, voice, rule and build.

Place in the stream: Statement → quads of graph/provenance (PROV-O). The claim's IRI is its graph's, so this is what is
known about that graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Quad

from kg import __version__
from kg.graph import accounts, sources, voices
from kg.graph.claims import Source, Statement
from kg.graph.iris import Iris
from kg.graph.literals import literal
from kg.model import Concept, Text

__all__ = ["describe"]


def describe(
    source: Source, statements: Iterable[Statement], *, iris: Iris, rules: Mapping[str, str]
) -> Iterator[Quad]:
    """Describe the claims of one source; `rules` gives a rule's words by its id and version."""
    graph = iris.graph("provenance")
    for subject, predicate, object_ in _triples(source, list(statements), iris=iris, rules=rules):
        yield Quad(subject, iris.term(predicate), object_, graph)


def _triples(source: Source, statements: list[Statement], *, iris: Iris, rules: Mapping[str, str]) -> sources.Triples:
    evidence = {ordinal for statement in statements for ordinal in statement.claim.sentences}
    yield from sources.document(source, iris=iris)
    yield from sources.sentences(source, evidence=evidence, iris=iris)
    yield from accounts.describe(source, iris=iris)
    for statement in statements:
        yield from _claim(source, statement, iris=iris)
        for span in statement.claim.spans:
            yield from sources.span(source, span, iris=iris)
        if statement.claim.speech is not None:
            yield from voices.describe(source, statement.claim.speech, iris=iris)
    for rule in sorted({statement.claim.rule for statement in statements}):
        yield iris.rule(rule), "rdf:type", iris.term("ExtractionRule")
        yield iris.rule(rule), "rdfs:label", literal(Text(rules.get(rule) or rule))
    yield iris.build(__version__), "rdf:type", iris.term("Build")
    yield iris.build(__version__), "prov:used", source.document


def _claim(source: Source, statement: Statement, *, iris: Iris) -> sources.Triples:
    claim, graph = statement.claim, statement.graph
    yield graph, "rdf:type", iris.term("Claim")
    for ordinal in claim.sentences:
        yield graph, "fromSentence", source.sentences[ordinal]
    for span in claim.spans:
        yield graph, "span", iris.span(source.extraction.article, span)
    yield graph, "byRule", iris.rule(claim.rule)
    yield graph, "prov:wasGeneratedBy", iris.build(__version__)
    yield graph, "modality", iris.concept(Concept("modality", claim.modality.value))
    yield graph, "periodBasis", iris.concept(Concept("period-basis", claim.period_basis.value))
    if statement.supports is not None:
        yield graph, "supports", statement.supports
    if claim.speech is not None:
        yield graph, "statedIn", voices.name(source, claim.speech, iris=iris)

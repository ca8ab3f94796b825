"""Describe who says what: a speech act for each voice that claims are stated in.

Place in the stream: Speech → part of graph/provenance. The reporter's own voice has none.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.graph import sources
from kg.graph.claims import Source
from kg.graph.iris import Iris
from kg.graph.literals import literal
from kg.model import Span, Speech

__all__ = ["describe", "name"]


def name(source: Source, speech: Speech, *, iris: Iris) -> NamedNode:
    """Give the IRI of a speech act: where it is introduced, by whom and with which verb."""
    sentence, start = source.place(speech.span.start)
    offsets = f"{speech.span.start - start}-{speech.span.end - start}"
    return iris.speech(source.extraction.article, sentence, offsets, speech.speaker_text, speech.verb)


def describe(source: Source, speech: Speech, *, iris: Iris) -> sources.Triples:
    """Describe a speech act and the question that it answers."""
    node = name(source, speech, iris=iris)
    yield node, "rdf:type", iris.term("SpeechAct")
    yield node, "speakerText", literal(speech.speaker_text)
    yield node, "directSpeech", literal(speech.direct)
    yield node, "speechSpan", iris.span(source.extraction.article, speech.span)
    yield from sources.span(source, speech.span, iris=iris)
    if speech.verb:
        yield node, "speechVerb", literal(speech.verb)
    for predicate, ref in (("speaker", speech.speaker), ("atEvent", speech.event)):
        if ref is not None:
            yield node, predicate, iris.thing(ref)
    if speech.responds_to is not None:
        yield from _question(source, node, speech.responds_to, iris=iris)


def _question(source: Source, answer: NamedNode, span: Span, *, iris: Iris) -> sources.Triples:
    for claim in source.extraction.claims:
        if claim.speech is not None and claim.speech.span.overlaps(span):
            yield answer, "respondsTo", name(source, claim.speech, iris=iris)
            return
    asker, colon, _ = span.of(source.extraction.article.text).replace(":", "：").partition("：")
    if colon and asker.strip():
        place = Span(span.start, span.start + len(asker) + 1)
        question = Speech(place, speaker=None, speaker_text=asker.strip(), verb="", direct=True)
        yield answer, "respondsTo", name(source, question, iris=iris)
        yield from describe(source, question, iris=iris)

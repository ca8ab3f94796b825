"""Describe a document, its sentences and its spans.

Place in the stream: part of graph/provenance (Web Annotation selectors). Only sentences that support a claim are
quoted; the others are given by place and digest, for all sentences together are the article.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from kg.graph.claims import Source
from kg.graph.iris import Iris
from kg.graph.literals import exact, literal
from kg.model import Concept, PeriodBasis, Sentence, Span, Text

__all__ = ["Triples", "document", "printed", "sentences", "span"]

Triples = Iterator[tuple[NamedNode, str, NamedNode | Literal]]


def printed(text: str) -> str:
    """Give a sentence without the line breaks of the file; Latin words that a break parted keep a space."""
    spaced = re.sub(r"(?<=[A-Za-z0-9,;.])[ \t]*[\r\n]+\s*(?=[A-Za-z0-9])", " ", text)
    return re.sub(r"[ \t\u3000]*[\r\n]+\s*", "", spaced).strip()


def document(source: Source, *, iris: Iris) -> Triples:
    """Describe the document by its digest and its metadata."""
    article, node = source.extraction.article, source.document
    metadata = article.metadata
    yield node, "rdf:type", iris.term("SourceDocument")
    yield node, "sha256", literal(article.sha256)
    yield node, "dcterms:title", literal(Text(_title(source), metadata.language))
    yield node, "dcterms:language", literal(metadata.language)
    texts = {"dcterms:publisher": metadata.publisher, "dcterms:identifier": metadata.identifier}
    for predicate, text in texts.items():
        if text:
            yield node, predicate, literal(text)
    if metadata.issued is not None:
        basis = metadata.issued_basis if metadata.issued_basis in ("explicit", "inferred") else PeriodBasis.NONE.value
        yield node, "dcterms:issued", literal(metadata.issued)
        yield node, "issuedBasis", iris.concept(Concept("period-basis", basis))
    if metadata.note:
        yield node, "skos:note", literal(Text(metadata.note, "en" if metadata.note.isascii() else "zh"))


def sentences(source: Source, *, evidence: set[int], iris: Iris) -> Triples:
    """Describe every sentence, quoting those whose ordinals are among the evidence."""
    uses: Mapping[int, str] = dict(source.extraction.coverage.sentences)
    for sentence in source.extraction.view.sentences:
        node = source.sentences[sentence.ordinal]
        yield from _place(source, node, sentence.span)
        yield node, "rdf:type", iris.term("Sentence")
        yield node, "ordinal", literal(sentence.ordinal)
        yield node, "blockKind", iris.concept(Concept("block-kind", sentence.kind.value))
        if sentence.ordinal in uses:
            use = uses[sentence.ordinal].replace(" ", "-")
            yield node, "sentenceUse", iris.concept(Concept("sentence-use", use))
        yield (node, *_text(source, sentence, quoted=sentence.ordinal in evidence))


def span(source: Source, of: Span, *, iris: Iris) -> Triples:
    """Describe a span with the characters it holds, as they stand."""
    article = source.extraction.article
    node = iris.span(article, of)
    yield node, "rdf:type", iris.term("TextSpan")
    yield from _place(source, node, of)
    yield node, "oa:exact", exact(of.of(article.text))


def _title(source: Source) -> str:
    article = source.extraction.article
    if article.metadata.title:
        return article.metadata.title
    first = next((sentence.span.of(article.text) for sentence in source.extraction.view.sentences), "")
    return printed(first)[:80] or article.name or article.id


def _text(source: Source, sentence: Sentence, *, quoted: bool) -> tuple[str, Literal]:
    article = source.extraction.article
    text = printed(sentence.span.of(article.text))
    if quoted:
        return "text", Literal(text, language=article.metadata.language.lower())
    return "textSha256", literal(hashlib.sha256(text.encode()).hexdigest())


def _place(source: Source, node: NamedNode, of: Span) -> Triples:
    yield node, "inDocument", source.document
    yield node, "oa:start", literal(of.start)
    yield node, "oa:end", literal(of.end)

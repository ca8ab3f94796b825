"""Find the pitfalls of OOPS! that lie in names, labels and definitions.

Source: the catalogue of pitfalls of OOPS! (oops.linkeddata.es); the number of each stands in `oops.CHECKS`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rdflib import OWL, RDF, URIRef

from kg.graph.fairness.finding import Fault
from kg.graph.fairness.vocabulary import Vocabulary

LANGUAGES = ("zh", "en")
_CLASS_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
_PROPERTY_NAME = re.compile(r"[a-z][A-Za-z0-9]*")
_FILE = re.compile(r"\.(owl|rdf|ttl|n3|rdfxml|xml|jsonld)\b")
_MISCELLANEOUS = re.compile(r"\b(other|misc|miscellaneous|various)\b|其他|杂项", re.IGNORECASE)
_MERGED = re.compile(r"\b(and|or)\b|[和与或]", re.IGNORECASE)


def local(vocabulary: Vocabulary, term: str) -> str:
    """Give a term's name without its namespace."""
    return term.removeprefix(vocabulary.namespace)


def undescribed(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P08: a term without a label or definition in each language."""
    for term in vocabulary.terms:
        for what, texts in (("label", vocabulary.labels(term)), ("definition", vocabulary.definitions(term))):
            lacking = [language for language in LANGUAGES if language not in {text.language for text in texts}]
            if lacking:
                yield Fault(str(term), f"{term} has no {what} in {' and '.join(lacking)}")


def swapped(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P20: a label longer than its definition, or equal to it."""
    for term in vocabulary.terms:
        labels = {text.language: str(text) for text in vocabulary.labels(term)}
        for text in vocabulary.definitions(term):
            if len(labels.get(text.language, "")) >= len(text):
                yield Fault(str(term), f"the definition of {term} ({text.language}) says no more than its label")


def miscellaneous(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P21: a class for the rest."""
    yield from _labels_that_say(vocabulary, _MISCELLANEOUS, "is a class for the rest")


def merged(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P07: one class for two things."""
    yield from _labels_that_say(vocabulary, _MERGED, "is a class for two things")


def misnamed(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P22: a name that leaves the convention: ClassName, propertyName."""
    for pattern, terms in ((_CLASS_NAME, vocabulary.classes), (_PROPERTY_NAME, vocabulary.properties)):
        for term in terms:
            if not pattern.fullmatch(local(vocabulary, term)):
                yield Fault(str(term), f"{term} leaves the convention ClassName, propertyName")


def named_is(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P03: a property called "is" where a class or a type was meant."""
    for term in vocabulary.properties:
        if local(vocabulary, term) in ("is", "isA", "type", "instanceOf"):
            yield Fault(str(term), f"{term} does the work of rdf:type or rdfs:subClassOf")


def same_label(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P12, P32: two terms of one kind with one label."""
    yield from _shared(vocabulary, vocabulary.classes)
    yield from _shared(vocabulary, vocabulary.properties)


def circular(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P24: a definition whose only content is the label."""
    for term in vocabulary.terms:
        labels = {text.language: str(text).casefold() for text in vocabulary.labels(term)}
        for text in vocabulary.definitions(term):
            words = str(text).casefold().rstrip("。.")
            if words.removeprefix("a ").removeprefix("an ").removeprefix("the ") == labels.get(text.language):
                yield Fault(str(term), f"the definition of {term} ({text.language}) repeats its label")


def file_extension(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P36: the IRI of the vocabulary names a file."""
    if _FILE.search(str(vocabulary.iri)):
        yield Fault("", f"{vocabulary.iri} names a file")


def undeclared(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P38: no owl:Ontology."""
    if (None, RDF.type, OWL.Ontology) not in vocabulary.graph:
        yield Fault("", "no owl:Ontology is declared")


def ambiguous(vocabulary: Vocabulary) -> Iterator[Fault]:
    """P39: terms without an absolute IRI, or several ontologies in one file."""
    declared = sorted(str(subject) for subject in vocabulary.graph.subjects(RDF.type, OWL.Ontology))
    if len(declared) > 1:
        yield Fault("", f"the file declares several ontologies: {', '.join(declared)}")


def _labels_that_say(vocabulary: Vocabulary, pattern: re.Pattern[str], fault: str) -> Iterator[Fault]:
    for term in vocabulary.classes:
        for label in vocabulary.labels(term):
            if pattern.search(str(label)):
                yield Fault(str(term), f"{term} “{label}” {fault}")


def _shared(vocabulary: Vocabulary, terms: Iterable[URIRef]) -> Iterator[Fault]:
    bearers: dict[tuple[str, str | None], list[URIRef]] = defaultdict(list)
    for term in terms:
        for label in vocabulary.labels(term):
            bearers[str(label).casefold(), label.language].append(term)
    for (shared, _), bearing in sorted(bearers.items(), key=str):
        if len(bearing) > 1:
            yield Fault(str(bearing[0]), f"{' and '.join(map(str, bearing))} are all labelled “{shared}”")

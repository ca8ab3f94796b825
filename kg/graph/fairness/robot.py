"""The rules of `robot report`, adapted: labels and definitions count for each language, Chinese prose is Chinese.

Source: ROBOT's default report profile (robot.obolibrary.org/report_queries). Left out are the rules on OBO's own
annotations (subsets, synonym types, cross-references); lower-case definitions give way to the punctuation of either
language.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, URIRef

from kg.graph.fairness.finding import Check, Fault, Level
from kg.graph.fairness.vocabulary import Vocabulary

__all__ = ["CHECKS"]

_BUILT_IN = (str(RDF), str(RDFS), str(OWL))
_HALF_WIDTH = re.compile(r"[一-鿿][,;:!?]|[,;:!?][一-鿿]")
Read = Callable[[Vocabulary, URIRef], list[Literal]]


def _deprecated(vocabulary: Vocabulary) -> set[URIRef]:
    return {term for term in vocabulary.terms if (term, OWL.deprecated, None) in vocabulary.graph}


def _bad_boolean(vocabulary: Vocabulary) -> Iterator[Fault]:
    for term, value in vocabulary.graph.subject_objects(OWL.deprecated):
        if not (isinstance(value, Literal) and isinstance(value.value, bool)):
            yield Fault(str(term), f"owl:deprecated of {term} is no boolean")


def _deprecated_reference(vocabulary: Vocabulary) -> Iterator[Fault]:
    links = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf)
    for term in sorted(_deprecated(vocabulary)):
        for link in links:
            for user in vocabulary.graph.subjects(link, term):
                yield Fault(str(user), f"{user} still uses {term}, which is deprecated")


def _unreplaced(vocabulary: Vocabulary) -> Iterator[Fault]:
    for term in sorted(_deprecated(vocabulary)):
        if (term, DCTERMS.isReplacedBy, None) not in vocabulary.graph:
            yield Fault(str(term), f"{term} is deprecated and nothing replaces it")
    for heir in vocabulary.graph.subjects(DCTERMS.isReplacedBy, None):
        if vocabulary.owns(heir) and heir not in _deprecated(vocabulary):
            yield Fault(str(heir), f"{heir} is replaced and not deprecated")


def _obsolete_label(vocabulary: Vocabulary) -> Iterator[Fault]:
    for term in vocabulary.terms:
        said = any(label.casefold().startswith(("obsolete", "废弃")) for label in vocabulary.labels(term))
        if said and term not in _deprecated(vocabulary):
            yield Fault(str(term), f"the label of {term} calls it obsolete, which owl:deprecated does not")


def _duplicates(read: Read) -> Callable[[Vocabulary], Iterator[Fault]]:
    def find(vocabulary: Vocabulary) -> Iterator[Fault]:
        bearers: dict[Literal, list[URIRef]] = defaultdict(list)
        for term in vocabulary.terms:
            for text in read(vocabulary, term):
                bearers[text].append(term)
        for text, terms in sorted(bearers.items()):
            if len(terms) > 1:
                yield Fault(str(terms[0]), f"{' and '.join(terms)} all say “{text}”")

    return find


def _several(read: Read) -> Callable[[Vocabulary], Iterator[Fault]]:
    def find(vocabulary: Vocabulary) -> Iterator[Fault]:
        for term in vocabulary.terms:
            counts = Counter(text.language for text in read(vocabulary, term))
            for language, count in sorted(counts.items(), key=str):
                if count > 1:
                    yield Fault(str(term), f"{term} has {count} in {language}")

    return find


def _lacking(read: Read) -> Callable[[Vocabulary], Iterator[Fault]]:
    def find(vocabulary: Vocabulary) -> Iterator[Fault]:
        yield from (Fault(str(term), f"{term} has none") for term in vocabulary.terms if not read(vocabulary, term))

    return find


def _headerless(predicate: URIRef) -> Callable[[Vocabulary], Iterator[Fault]]:
    def find(vocabulary: Vocabulary) -> Iterator[Fault]:
        if (vocabulary.iri, predicate, None) not in vocabulary.graph:
            yield Fault("", "the header lacks it")

    return find


def _spaces(vocabulary: Vocabulary) -> Iterator[Fault]:
    for term in vocabulary.terms:
        for text in vocabulary.annotations(term):
            if str(text) != " ".join(str(text).split()):
                yield Fault(str(term), f"“{text}” of {term} has surplus white space or line breaks")


def _punctuation(vocabulary: Vocabulary) -> Iterator[Fault]:
    for term in vocabulary.terms:
        for text in vocabulary.definitions(term):
            stop = "。" if text.language == "zh" else "."
            if not text.endswith(stop) or text.endswith(stop * 2):
                yield Fault(str(term), f"“{text}” of {term} does not end with one {stop}")
            if text.language == "zh" and _HALF_WIDTH.search(str(text)):
                yield Fault(str(term), f"“{text}” of {term} has half-width punctuation")


def _duplicate_synonyms(vocabulary: Vocabulary) -> Iterator[Fault]:
    for term in vocabulary.terms:
        for text in set(vocabulary.literals(term, SKOS.altLabel)) & set(vocabulary.labels(term)):
            yield Fault(str(term), f"“{text}” is label and alternative label of {term}")


def _equivalents(vocabulary: Vocabulary) -> Iterator[Fault]:
    for term in vocabulary.classes:
        if len(list(vocabulary.graph.objects(term, OWL.equivalentClass))) > 1:
            yield Fault(str(term), f"{term} has several equivalent classes")


def _equivalent_pairs(vocabulary: Vocabulary) -> Iterator[Fault]:
    for one, other in vocabulary.graph.subject_objects(OWL.equivalentClass):
        if isinstance(one, URIRef) and isinstance(other, URIRef):
            yield Fault(str(one), f"{one} and {other} are one class, so foreign axioms come back")


def _built_in(vocabulary: Vocabulary) -> Iterator[Fault]:
    for subject in vocabulary.described:
        if str(subject).startswith(_BUILT_IN):
            yield Fault(str(subject), f"{subject} is built in and is described again")


def _bad_iri(vocabulary: Vocabulary) -> Iterator[Fault]:
    for term in vocabulary.mentioned:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", term.removeprefix(vocabulary.namespace)):
            yield Fault(str(term), f"{term} does not end in a plain name")


def _rootless(vocabulary: Vocabulary) -> Iterator[Fault]:
    for term in vocabulary.classes:
        if (term, RDFS.subClassOf, None) not in vocabulary.graph:
            yield Fault(str(term), f"{term} has no super-class")


_LABELS, _DEFINITIONS = Vocabulary.labels, Vocabulary.definitions
_ERROR, _WARN, _INFO = Level.CRITICAL, Level.IMPORTANT, Level.MINOR
CHECKS = (
    Check("ROBOT deprecated_boolean_datatype", _ERROR, "owl:deprecated is a boolean", "write true", _bad_boolean),
    Check("ROBOT deprecated_reference", _ERROR, "no deprecated term is used", "use its heir", _deprecated_reference),
    Check("ROBOT misused_replaced_by", _ERROR, "the deprecated have heirs", "add dcterms:isReplacedBy", _unreplaced),
    Check("ROBOT misused_obsolete_label", _ERROR, "labels and status agree", "add owl:deprecated", _obsolete_label),
    Check("ROBOT duplicate_label", _ERROR, "no label is used twice", "tell them apart", _duplicates(_LABELS)),
    Check("ROBOT duplicate_definition", _ERROR, "no definition is used twice", "rewrite", _duplicates(_DEFINITIONS)),
    Check("ROBOT multiple_labels", _ERROR, "one label a language", "make it skos:altLabel", _several(_LABELS)),
    Check("ROBOT multiple_definitions", _ERROR, "one definition a language", "keep one", _several(_DEFINITIONS)),
    Check("ROBOT missing_label", _ERROR, "every term has a label", "add rdfs:label", _lacking(_LABELS)),
    Check("ROBOT missing_definition", _WARN, "every term has a definition", "add it", _lacking(_DEFINITIONS)),
    Check("ROBOT missing_ontology_title", _ERROR, "a title", "add dcterms:title", _headerless(DCTERMS.title)),
    Check(
        "ROBOT missing_ontology_description",
        _ERROR,
        "a description",
        "add dcterms:description",
        _headerless(DCTERMS.description),
    ),
    Check("ROBOT missing_ontology_license", _ERROR, "a licence", "add dcterms:license", _headerless(DCTERMS.license)),
    Check("ROBOT annotation_whitespace", _WARN, "no surplus white space", "remove it", _spaces),
    Check("ROBOT punctuation", _WARN, "definitions are sentences of their language", "mend the mark", _punctuation),
    Check("ROBOT duplicate_exact_synonym", _WARN, "alternatives differ from labels", "drop one", _duplicate_synonyms),
    Check("ROBOT multiple_equivalent_classes", _WARN, "one equivalent at most", "keep one", _equivalents),
    Check("ROBOT equivalent_pair", _WARN, "no named equivalents", "use rdfs:subClassOf", _equivalent_pairs),
    Check("ROBOT illegal_use_of_built_in_vocabulary", _ERROR, "nothing built in is described", "drop it", _built_in),
    Check("ROBOT invalid_entity_uri", _WARN, "IRIs end in plain names", "rename", _bad_iri),
    Check("ROBOT missing_superclass", _INFO, "every class has a super-class", "align it upwards", _rootless),
)

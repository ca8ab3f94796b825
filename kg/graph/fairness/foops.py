"""The FOOPS! tests that a file can answer: findable, accessible, interoperable, reusable.

Source: the catalogue of tests of FOOPS! (w3id.org/foops/catalogue). Those that need the network or the server (URI1,
VER2, CN1, DOC1, OM4.2, FIND2 and FIND3) are asked where there is a server.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Namespace, URIRef

from kg.graph.fairness.finding import Check, Fault, Level
from kg.graph.fairness.vocabulary import Vocabulary

__all__ = ["CHECKS"]

SCHEMA = Namespace("https://schema.org/")
VANN = Namespace("http://purl.org/vocab/vann/")
_PERSISTENT = ("w3id.org", "doi.org", "purl.", "www.w3.org", "perma.cc", "data.europa.eu", "linked.data.gov.au")
_OM1 = (
    DCTERMS.title,
    DCTERMS.description,
    DCTERMS.license,
    OWL.versionIRI,
    DCTERMS.creator,
    VANN.preferredNamespaceUri,
)
_OM2 = (
    VANN.preferredNamespacePrefix,
    OWL.versionInfo,
    DCTERMS.created,
    DCTERMS.bibliographicCitation,
    DCTERMS.contributor,
)
_OM3 = (DCTERMS.publisher, DCTERMS.issued, DCTERMS.source, SCHEMA.creativeWorkStatus, SCHEMA.logo, DCTERMS.identifier)
_OURS_TOO = (str(RDF), str(RDFS), str(OWL), str(SKOS))


def _persistent(vocabulary: Vocabulary) -> Iterator[Fault]:
    host = str(vocabulary.iri).partition("://")[2].partition("/")[0]
    if not any(host == name or host.startswith(name) for name in _PERSISTENT):
        yield Fault("", f"{host} keeps no permanent identifiers")


def _http(vocabulary: Vocabulary) -> Iterator[Fault]:
    if not str(vocabulary.iri).startswith(("http://", "https://")):
        yield Fault("", f"{vocabulary.iri} cannot be fetched")


def _identified(vocabulary: Vocabulary) -> Iterator[Fault]:
    if (vocabulary.iri, RDF.type, OWL.Ontology) not in vocabulary.graph:
        yield Fault("", f"no owl:Ontology is named {vocabulary.iri}")


def _versioned(vocabulary: Vocabulary) -> Iterator[Fault]:
    versions = set(vocabulary.graph.objects(vocabulary.iri, OWL.versionIRI))
    if not versions or vocabulary.iri in versions:
        yield Fault("", "owl:versionIRI is missing or is the vocabulary's own IRI")


def _missing(vocabulary: Vocabulary, wanted: tuple[URIRef, ...]) -> Iterator[Fault]:
    for predicate in wanted:
        if (vocabulary.iri, predicate, None) not in vocabulary.graph:
            yield Fault(str(predicate), f"the header lacks {predicate.n3(vocabulary.graph.namespace_manager)}")


def _reused(vocabulary: Vocabulary) -> Iterator[Fault]:
    spaces = {str(predicate) for predicate in vocabulary.graph.predicates(vocabulary.iri)}
    if not any(not space.startswith((vocabulary.namespace, *_OURS_TOO)) for space in spaces):
        yield Fault("", "the header uses no published vocabulary")


def _extends(vocabulary: Vocabulary) -> Iterator[Fault]:
    supers = [
        above
        for link in (RDFS.subClassOf, RDFS.subPropertyOf)
        for _, above in vocabulary.graph.subject_objects(link)
        if isinstance(above, URIRef) and not vocabulary.owns(above)
    ]
    if not supers:
        yield Fault("", "no term is a sub-term of a published one")


def _labelled(vocabulary: Vocabulary) -> Iterator[Fault]:
    yield from (Fault(str(term), f"{term} has no label") for term in vocabulary.terms if not vocabulary.labels(term))


def _defined(vocabulary: Vocabulary) -> Iterator[Fault]:
    for term in vocabulary.terms:
        if not vocabulary.definitions(term):
            yield Fault(str(term), f"{term} has no definition")


CHECKS = (
    Check("FOOPS PURL1", Level.IMPORTANT, "the IRI is permanent", "publish under a permanent host", _persistent),
    Check("FOOPS HTTP1", Level.CRITICAL, "the IRI is fetched over HTTP", "choose an http(s) IRI", _http),
    Check("FOOPS URI2", Level.CRITICAL, "the file names the vocabulary", "declare the owl:Ontology", _identified),
    Check("FOOPS VER1", Level.IMPORTANT, "the version has an IRI of its own", "add owl:versionIRI", _versioned),
    Check("FOOPS OM1", Level.IMPORTANT, "minimal metadata", "add it to the header", lambda v: _missing(v, _OM1)),
    Check("FOOPS OM2", Level.MINOR, "recommended metadata", "add it to the header", lambda v: _missing(v, _OM2)),
    Check("FOOPS OM3", Level.MINOR, "detailed metadata", "add it to the header", lambda v: _missing(v, _OM3)),
    Check(
        "FOOPS OM4.1",
        Level.IMPORTANT,
        "a licence is given",
        "add dcterms:license",
        lambda v: _missing(v, (DCTERMS.license,)),
    ),
    Check(
        "FOOPS OM5",
        Level.MINOR,
        "provenance is given",
        "add creation date, author, issue date and publisher",
        lambda v: _missing(v, (DCTERMS.created, DCTERMS.creator, DCTERMS.issued, DCTERMS.publisher)),
    ),
    Check(
        "FOOPS FIND1",
        Level.MINOR,
        "a prefix is preferred",
        "add vann:preferredNamespacePrefix",
        lambda v: _missing(v, (VANN.preferredNamespacePrefix,)),
    ),
    Check("FOOPS VOC1", Level.MINOR, "the metadata reuse vocabularies", "describe it with Dublin Core terms", _reused),
    Check("FOOPS VOC2", Level.MINOR, "published terms are extended", "align terms upwards", _extends),
    Check("FOOPS VOC3", Level.IMPORTANT, "every term has a label", "add rdfs:label", _labelled),
    Check("FOOPS VOC4", Level.IMPORTANT, "every term has a definition", "add skos:definition", _defined),
)

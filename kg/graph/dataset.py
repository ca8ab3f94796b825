"""Describe the data set to catalogues and editors: VoID with class and property partitions, DCAT 3, the dumps.

Place in the stream: the merged triples → what is said of them. The fixed part stands in `dataset.ttl`; the numbers are
counted, so they are true of just this graph. No blank node: a partition is named by what it holds.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

import ontology

__all__ = ["Dump", "describe", "distributions", "quads"]

VOID, DCAT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"
DCTERMS, SPDX = "http://purl.org/dc/terms/", "http://spdx.org/rdf/terms#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD = "http://www.w3.org/2001/XMLSchema#"
IANA = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Dump:
    """A file in which the data can be had."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(slots=True)
class _Counts:
    triples: int = 0
    subjects: set[object] = field(default_factory=set)
    objects: set[object] = field(default_factory=set)
    types: dict[object, set[object]] = field(default_factory=lambda: defaultdict(set))
    properties: Counter[object] = field(default_factory=Counter)
    users: dict[object, set[object]] = field(default_factory=lambda: defaultdict(set))
    values: dict[object, set[object]] = field(default_factory=lambda: defaultdict(set))
    by_subject: dict[object, Counter[object]] = field(default_factory=lambda: defaultdict(Counter))


def describe(triples: Iterable[Triple], *, base: str, version: str) -> Iterator[Triple]:
    """Describe the data set whose default graph holds these triples."""
    dataset = NamedNode(f"{base}dataset")
    yield from _fixed(base)
    yield Triple(dataset, NamedNode(DCAT + "version"), Literal(version))
    counts = _count(triples)
    yield from _totals(dataset, counts, base=base)
    for kind, things in sorted(counts.types.items(), key=str):
        yield from _class(dataset, kind, things, counts, base=base)
    for name in sorted(counts.properties, key=str):
        part = _part(base, "property", name)
        yield Triple(dataset, NamedNode(VOID + "propertyPartition"), part)
        yield Triple(part, NamedNode(VOID + "property"), _node(name))
        yield _number(part, "triples", counts.properties[name])
        yield _number(part, "distinctSubjects", len(counts.users[name]))
        yield _number(part, "distinctObjects", len(counts.values[name]))


def quads(triples: Iterable[Triple | Quad], *, base: str, version: str) -> list[Quad]:
    """Describe the data set for its own store: in `graph/dataset`, and in the default graph where editors look."""
    bare = (each.triple if isinstance(each, Quad) else each for each in triples)
    facts = list(dict.fromkeys(describe(bare, base=base, version=version)))
    graph = NamedNode(f"{base}graph/dataset")
    return [Quad(fact.subject, fact.predicate, fact.object, name) for name in (graph, DefaultGraph()) for fact in facts]


def distributions(dumps: Iterable[Dump], *, base: str) -> Iterator[Triple]:
    """Describe the files in which the data can be had, with their checksums."""
    dataset = NamedNode(f"{base}dataset")
    for dump in dumps:
        address = NamedNode(f"{base}dump/{dump.name}")
        distribution, checksum = NamedNode(f"{address.value}#distribution"), NamedNode(f"{address.value}#sha256")
        yield Triple(dataset, NamedNode(VOID + "dataDump"), address)
        yield Triple(dataset, NamedNode(DCAT + "distribution"), distribution)
        yield Triple(distribution, RDF_TYPE, NamedNode(DCAT + "Distribution"))
        yield Triple(distribution, NamedNode(DCTERMS + "title"), Literal(dump.name))
        yield Triple(distribution, NamedNode(DCAT + "downloadURL"), address)
        yield Triple(distribution, NamedNode(DCAT + "mediaType"), NamedNode(IANA + dump.media_type))
        yield Triple(distribution, NamedNode(DCAT + "byteSize"), _literal(dump.size))
        yield Triple(distribution, NamedNode(SPDX + "checksum"), checksum)
        yield Triple(checksum, RDF_TYPE, NamedNode(SPDX + "Checksum"))
        yield Triple(checksum, NamedNode(SPDX + "algorithm"), NamedNode(SPDX + "checksumAlgorithm_sha256"))
        value = Literal(dump.sha256, datatype=NamedNode(XSD + "hexBinary"))
        yield Triple(checksum, NamedNode(SPDX + "checksumValue"), value)


def _fixed(base: str) -> Iterator[Triple]:
    text = (resources.files(__package__) / "dataset.ttl").read_text(encoding="utf-8")
    moved = text.replace(ontology.DEFAULT_BASE, base)
    yield from (quad.triple for quad in parse(moved, format=RdfFormat.TURTLE))


def _count(triples: Iterable[Triple]) -> _Counts:
    counts = _Counts()
    for subject, predicate, object_ in triples:
        counts.triples += 1
        counts.subjects.add(subject)
        counts.objects.add(object_)
        counts.properties[predicate] += 1
        counts.users[predicate].add(subject)
        counts.values[predicate].add(object_)
        counts.by_subject[subject][predicate] += 1
        if predicate == RDF_TYPE:
            counts.types[object_].add(subject)
    return counts


def _totals(dataset: NamedNode, counts: _Counts, *, base: str) -> Iterator[Triple]:
    things = sum(isinstance(each, NamedNode) and each.value.startswith(f"{base}id/") for each in counts.subjects)
    yield _number(dataset, "triples", counts.triples)
    yield _number(dataset, "entities", things)
    yield _number(dataset, "classes", len(counts.types))
    yield _number(dataset, "properties", len(counts.properties))
    yield _number(dataset, "distinctSubjects", len(counts.subjects))
    yield _number(dataset, "distinctObjects", len(counts.objects))
    documents = sorted(counts.types.get(NamedNode(f"{base}ontology#SourceDocument"), ()), key=str)
    yield from (Triple(dataset, NamedNode(DCTERMS + "source"), _node(document)) for document in documents)
    examples = sorted(counts.types.get(NamedNode(f"{base}ontology#Laboratory"), ()), key=str)[:1]
    yield from (Triple(dataset, NamedNode(VOID + "exampleResource"), _node(example)) for example in examples)


def _class(dataset: NamedNode, kind: object, things: set[object], counts: _Counts, *, base: str) -> Iterator[Triple]:
    part = _part(base, "class", kind)
    yield Triple(dataset, NamedNode(VOID + "classPartition"), part)
    yield Triple(part, NamedNode(VOID + "class"), _node(kind))
    yield _number(part, "entities", len(things))
    used: Counter[object] = Counter()
    for thing in things:
        used.update(counts.by_subject[thing])
    for name in sorted(used, key=str):
        inner = _part(base, "class", kind, name)
        yield Triple(part, NamedNode(VOID + "propertyPartition"), inner)
        yield Triple(inner, NamedNode(VOID + "property"), _node(name))
        yield _number(inner, "triples", used[name])


def _part(base: str, kind: str, *names: object) -> NamedNode:
    digest = hashlib.sha256("\x1f".join(str(name) for name in names).encode()).hexdigest()[:12]
    return NamedNode(f"{base}dataset#{kind}-{digest}")


def _node(term: object) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"{term} names no class or property")
    return term


def _number(subject: NamedNode, name: str, number: int) -> Triple:
    return Triple(subject, NamedNode(VOID + name), _literal(number))


def _literal(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))

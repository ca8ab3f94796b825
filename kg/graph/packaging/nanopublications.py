"""Write each claim as a nanopublication: the assertion is the claim's graph, the provenance says who said it and where.

Place in the stream: Published → nanopublications.trig (Nanopublication Guidelines). They are neither signed nor given
Trusty IRIs: both need the publisher's key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kg.graph.packaging.asking import Row, rows
from kg.graph.packaging.published import Published

__all__ = ["trig"]

_NP = "http://www.nanopub.org/nschema#"
_LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
_PARTS = ("head", "assertion", "provenance", "pubinfo")


def trig(published: Published) -> bytes:
    """Write all claims, four graphs each."""
    sources: dict[str, list[Row]] = defaultdict(list)
    for row in rows(published.store, "sources", iris=published.iris):
        sources[row["claim"]].append(row)
    quads = (
        quad
        for claim, triples in published.claims.items()
        for quad in _nanopublication(claim, triples, sources[claim.value], published)
    )
    return serialize(quads, format=RdfFormat.TRIG, prefixes={"np": _NP, **published.prefixes}) or b""


def _nanopublication(
    claim: NamedNode, triples: tuple[Triple, ...], sources: list[Row], published: Published
) -> Iterator[Quad]:
    iris = published.iris
    name = iris.fragment(claim, "nanopublication")
    head, assertion, provenance, pubinfo = (iris.fragment(claim, part) for part in _PARTS)
    yield Quad(name, iris.term("rdf:type"), NamedNode(f"{_NP}Nanopublication"), head)
    for link, part in (("Assertion", assertion), ("Provenance", provenance), ("PublicationInfo", pubinfo)):
        yield Quad(name, NamedNode(f"{_NP}has{link}"), part, head)
    for triple in triples:
        yield Quad(triple.subject, triple.predicate, triple.object, assertion)
    for predicate, key in _PROVENANCE.items():
        for value in sorted({row[key] for row in sources if key in row}):
            yield Quad(assertion, iris.term(predicate), NamedNode(value), provenance)
    yield Quad(name, iris.term("dcterms:license"), _LICENCE, pubinfo)
    yield Quad(name, iris.term("prov:wasDerivedFrom"), claim, pubinfo)


# property of the assertion → variable of `sources.rq`
_PROVENANCE = {
    "prov:wasDerivedFrom": "sentence",
    "prov:wasGeneratedBy": "build",
    "prov:wasAttributedTo": "speaker",
    "kc:byRule": "rule",
    "kc:modality": "modality",
}

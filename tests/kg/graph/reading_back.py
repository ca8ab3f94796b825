"""Read the package back with tools that are not ours: rdflib, Oxigraph's canonicaliser, PyLD, csvw, nanopub."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from csvw import TableGroup
from nanopub.nanopub import Nanopub
from pyld import jsonld
from pyoxigraph import CanonicalizationAlgorithm, RdfFormat, parse
from pyoxigraph import Dataset as OxDataset
from rdflib import RDF, Dataset, Graph, Namespace, URIRef

OA = Namespace("http://www.w3.org/ns/oa#")
# The part of the Web Annotation context that the file uses; the W3C's own is not fetched in a test.
CONTEXT = {
    "oa": str(OA),
    "as": "http://www.w3.org/ns/activitystreams#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "linking": "oa:linking",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "label": "rdfs:label",
    "total": {"@type": "xsd:nonNegativeInteger", "@id": "as:totalItems"},
    "first": {"@type": "@id", "@id": "as:first"},
    "startIndex": {"@type": "xsd:nonNegativeInteger", "@id": "as:startIndex"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
}


class Table(NamedTuple):
    """A table as csvw reads it: every cell of its declared type."""

    rows: list[dict[str, Any]]
    keys: set[tuple[Any, ...]]


def canonical(nquads: bytes) -> str:
    """Hash a graph in the form of RDFC-1.0."""
    dataset = OxDataset(parse(nquads, format=RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} ." for quad in dataset)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def through_rdflib(nquads: bytes) -> bytes:
    """Let rdflib read quads and write them again."""
    dataset = Dataset()
    dataset.parse(data=nquads.decode(), format="nquads")
    return dataset.serialize(format="nquads").encode()


def web_annotations(path: Path) -> tuple[dict[str, Any], Graph]:
    """Read Web Annotations as JSON and, through PyLD, as RDF."""
    document = json.loads(path.read_text(encoding="utf-8"))
    nquads = jsonld.to_rdf(document, {"documentLoader": _offline, "format": "application/n-quads"})
    return document, Graph().parse(data=nquads, format="nt")


def misquoted(document: dict[str, Any], text: str) -> list[str]:
    """List the quotes that are not the characters of the text, or whose context is not around them."""
    wrong = []
    for target in (target for item in document["first"]["items"] for target in item["target"]):
        position, quote = target["selector"]
        context = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
        here = quote["exact"] == text[position["start"] : position["end"]]
        # a sentence that runs over a line break of the file is published without it
        if not here or context.replace("\n", "") not in text.replace("\n", ""):
            wrong.append(context)
    return wrong


def nanopublications(path: Path) -> dict[str, Nanopub]:
    """Read each nanopublication of a file by its claim."""
    whole = Dataset()
    whole.parse(path, format="trig")
    np = Namespace("http://www.nanopub.org/nschema#")
    names = {str(name) for name, _, _, _ in whole.quads((None, RDF.type, np.Nanopublication, None))}
    return {claim: _nanopublication(whole, claim) for claim in sorted(name.partition("#")[0] for name in names)}


def tables(metadata: Path) -> dict[str, Table]:
    """Read the tables that the metadata describe, strictly, by file name."""
    found = {}
    for table in TableGroup.from_file(metadata).tables:
        rows = list(table.iterdicts(strict=True))
        keys = {tuple(row[name] for name in table.tableSchema.primaryKey) for row in rows}
        found[str(table.url)] = Table(rows, keys)
    return found


def _offline(url: str, _options: Any) -> dict[str, Any]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}


def _nanopublication(whole: Dataset, claim: str) -> Nanopub:
    single = Dataset()
    for part in ("head", "assertion", "provenance", "pubinfo"):
        name = URIRef(f"{claim}#{part}")
        for triple in whole.graph(name):
            single.graph(name).add(triple)
    return Nanopub(rdf=single)

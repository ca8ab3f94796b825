"""Name the forms an answer can take, and which of them fit which kind of answer.

Place in the stream: between an answer and its bytes. Media types are the server's business; here a form has its short
name, which is also its suffix.
"""

from __future__ import annotations

from enum import StrEnum

import pyoxigraph as ox

__all__ = ["ENGINE_GRAPHS", "ENGINE_RESULTS", "GRAPHS", "RESULTS", "Format", "Kind"]


class Kind(StrEnum):
    """What a query gives."""

    SOLUTIONS = "solutions"
    BOOLEAN = "boolean"
    TRIPLES = "triples"


class Format(StrEnum):
    """A form of an answer."""

    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "ttl"
    NTRIPLES = "nt"
    RDFXML = "rdf"
    JSONLD = "jsonld"
    NQUADS = "nq"
    TRIG = "trig"


ENGINE_RESULTS = {
    Format.JSON: ox.QueryResultsFormat.JSON,
    Format.XML: ox.QueryResultsFormat.XML,
    Format.CSV: ox.QueryResultsFormat.CSV,
    Format.TSV: ox.QueryResultsFormat.TSV,
}
ENGINE_GRAPHS = {
    Format.TURTLE: ox.RdfFormat.TURTLE,
    Format.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    Format.RDFXML: ox.RdfFormat.RDF_XML,
    Format.JSONLD: ox.RdfFormat.JSON_LD,
    Format.NQUADS: ox.RdfFormat.N_QUADS,
    Format.TRIG: ox.RdfFormat.TRIG,
}
RESULTS = tuple(ENGINE_RESULTS)
GRAPHS = tuple(ENGINE_GRAPHS)

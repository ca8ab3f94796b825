"""Write a result of the engine in a form, mending what the engine's own writers get wrong.

Place in the stream: after the engine, before anybody reads. The XML writer leaves raw carriage returns and control
characters in place, and the RDF/XML writer writes predicates that are no XML names: the first are mended, the others
refused with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import QueryLimit
from kg.store import wording
from kg.store.formats import ENGINE_GRAPHS, ENGINE_RESULTS, GRAPHS, RESULTS, Format, Kind
from kg.store.refusing import refusal

__all__ = ["Result", "Writer", "count", "kind_of", "write"]

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

# XML 1.0, production 2 (Char): these cannot stand in a document in any way.
_CONTROLS = bytes(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D))
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
# The end of a predicate that can follow a colon in an XML name (Namespaces in XML, NCName), by its first and last part.
_LOCAL_NAME = re.compile(r"[^\W\d][\w.\-\u00b7]*\Z")


class Writer:
    """What the engine takes for a file: a buffer that stops it once it is full."""

    __slots__ = ("limit", "pieces", "size")

    def __init__(self, limit: int) -> None:
        self.pieces: list[bytes] = []
        self.size = 0
        self.limit = limit

    def flush(self) -> None:
        """Do nothing: what is written is there."""

    def write(self, piece: bytes) -> int:
        """Keep a piece, or raise `QueryLimit`."""
        self.size += len(piece)
        if self.size > self.limit:
            said = wording.say("limit.bytes", limit=self.limit)
            raise QueryLimit(said.en, limit="answer_bytes", zh=said.zh)
        self.pieces.append(piece)
        return len(piece)


def kind_of(result: Result) -> Kind:
    """Say what kind of answer the engine gave."""
    if isinstance(result, ox.QuerySolutions):
        return Kind.SOLUTIONS
    return Kind.BOOLEAN if isinstance(result, ox.QueryBoolean) else Kind.TRIPLES


def write(result: Result, form: Format, limit: int) -> bytes:
    """Write a whole result; raises `QueryLimit` past `limit` bytes and `QueryRefused` when the form cannot hold it."""
    fitting = GRAPHS if isinstance(result, ox.QueryTriples) else RESULTS
    if form not in fitting:
        raise refusal("format", format=form.value, available=", ".join(fitting))
    if form is Format.RDFXML and isinstance(result, ox.QueryTriples):
        body = _rdfxml(result, limit)
    else:
        body = _native(result, form, limit)
    return _safe_xml(body) if form in (Format.XML, Format.RDFXML) else body


def _native(result: Result, form: Format, limit: int) -> bytes:
    writer = Writer(limit)
    output = cast("IO[bytes]", writer)
    try:
        if isinstance(result, ox.QueryTriples):
            result.serialize(output, format=ENGINE_GRAPHS[form])
        else:
            result.serialize(output, format=ENGINE_RESULTS[form])
    except OSError as error:
        raise refusal("triple", format=form.value) from error
    return b"".join(writer.pieces)


def _rdfxml(result: ox.QueryTriples, limit: int) -> bytes:
    writer = Writer(limit)
    output = cast("IO[bytes]", writer)
    try:
        ox.serialize(_nameable(result), output, format=ox.RdfFormat.RDF_XML)
    except OSError as error:
        raise refusal("triple", format=Format.RDFXML.value) from error
    return b"".join(writer.pieces)


def _nameable(triples: ox.QueryTriples) -> Iterator[ox.Triple]:
    known: set[str] = set()
    for triple in triples:
        iri = triple.predicate.value
        if iri not in known:
            if _LOCAL_NAME.search(re.split(r"[/#:?=&%()]", iri)[-1]) is None:
                raise refusal("predicate", iri=iri)
            known.add(iri)
        yield triple


def _safe_xml(body: bytes) -> bytes:
    if len(body.translate(None, _CONTROLS)) != len(body):
        raise refusal("control", code=next(byte for byte in body if byte in _CONTROLS))
    for noncharacter in _NONCHARACTERS:
        if noncharacter in body:
            raise refusal("control", code=ord(noncharacter.decode()))
    # XML 1.0, section 2.11: a reader turns a raw carriage return into a line feed.
    return body.replace(b"\r", b"&#13;")


def count(body: bytes, form: Format, kind: Kind) -> int:
    """Count the rows of a written answer (0 for a graph), without reading it as what it is."""
    if kind is not Kind.SOLUTIONS:
        return int(kind is Kind.BOOLEAN)
    if form is Format.JSON:
        # A quote inside a string is escaped, so these bytes stand between rows and nowhere else.
        return 0 if body.endswith(b'"bindings":[]}}') else body.count(b'},{"') + 1
    if form is Format.XML:
        return body.count(b"<result>")
    return max(0, body.count(b"\r\n" if form is Format.CSV else b"\n") - 1)

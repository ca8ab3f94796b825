"""Describe a thing in RDF: the facts about it as triples, or with every claim and its source as quads.

Place in the stream: the store's rows → a body in one of the forms of `negotiation`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from server.addresses import PREFIXES, base, iri_of
from server.asking import Row, ask
from server.forms import Form

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def describe(iri: str, *, with_sources: bool) -> list[Quad]:
    """List the quads about a thing; an empty list when the data does not know it.

    The facts stand in the default graph, as in the store, so that a client that knows no graphs finds them; with
    sources, the claims stand in their own graphs beside them. A graph that is no claim is described by its contents.
    """
    rows = ask("description", this=iri)
    if with_sources:
        rows = rows + ask("sources", this=iri)
    if iri.startswith(f"{base()}graph/"):
        rows += [Row(row | {"graph": row["this"]} if with_sources else row) for row in ask("contents", this=iri)]
    return [_quad(row) for row in rows]


def about(iri: str, document_iri: str) -> list[Quad]:
    """State what the document with the description is: its topic, its licence, the dataset it is part of."""
    document = NamedNode(document_iri)
    facts = (
        (PREFIXES["rdf"] + "type", PREFIXES["foaf"] + "Document"),
        (PREFIXES["foaf"] + "primaryTopic", iri),
        (PREFIXES["dcterms"] + "license", LICENCE),
        (PREFIXES["void"] + "inDataset", iri_of("dataset")),
    )
    return [Quad(document, NamedNode(name), NamedNode(value)) for name, value in facts]


def write(quads: Sequence[Quad], form: Form) -> bytes:
    """Write quads in a form, with the prefixes that everybody knows; a form for triples gets no graph names."""
    kept: list[Quad] | list[Triple] = list(dict.fromkeys(quads))
    if not form.quads:
        kept = list(dict.fromkeys(quad.triple for quad in quads))
    return pyoxigraph.serialize(kept, format=form.engine, prefixes=_used(kept)) or b""


def _used(statements: Sequence[Quad] | Sequence[Triple]) -> dict[str, str]:
    """Give the prefixes that some statements need."""
    iris = {node.value for each in statements for node in each if isinstance(node, NamedNode)}
    iris |= {node.datatype.value for each in statements for node in each if isinstance(node, pyoxigraph.Literal)}
    known = {"kc": f"{base()}ontology#", **PREFIXES}
    return {prefix: space for prefix, space in known.items() if any(iri.startswith(space) for iri in iris)}


def _quad(row: Row) -> Quad:
    subject, predicate, graph = row["subject"], row["property"], row.get("graph")
    if isinstance(subject, pyoxigraph.Literal) or not isinstance(predicate, NamedNode):
        raise TypeError(f"{subject} {predicate} cannot begin a statement")
    return Quad(subject, predicate, row["value"], graph if isinstance(graph, NamedNode) else None)

"""The nouns of a picture: a network of nodes and edges, each edge with the sentences that state it.

Place in the stream: an answer is read into a `Network` (reading.py), placed (layout.py), and written as SVG or GraphML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Triple(NamedTuple):
    """A statement between two things, by their IRIs."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Witness:
    """One place of a text that states an edge."""

    sentence: str  # IRI
    text: str = ""  # the sentence, empty where the quote policy keeps it back
    claim: str = ""  # IRI of the named graph
    modality: str = "asserted"  # local name of the concept
    speaker: str = ""
    period: str = ""  # label of the period that the claim's subject carries: 2023年


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, or a literal standing as a leaf."""

    iri: str  # a literal leaf gets an identifier that starts with "literal:"
    label: str
    type: str = ""  # local name of its most specific class
    type_label: str = ""
    family: str = "source"  # colour family: group of classes that shares a colour


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes; `origin` says where it comes from: stated, registry, inferred or row."""

    source: str
    target: str
    predicate: str  # IRI, or the column's name for origin "row"
    label: str
    origin: str = "stated"
    witnesses: tuple[Witness, ...] = ()

    @property
    def modality(self) -> str:
        """Give the modality of the first witness."""
        return self.witnesses[0].modality if self.witnesses else "asserted"


@dataclass(frozen=True, slots=True)
class Network:
    """What one picture shows; `omitted`, `omitted_edges` and `omitted_rows` count what the caps left out."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    omitted: int = 0
    omitted_edges: int = 0
    omitted_rows: int = 0
    title: str = ""
    language: str = "zh"
    centre: str = field(default="")  # IRI of the node the picture is about, when there is one

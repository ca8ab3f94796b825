"""Hold a finished graph as it is published: what was stated, what follows, and a store to ask it.

Place in the stream: quads → the forms of this package; each form takes this noun and gives files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pyoxigraph import NamedNode, Quad, Store, Triple

from kg.graph import gate
from kg.graph.iris import Iris
from kg.graph.vocab import PREFIXES

__all__ = ["Published", "Statement", "in_order"]

Statement = Triple | Quad
Node = TypeVar("Node")


@dataclass(frozen=True)
class Published:
    """A graph under one base; `stated` and `inferred` are the quads of a build's two files."""

    iris: Iris
    stated: tuple[Quad, ...]
    inferred: tuple[Quad, ...] = ()

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Give the prefixes to write with."""
        return {"kc": self.iris.ontology, **PREFIXES}

    @cached_property
    def claims(self) -> Mapping[NamedNode, tuple[Triple, ...]]:
        """Give the triples of each claim, claims and triples in order."""
        kind, claim = self.iris.term("rdf:type"), self.iris.term("Claim")
        names = {quad.subject for quad in self.stated if quad.predicate == kind and quad.object == claim}
        found: dict[NamedNode, list[Triple]] = {}
        for quad in sorted(self.stated, key=lambda quad: (str(quad.graph_name), str(quad.triple))):
            if isinstance(quad.graph_name, NamedNode) and quad.graph_name in names:
                found.setdefault(quad.graph_name, []).append(quad.triple)
        return {name: tuple(triples) for name, triples in found.items()}

    @cached_property
    def merged(self) -> tuple[Triple, ...]:
        """Give what passed the truth gate, provenance and ontology included, in order."""
        return tuple(in_order(gate.merge(self.stated, iris=self.iris)))

    @cached_property
    def facts(self) -> tuple[Triple, ...]:
        """Give the admitted facts and the names of things: the merge without ontology and provenance."""
        apart = {self.iris.graph(name) for name in ("ontology", "provenance")}
        said = {quad.triple for quad in self.stated if quad.graph_name not in apart}
        return tuple(triple for triple in self.merged if triple in said)

    @cached_property
    def default(self) -> tuple[Triple, ...]:
        """Give the default graph: the merge and what follows from it."""
        return tuple(dict.fromkeys([*self.merged, *(quad.triple for quad in self.inferred)]))

    @cached_property
    def store(self) -> Store:
        """Give a store in memory that holds what the service holds: all graphs, and the default graph materialised."""
        store = Store()
        store.bulk_extend(self.stated)
        store.bulk_extend(self.inferred)
        store.bulk_extend(Quad(each.subject, each.predicate, each.object) for each in self.default)
        return store


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Sort terms or statements by how they are written, so that every process writes the same."""
    return sorted(nodes, key=str)

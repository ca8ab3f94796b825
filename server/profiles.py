"""Read the description of the data set as a page shows it: totals, classes with their properties, properties.

Place in the stream: quads of `graph/dataset` → what a template prints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.dataset import VOID
from server import things
from server.things import Thing

__all__ = ["Part", "Profile", "read"]

TOTALS = ("triples", "entities", "classes", "properties", "distinctSubjects", "distinctObjects")
Facts = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Part:
    """The things of one class, or the uses of one property; `anchor` is the fragment of its IRI."""

    anchor: str
    thing: Thing
    count: int
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What the data set holds."""

    totals: Mapping[str, int]
    classes: tuple[Part, ...]
    properties: tuple[Part, ...]


def read(quads: Iterable[Quad], *, base: str) -> Profile:
    """Read the numbers of the data set, the largest classes and properties first."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            facts[quad.subject.value][quad.predicate.value].append(quad.object.value)
    whole = facts[f"{base}dataset"]
    return Profile(
        totals={name: _number(whole, name) for name in TOTALS},
        classes=_parts(whole, facts, link="classPartition", of="class", count="entities"),
        properties=_parts(whole, facts, link="propertyPartition", of="property", count="triples"),
    )


def _parts(node: Mapping[str, list[str]], facts: Facts, *, link: str, of: str, count: str) -> tuple[Part, ...]:
    found = []
    for iri in dict.fromkeys(node.get(VOID + link, ())):
        part = facts[iri]
        inner = _parts(part, facts, link="propertyPartition", of="property", count="triples") if of == "class" else ()
        found.append(Part(iri.rpartition("#")[2], things.term(part[VOID + of][0]), _number(part, count), inner))
    return tuple(sorted(found, key=lambda part: (-part.count, part.thing.iri)))


def _number(node: Mapping[str, list[str]], name: str) -> int:
    return int(next(iter(node.get(VOID + name, ())), 0))

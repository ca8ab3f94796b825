"""Make the networks of the overview page: everything that is stated, the schema with counts, one thing's neighbours."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import chain, product

from pyoxigraph import NamedNode, Quad

from kg.store import Store
from server import palette, wording
from server.pictures import gathering
from server.pictures.asking import Row, ask
from server.pictures.model import Edge, Network, Node, Triple
from server.pictures.naming import Names, local

SCHEMA_EDGES = 45


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many things are of a class."""

    iri: str
    label: str
    family: str
    count: int


def whole(store: Store, lang: str, *, cap: int) -> Network:
    """Read every stated link between named things, the best connected `cap` things of it."""
    triples = [_triple(row) for row in ask(store, "everything")]
    degree = Counter(end for triple in triples for end in (triple.subject, triple.object))
    kept = {iri for iri, _ in sorted(degree.items(), key=lambda item: (-item[1], item[0]))[:cap]}
    shown = [triple for triple in triples if triple.subject in kept and triple.object in kept]
    network = gathering.statements(shown, store, lang, cap=cap)
    left = len(degree) - len(network.nodes)
    return replace(network, omitted=left, title=wording.load().say("pictures.whole", lang))


def neighbours(iri: str, store: Store, lang: str, *, cap: int = 60) -> Network:
    """Read what leads to and from one thing, in whatever graph it is said."""
    thing, look_up = NamedNode(iri), store.engine.quads_for_pattern
    quads = chain(look_up(thing, None, None), look_up(None, None, thing))
    triples = sorted({Triple(*ends) for ends in map(_ends, quads) if ends and _between_things(ends, store)})
    network = gathering.without_echoes(gathering.statements(triples, store, lang, cap=cap))
    title = wording.load().say("pictures.neighbourhood", lang, label=Names(store, lang).label(iri))
    return replace(network, title=title, centre=iri)


def _ends(quad: Quad) -> tuple[str, str, str] | None:
    if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode):
        return None
    return quad.subject.value, quad.predicate.value, quad.object.value


def _between_things(ends: tuple[str, str, str], store: Store) -> bool:
    """Say whether a statement is a telling one between two things of ours."""
    subject, predicate, target = ends
    things = all(iri.startswith(f"{store.base}id/") for iri in (subject, target))
    return things and gathering.is_ours(predicate) and local(predicate) not in gathering.QUIET | gathering.DERIVED


def _triple(row: Row) -> Triple:
    return Triple(row["subject"].value, row["predicate"].value, row["object"].value)


def class_counts(store: Store, lang: str) -> list[ClassCount]:
    """Count the things of every class, the largest first."""
    names = Names(store, lang)
    rows = ask(store, "classes")
    return [
        ClassCount(iri, names.label(iri), palette.family(local(iri)).name, int(row["count"].value))
        for row in rows
        for iri in [row["class"].value]
    ]


def schema(store: Store, lang: str, *, cap: int) -> Network:
    """Read the classes that have instances and the properties between them, each with its count."""
    names = Names(store, lang)
    counts = {entry.iri: entry.count for entry in class_counts(store, lang)}
    found = sorted(_relations(store).items(), key=lambda item: (-item[1], item[0]))
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for (domain, predicate, span), count in found[:SCHEMA_EDGES]:
        for iri in (domain, span):
            if len(nodes) < cap:
                nodes.setdefault(iri, _class_node(iri, counts.get(iri, 0), names))
        if domain in nodes and span in nodes:
            edges.append(Edge(domain, span, predicate, f"{names.label(predicate)} {count}", "registry"))
    title = wording.load().say("pictures.schema", lang)
    return Network(tuple(nodes.values()), tuple(edges), title=title, language=lang)


def _relations(store: Store) -> Counter[tuple[str, str, str]]:
    """Count how often a property leads from one class to another, by the narrowest classes of both ends."""
    narrowest = _narrowest(store)
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in ask(store, "links"):
        ends = product(narrowest.get(row["subject"].value, ()), narrowest.get(row["object"].value, ()))
        counts.update((domain, row["predicate"].value, span) for domain, span in ends)
    return Counter({key: count for key, count in counts.items() if _telling(*key)})


def _telling(domain: str, predicate: str, span: str) -> bool:
    """Leave out how sources hang together (every claim has the same shape) and what is only inferred."""
    families = {palette.family(local(domain)).name, palette.family(local(span)).name}
    return palette.OTHER not in families and local(predicate) not in gathering.DERIVED


def _narrowest(store: Store) -> dict[str, tuple[str, ...]]:
    """Give the narrowest classes of every thing."""
    broader: defaultdict[str, set[str]] = defaultdict(set)
    for row in ask(store, "subclasses"):
        broader[row["class"].value].add(row["broader"].value)
    types: defaultdict[str, list[str]] = defaultdict(list)
    for row in ask(store, "typed"):
        types[row["thing"].value].append(row["class"].value)
    return {
        thing: tuple(name for name in classes if not any(name in broader[other] for other in classes))
        for thing, classes in types.items()
    }


def _class_node(iri: str, count: int, names: Names) -> Node:
    name = local(iri)
    number = wording.load().say("pictures.instances", names.lang, count=count)
    return Node(iri, f"{names.label(iri)} {number}", name, names.label(iri), palette.family(name).name)

"""Draw the conclusions of seven OWL 2 RL rules, each into a graph that names it.

Place in the stream: the merged triples → quads of `graph/inferred/<rule>`. The rules are the CONSTRUCT queries in
`rules/`; a triple that several rules give belongs to the first that gave it, so every inferred triple has one reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from types import MappingProxyType

from pyoxigraph import DefaultGraph, Quad, QueryTriples, Store, Triple

from kg.graph.iris import Iris
from kg.graph.literals import literal
from kg.model import Text

__all__ = ["RULES", "close", "construct", "describe"]

# The order in which they are tried, the nearest reason first, with what each is called.
RULES = MappingProxyType(
    {
        "prp-inv": ("逆属性", "inverse properties"),
        "prp-trp": ("传递性", "transitivity"),
        "prp-spo2": ("属性链", "property chain"),
        "prp-spo1": ("上级属性", "super-property"),
        "cax-sco": ("上级类", "super-class"),
        "prp-dom": ("定义域", "domain"),
        "prp-rng": ("值域", "range"),
    }
)


@cache
def construct(rule: str) -> str:
    """Read the CONSTRUCT query of a rule."""
    return (resources.files("kg.graph") / "rules" / f"{rule}.rq").read_text(encoding="utf-8")


def close(triples: Iterable[Triple], *, iris: Iris) -> list[Quad]:
    """Give what follows from the triples and is not among them, in the order in which it was found."""
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    inferred: list[Quad] = []
    while found := _first(store):
        rule, fresh = found
        store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in fresh)
        graph = iris.graph(f"inferred/{rule}")
        inferred += [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in fresh]
    return inferred


def describe(*, iris: Iris) -> list[Quad]:
    """Describe the graphs of inferred triples in graph/provenance: each names its rule."""
    provenance = iris.graph("provenance")
    triples = [
        triple
        for name, (zh, en) in RULES.items()
        for graph, rule in [(iris.graph(f"inferred/{name}"), iris.inference(name))]
        for triple in (
            (graph, "rdf:type", iris.term("InferredGraph")),
            (graph, "inferredBy", rule),
            (rule, "rdf:type", iris.term("InferenceRule")),
            (rule, "rdfs:label", literal(Text(zh))),
            (rule, "rdfs:label", literal(Text(en, "en"))),
        )
    ]
    return [Quad(subject, iris.term(predicate), object_, provenance) for subject, predicate, object_ in triples]


def _first(store: Store) -> tuple[str, list[Triple]] | None:
    # Always the first rule that gives something: a class that follows from a super-class is not put down to a domain.
    for rule in RULES:
        fresh = _fresh(store, rule)
        if fresh:
            return rule, fresh
    return None


def _fresh(store: Store, rule: str) -> list[Triple]:
    answer = store.query(construct(rule))
    if not isinstance(answer, QueryTriples):  # the rules are ours and construct; this tells the type checker so
        raise TypeError(f"rule {rule} is no CONSTRUCT query")
    unique = dict.fromkeys(answer)
    default = DefaultGraph()
    return [each for each in unique if Quad(each.subject, each.predicate, each.object, default) not in store]

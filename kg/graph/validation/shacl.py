"""Check the shapes: SHACL Core through pySHACL, the SPARQL constraints as queries over the whole graph.

Place in the stream: the merge before inference, so that nothing inferred hides a missing type. pySHACL runs a SPARQL
constraint once for each node, which takes a minute on one article; run once with `$this` left free it takes a moment.
"""

from __future__ import annotations

import logging
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyshacl
from pyoxigraph import QuerySolutions, RdfFormat, Store, Triple, serialize
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kg.errors import BuildError
from kg.graph.iris import Iris
from kg.graph.validation import shapes as shape_files
from kg.graph.validation.report import Check, Fault

__all__ = ["check"]


def check(triples: Iterable[Triple], store: Store, *, iris: Iris) -> list[Check]:
    """Check every shape; `store` holds the same triples in its default graph."""
    shapes = shape_files.load(iris=iris)
    faults: dict[Node, list[Fault]] = defaultdict(list)
    with _quiet():
        merged = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
        focus = shape_files.focus(merged, shapes)
        for shape, fault in (*_core(merged, shapes), *_constraints(store, shapes, focus)):
            faults[shape].append(fault)
    ordered = sorted({*focus, *faults}, key=str)
    return [Check(_name(shape), len(focus.get(shape, ())), tuple(_sorted(faults[shape]))) for shape in ordered]


@contextmanager
def _quiet() -> Iterator[None]:
    # A 30th of February is a fault to report; rdflib would log it with a traceback and warn when it is compared.
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        logger.setLevel(before)


def _core(merged: Graph, shapes: Graph) -> Iterator[tuple[Node, Fault]]:
    core = Graph()
    for triple in shapes:
        if triple[1] != SH.sparql:
            core.add(triple)
    _, results, _ = pyshacl.validate(merged, shacl_graph=core, inference="none", do_owl_imports=False)
    if not isinstance(results, Graph):
        raise BuildError(f"the shapes cannot be checked: {results}")
    for result in results.subjects(RDF.type, SH.ValidationResult):
        shape = shape_files.owner(shapes, results.value(result, SH.sourceShape) or result)
        focus, value = results.value(result, SH.focusNode), results.value(result, SH.value)
        warning = results.value(result, SH.resultSeverity) != SH.Violation
        messages = _messages(results, result, SH.resultMessage)
        yield shape, Fault(_name(shape), str(focus), messages, value=str(value or ""), warning=warning)


def _constraints(store: Store, shapes: Graph, focus: dict[Node, set[Node]]) -> Iterator[tuple[Node, Fault]]:
    for shape, constraint in sorted(shapes.subject_objects(SH.sparql)):
        sparql = "\n".join([*_prefixes(shapes, constraint), str(shapes.value(constraint, SH.select))])
        rows = store.query(sparql)
        severity = shapes.value(shape, SH.severity)
        found = {getattr(row["this"], "value", "") for row in rows} if isinstance(rows, QuerySolutions) else set()
        messages = _messages(shapes, constraint, SH.message)
        for iri in sorted(found):
            if URIRef(iri) in focus.get(shape, ()):
                yield shape, Fault(_name(shape), iri, messages, warning=severity not in (None, SH.Violation))


def _prefixes(shapes: Graph, constraint: Node) -> list[str]:
    # SHACL, section 5.2.1: the declarations of the nodes that sh:prefixes names go before the query.
    declarations = [
        each for node in shapes.objects(constraint, SH.prefixes) for each in shapes.objects(node, SH.declare)
    ]
    return [f"PREFIX {shapes.value(each, SH.prefix)}: <{shapes.value(each, SH.namespace)}>" for each in declarations]


def _messages(graph: Graph, node: Node, predicate: URIRef) -> dict[str, str]:
    return {getattr(text, "language", None) or "en": str(text) for text in graph.objects(node, predicate)}


def _name(shape: Node) -> str:
    return str(shape).rpartition("#")[2]


def _sorted(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: (fault.focus, fault.value, fault.message()))

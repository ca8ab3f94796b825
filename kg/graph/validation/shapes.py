"""Load the shapes: those of shapes.ttl, and one for each domain, range and object property of the ontology.

Place in the stream: ontology files → shapes for the checks. Domains and ranges infer and do not check; shapes made
from them check, and the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

import ontology
from kg.graph.iris import Iris

__all__ = ["focus", "load", "owner"]

_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)


def load(*, iris: Iris) -> Graph:
    """Load the shapes and generate those of the ontology's domains, ranges and object properties."""
    shapes = Graph().parse(data=ontology.text("shapes", base=iris.base), format="turtle")
    terms = Graph().parse(data=ontology.text("core", base=iris.base), format="turtle")
    for property_, class_ in terms.subject_objects(RDFS.domain):
        _generate(shapes, "domain", property_, class_, iris=iris)
    for property_, class_ in terms.subject_objects(RDFS.range):
        _generate(shapes, "range", property_, class_, iris=iris)
    for property_ in terms.subjects(RDF.type, OWL.ObjectProperty):
        _generate_link(shapes, property_, iris=iris)
    return shapes


def owner(shapes: Graph, shape: Node) -> Node:
    """Give the node shape that a property shape or constraint belongs to."""
    parents = [*shapes.subjects(SH.property, shape), *shapes.subjects(SH.sparql, shape)]
    return owner(shapes, parents[0]) if parents else shape


def focus(triples: Graph, shapes: Graph) -> dict[Node, set[Node]]:
    """List the nodes that each shape with a target looks at (SHACL, section 2.1.3)."""
    found: dict[Node, set[Node]] = {}
    for target in _TARGETS:
        for shape, term in shapes.subject_objects(target):
            found.setdefault(shape, set()).update(_nodes(triples, target, term))
    return found


def _nodes(triples: Graph, target: URIRef, term: Node) -> Iterator[Node]:
    if target == SH.targetSubjectsOf:
        yield from triples.subjects(term)
    elif target == SH.targetObjectsOf:
        yield from triples.objects(predicate=term)
    else:
        for class_ in triples.transitive_subjects(RDFS.subClassOf, term):
            yield from triples.subjects(RDF.type, class_)


def _generate(shapes: Graph, side: str, property_: Node, class_: Node, *, iris: Iris) -> None:
    name, of = (str(term).rpartition("#")[2] for term in (property_, class_))
    shape = URIRef(f"{iris.base}shapes#{side}-{name}")
    shapes.add((shape, RDF.type, SH.NodeShape))
    zh = f"{name} 的{'主语' if side == 'domain' else '宾语'}须为 {of}：更正其类型，或改用别的属性。"
    en = f"The {'subject' if side == 'domain' else 'object'} of {name} is a {of}: correct its type or the property."
    if str(class_).startswith(str(XSD)):
        detail = URIRef(f"{shape}-datatype")
        shapes.add((shape, SH.targetSubjectsOf, property_))
        shapes.add((shape, SH.property, detail))
        for predicate, value in ((SH.path, property_), (SH.datatype, class_)):
            shapes.add((detail, predicate, value))
        shape = detail
    else:
        shapes.add((shape, SH.targetSubjectsOf if side == "domain" else SH.targetObjectsOf, property_))
        shapes.add((shape, SH["class"], class_))
    shapes.add((shape, SH.message, Literal(zh, lang="zh")))
    shapes.add((shape, SH.message, Literal(en, lang="en")))


def _generate_link(shapes: Graph, property_: Node, *, iris: Iris) -> None:
    """Ask that an object property leads to a thing, also where it declares no range."""
    name = str(property_).rpartition("#")[2]
    shape = URIRef(f"{iris.base}shapes#link-{name}")
    for predicate, value in (
        (RDF.type, SH.NodeShape),
        (SH.targetObjectsOf, property_),
        (SH.nodeKind, SH.IRI),
        (SH.message, Literal(f"{name} 的宾语须为 IRI，而非字面量：改为所指事物的 IRI。", lang="zh")),
        (SH.message, Literal(f"The object of {name} is a thing: give its IRI instead of a literal.", lang="en")),
    ):
        shapes.add((shape, predicate, value))

"""The shapes keep their promises: valid examples conform, and each invalid one breaks the shape it is named after.

SHACL Core runs in pySHACL, the queries of the SPARQL constraints over the whole graph in Oxigraph, `$this` left free:
the two ways in which the product checks a graph.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.collection import Collection

import ontology

EXAMPLES = ontology.path("core").parent / "examples"
VALID = sorted(EXAMPLES.glob("valid-*.ttl"))
INVALID = sorted(EXAMPLES.glob("invalid-*.ttl"))
SPACE = ontology.DEFAULT_BASE + "shapes#"
LANGUAGES = {"zh", "en"}
SCHEMES = {
    "Claim-modality": "modality",
    "Claim-period-basis": "period-basis",
    "CoverageEntry-account": "account",
    "Distinction-kind": "distinction-kind",
    "Doubt-kind": "doubt-kind",
    "Indicator-measure-type": "measure-type",
    "IndicatorValue-comparator": "comparator",
    "IndicatorValue-unit": "unit",
}


def _name(node: object) -> str:
    return str(node).removeprefix(SPACE)


def _own_shapes(shapes: Graph) -> set[str]:
    """Name every shape that has a constraint of its own, not only properties."""
    held = {RDF.type, SH.message, SH.severity, SH.targetClass, SH.targetObjectsOf, SH.path, SH.property}
    typed = {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes.subjects(RDF.type, kind)}
    asked = (SH.path, SH.targetClass, SH.targetObjectsOf)
    reached = {shape for shape in typed for predicate in asked if (shape, predicate, None) in shapes}
    return {_name(shape) for shape in reached if set(shapes.predicates(shape)) - held}


@cache
def _terms() -> Graph:
    graph = Graph()
    for name in ("core", "schemes"):
        graph.parse(data=ontology.text(name), format="turtle")
    return graph


@cache
def _core() -> Graph:
    shapes = Graph().parse(data=ontology.text("shapes"), format="turtle")
    shapes.remove((None, SH.sparql, None))
    return shapes


@cache
def _queries() -> tuple[tuple[str, str], ...]:
    shapes = Graph().parse(data=ontology.text("shapes"), format="turtle")
    prefixes = "".join(
        f"PREFIX {shapes.value(entry, SH.prefix)}: <{shapes.value(entry, SH.namespace)}>\n"
        for entry in shapes.objects(None, SH.declare)
    )
    return tuple(
        (_name(shape), f"{prefixes}{shapes.value(constraint, SH.select)}")
        for shape, constraint in shapes.subject_objects(SH.sparql)
    )


def _broken_core(files: list[Path]) -> set[str]:
    graph = Graph()
    for file in files:
        graph.parse(file)
    _, report, _ = pyshacl.validate(graph, shacl_graph=_core(), ont_graph=_terms())
    assert isinstance(report, Graph)
    return {_name(shape) for shape in report.objects(None, SH.sourceShape)}


def _broken_queries(files: list[Path]) -> set[str]:
    store = pyoxigraph.Store()
    for file in files:
        store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)
    store.bulk_load(ontology.text("core").encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return {name for name, sparql in _queries() if _rows(store, sparql)}


def _rows(store: pyoxigraph.Store, sparql: str) -> int:
    solutions = store.query(sparql)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return sum(1 for _ in solutions)


def _broken(*files: Path) -> set[str]:
    return _broken_core(list(files)) | _broken_queries(list(files))


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_a_valid_example_conforms_alone(file: Path) -> None:
    assert _broken(file) == set()


def test_the_valid_examples_conform_together() -> None:
    assert _broken(*VALID) == set()


# rdflib compares a date that does not exist and warns of it
@pytest.mark.filterwarnings("ignore:NotImplemented should not be used:DeprecationWarning")
@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_an_invalid_example_breaks_its_shape_and_no_other(file: Path) -> None:
    assert _broken(*VALID, file) == {file.stem.removeprefix("invalid-")}


def test_every_shape_has_its_invalid_example(shapes: Graph) -> None:
    assert {file.stem.removeprefix("invalid-") for file in INVALID} == _own_shapes(shapes)


def test_the_whole_files_agree_with_plain_pyshacl(shapes: Graph) -> None:
    """Run the SPARQL constraints once as the standard runs them: a focus node at a time."""
    names = ("invalid-Rank", "invalid-ValueBounds", "invalid-GroupListing", "invalid-ClaimGate")
    graph = Graph()
    for file in [*VALID, *(EXAMPLES / f"{name}.ttl" for name in names)]:
        graph.parse(
            data=file.read_text(encoding="utf-8").replace("id/value/x>", f"id/value/{file.stem}>"), format="turtle"
        )

    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=_terms())

    assert not conforms
    assert isinstance(report, Graph)
    found = {_name(shape) for shape in report.objects(None, SH.sourceShape)}
    assert found == {name.removeprefix("invalid-") for name in names}


def test_every_shape_has_an_iri_and_a_message_in_both_languages(shapes: Graph) -> None:
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
    typed = {shape for kind in kinds for shape in shapes.subjects(RDF.type, kind)}
    languages = {
        shape: {text.language for text in shapes.objects(shape, SH.message) if isinstance(text, Literal)}
        for shape in typed
    }

    assert typed
    assert [shape for shape in typed if not isinstance(shape, URIRef) or not shape.startswith(SPACE)] == []
    assert [shape for shape, said in languages.items() if said != LANGUAGES] == []


def test_the_shapes_keep_the_shapes_for_shapes(shapes: Graph) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, ont_graph=_terms(), meta_shacl=True)

    assert conforms, text


def test_every_property_shape_is_reached(shapes: Graph) -> None:
    assert set(shapes.subjects(RDF.type, SH.PropertyShape)) == set(shapes.objects(None, SH.property))


@pytest.mark.parametrize(("shape", "scheme"), SCHEMES.items())
def test_a_closed_list_is_the_scheme(shape: str, scheme: str, shapes: Graph, terms: Graph) -> None:
    """A concept added to a scheme is allowed by the shape too; a unit stands for the QUDT unit it matches."""
    skos = "http://www.w3.org/2004/02/skos/core#"
    head = shapes.value(URIRef(SPACE + shape), SH["in"])
    assert head is not None
    concepts = terms.subjects(URIRef(skos + "inScheme"), URIRef(f"{ontology.DEFAULT_BASE}scheme/{scheme}"))

    wanted = {terms.value(concept, URIRef(skos + "exactMatch")) or concept for concept in concepts}
    assert set(Collection(shapes, head)) == wanted

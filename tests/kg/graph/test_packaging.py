"""Every file of the package says what the graph says, and parses in a tool that is not ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store
from pyoxigraph import parse as oxparse
from rdflib import DCAT, OWL, RDF, RDFS, SH, VOID, Graph, Literal, Namespace, URIRef

from kg.errors import InputError
from kg.graph import inference, packaging, quads, terms
from kg.graph.gate import merge
from kg.graph.iris import Iris
from kg.graph.packaging import Published, Quotes
from kg.model import Extraction
from tests.kg.graph import reading_back

# rdflib uses its own deprecated name when it parses quads
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")

BASE = "https://w3id.org/kechuang/"
KC = Namespace(BASE + "ontology#")
TURTLE = ("kg.ttl", "kg.cube.ttl", "ontology.ttl", "shapes.ttl", "void.ttl")


def _published(extraction: Extraction, quotes: Quotes = Quotes.EVIDENCE, base: str = BASE) -> Published:
    """Publish the worked example and one value more, which has no period."""
    iris = Iris(base)
    counted = next(claim for claim in extraction.claims if claim.rule.startswith("respectively-count"))
    assert counted.value is not None
    number = replace(counted.value.quantity, value=Decimal(9), lower=Decimal(9), upper=Decimal(9), text="9家")
    value = replace(counted.value, quantity=number, period=None, printed="9家")
    timeless = replace(counted, rule="timeless/1", value=value)
    extraction = replace(extraction, claims=(*extraction.claims, timeless))
    said = quads.state([extraction], iris=iris, rules={})
    stated = [*terms.load(iris=iris), *inference.describe(iris=iris), *said]
    inferred = inference.close(merge(stated, iris=iris), iris=iris)
    return packaging.prepare(stated, inferred, base=base, quotes=quotes)


@pytest.fixture
def published(extraction: Extraction) -> Published:
    return _published(extraction)


@pytest.fixture
def folder(published: Published, tmp_path: Path) -> Path:
    list(packaging.pack(published, tmp_path))
    return tmp_path


def test_every_form_is_written(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        *(form.name for form in packaging.FORMS),
        "void.ttl",
        "SHA256SUMS",
    }


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="coreutils are not installed")
def test_the_checksums_are_what_sha256sum_finds(folder: Path) -> None:
    checked = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True)

    assert checked.returncode == 0, checked.stderr
    assert len(checked.stdout.splitlines()) == len(packaging.FORMS) + 1


def test_rdflib_and_oxigraph_read_the_same_canonical_graph(folder: Path) -> None:
    written = (folder / "kg.nq").read_bytes()

    assert reading_back.canonical(reading_back.through_rdflib(written)) == reading_back.canonical(written)
    assert b"".join(sorted(written.splitlines(keepends=True))) == written


@pytest.mark.parametrize("name", TURTLE)
def test_the_turtle_parses_in_rdflib(name: str, folder: Path) -> None:
    assert len(Graph().parse(folder / name)) > 0


@pytest.mark.parametrize("name", [*TURTLE, "kg.nq", "nanopublications.trig"])
def test_every_foreign_property_and_class_is_on_the_frozen_list(name: str, folder: Path) -> None:
    lines = (Path(__file__).parents[2] / "ontology" / "foreign.tsv").read_text(encoding="utf-8").splitlines()
    known = {line.partition("\t")[0] for line in lines[2:]}
    spaces = (BASE, *(str(space) for space in (RDF, RDFS, OWL, SH)))
    quads = list(oxparse(path=str(folder / name), format=RdfFormat.from_extension(Path(name).suffix[1:])))
    types = (quad.object for quad in quads if quad.predicate.value == str(RDF.type))
    kinds = [kind.value for kind in types if isinstance(kind, NamedNode)]

    terms = {*kinds, *(quad.predicate.value for quad in quads)}
    assert [term for term in sorted(terms - known) if not term.startswith(spaces)] == []


def test_the_facts_stand_without_sources(folder: Path) -> None:
    facts = Graph().parse(folder / "kg.ttl")

    assert len(list(facts.subject_objects(KC.serves))) == 1
    assert list(facts.subjects(RDF.type, KC.Claim)) == []
    assert list(facts.subjects(RDF.type, OWL.Class)) == []


def test_a_claim_reifies_its_triples_in_rdf_1_2(folder: Path) -> None:
    store = Store()
    store.bulk_load(path=str(folder / "kg.rdf12.ttl"), format=RdfFormat.TURTLE)

    solutions = store.query(f"""
        PREFIX kc: <{KC}>
        SELECT ?claim ?text {{
            ?laboratory kc:serves ?highland ~ ?claim .
            ?claim kc:fromSentence/kc:text ?text
        }}""")

    assert isinstance(solutions, QuerySolutions)
    assert ["服务全市打造生命健康科创高地" in row["text"].value for row in solutions] == [True]


def test_the_annotations_are_linked_data_that_quotes_the_article(folder: Path, extraction: Extraction) -> None:
    document, graph = reading_back.web_annotations(folder / "annotations.jsonld")

    assert len(list(graph.subjects(RDF.type, reading_back.OA.Annotation))) == document["total"] > 0
    assert reading_back.misquoted(document, extraction.article.text) == []


def test_every_claim_is_a_valid_nanopublication(folder: Path, published: Published) -> None:
    found = reading_back.nanopublications(folder / "nanopublications.trig")

    assert set(found) == {claim.value for claim in published.claims}
    assert [claim for claim, nanopublication in found.items() if not nanopublication.is_valid] == []


def test_every_observation_of_the_cube_has_every_dimension_and_differs_from_the_others(folder: Path) -> None:
    """Ask IC-11 and IC-12 of the Data Cube recommendation in our own words."""
    cube = Graph().parse(folder / "kg.cube.ttl")
    qb, ours = Namespace("http://purl.org/linked-data/cube#"), Namespace(BASE + "cube#")
    observations = list(cube.subjects(RDF.type, qb.Observation))
    dimensions = list(cube.objects(None, qb.dimension))
    keys = [tuple(cube.value(one, dimension) for dimension in dimensions) for one in observations]

    assert len(observations) == 3
    assert len(dimensions) == 5
    assert [key for key in keys if None in key] == []
    assert len(set(keys)) == len(keys)
    assert {str(cube.value(one, ours.value)) for one in observations} == {"7565", "8500", "19.2"}


def test_the_tables_are_as_their_metadata_say(folder: Path) -> None:
    found = reading_back.tables(folder / "csv-metadata.json")

    assert all(len(table.rows) == len(table.keys) for table in found.values())
    assert {str(row["printed"]): row["comparator"] for row in found["indicators.csv"].rows} == {
        "7565家": "exact",
        "9家": "exact",
        "19.2%": "exact",
        "8500家": "more-than",
    }
    assert ("Laboratory", "金凤实验室") in {(row["class"], row["label_zh"]) for row in found["entities.csv"].rows}


def test_the_tables_have_the_columns_of_their_metadata_in_order(folder: Path) -> None:
    metadata = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    told = {table["url"]: _names(table) for table in metadata["tables"]}
    found = {name: (folder / name).read_text(encoding="utf-8").splitlines()[0] for name in told}

    assert found == told


def _names(table: dict[str, Any]) -> str:
    return ",".join(column["name"] for column in table["tableSchema"]["columns"])


def test_the_description_is_true(folder: Path, published: Published) -> None:
    void = Graph().parse(folder / "void.ttl")
    dataset = URIRef(BASE + "dataset")

    assert void.value(dataset, VOID.triples) == Literal(len(published.default))
    sums = {line[66:]: line[:64] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    spdx = Namespace("http://spdx.org/rdf/terms#")
    checksums = {
        str(void.value(distribution, DCAT.downloadURL)).rpartition("/")[2]: str(
            void.value(void.value(distribution, spdx.checksum), spdx.checksumValue)
        )
        for distribution in void.objects(dataset, DCAT.distribution)
    }
    assert checksums == {name: digest for name, digest in sums.items() if name != "void.ttl"}
    assert (URIRef(BASE + "sparql"), DCAT.servesDataset, dataset) in void


@pytest.mark.parametrize(
    ("quotes", "sentences", "spans"), [("evidence", True, True), ("spans", False, True), ("none", False, False)]
)
def test_the_source_is_quoted_as_far_as_asked(
    quotes: str, sentences: bool, spans: bool, extraction: Extraction, tmp_path: Path
) -> None:
    list(packaging.pack(_published(extraction, Quotes(quotes)), tmp_path))
    everything = "".join(path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir()))

    assert ("重大疾病的下一代诊断" in everything) is sentences
    assert ("服务全市打造生命健康科创高地" in everything) is (sentences or spans)
    # what supports no claim is never published
    assert "把科技创新作为推动产业高质量发展的第一动力" not in everything


def test_no_file_depends_on_the_process(folder: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from kg.graph import canonical, packaging\n"
        "stated, inferred = (canonical.read(Path(name)) for name in sys.argv[1:3])\n"
        f"list(packaging.pack(packaging.prepare(stated, inferred, base={BASE!r}), Path(sys.argv[3])))"
    )
    again = tmp_path / "again"
    names = [str(folder / name) for name in ("kg.nq", "kg.inferred.nq")]
    subprocess.run([sys.executable, "-c", script, *names, str(again)], check=True, env={"PYTHONHASHSEED": "7"})

    assert (again / "SHA256SUMS").read_text() == (folder / "SHA256SUMS").read_text()


def test_every_file_moves_with_the_base(extraction: Extraction, tmp_path: Path) -> None:
    list(packaging.pack(_published(extraction, base="http://localhost:8119/kg/"), tmp_path))

    assert [path.name for path in tmp_path.iterdir() if BASE in path.read_text(encoding="utf-8")] == []


def test_what_else_lies_in_the_folder_stays(published: Published, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    list(packaging.pack(published, tmp_path))

    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_written_is_named(published: Published, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(InputError, match=r"file/kg\.nq cannot be written .* choose another folder"):
        list(packaging.pack(published, tmp_path / "file"))

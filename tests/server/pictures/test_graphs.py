from __future__ import annotations

import subprocess
import sys
from xml.etree.ElementTree import Element, fromstring

import pyoxigraph as ox
import pytest

from kg.store import Answer, Store
from server import pictures
from server.pictures.naming import Names

SVG = "{http://www.w3.org/2000/svg}"
BASE = "https://w3id.org/kechuang/"


def links(svg: str, kind: str) -> list[Element]:
    return [link for link in fromstring(svg).iter(f"{SVG}a") if link.get("class", "").startswith(kind)]


def edge(svg: str, predicate: str) -> Element:
    return next(link for link in links(svg, "edge") if link.get("data-predicate") == f"{BASE}ontology#{predicate}")


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_every_node_leads_to_its_page(asked: Answer, world: Store) -> None:
    found = {link.get("data-iri"): link.get("href") for link in links(pictures.draw(asked, world), "node")}
    assert found[f"{BASE}id/org/jia"] == "/id/org/jia"


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_a_stated_edge_leads_to_its_sentence_and_says_who_said_so(asked: Answer, world: Store) -> None:
    serves = edge(pictures.draw(asked, world), "serves")
    assert serves.get("href") == "/doc/d/s/1"
    assert "戊：戊介绍，甲实验室服务乙科创高地。" in (serves.findtext(f"{SVG}title") or "")


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_an_inferred_edge_leads_to_the_sentence_it_rests_on(asked: Answer, world: Store) -> None:
    inferred = edge(pictures.draw(asked, world), "contributesTo")
    assert (inferred.get("data-origin"), inferred.get("href")) == ("inferred", "/doc/d/s/1")


@pytest.mark.parametrize("asked", ["pairs"], indirect=True)
def test_the_things_of_a_row_are_joined_by_what_the_store_states(asked: Answer, world: Store) -> None:
    drawn = links(pictures.draw(asked, world), "edge")
    assert [link.get("data-label") for link in drawn] == ["服务"]


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
@pytest.mark.parametrize(("lang", "label"), [("zh", "甲实验室"), ("en", "Laboratory A")])
def test_labels_are_in_the_language_asked_for(asked: Answer, world: Store, lang: str, label: str) -> None:
    assert label in {link.get("data-label") for link in links(pictures.draw(asked, world, lang), "node")}


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_the_legend_names_the_classes(asked: Answer, world: Store) -> None:
    assert "实验室" in {text.text for text in fromstring(pictures.draw(asked, world)).iter(f"{SVG}text")}


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_hostile_labels_and_addresses_stay_harmless(asked: Answer, world: Store) -> None:
    svg = pictures.draw(asked, world, alone=True)
    assert "<script" not in svg
    assert not [link for link in fromstring(svg).iter(f"{SVG}a") if link.get("href", "/").startswith("javascript")]


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_a_picture_in_a_page_has_no_inline_style_and_one_alone_has_it(asked: Answer, world: Store) -> None:
    inside, alone = pictures.draw(asked, world), pictures.draw(asked, world, alone=True)
    assert ("<style" in inside, "<style" in alone, " style=" in alone) == (False, True, False)


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_addresses_can_be_whole(asked: Answer, world: Store) -> None:
    assert edge(pictures.draw(asked, world, absolute=True), "serves").get("href") == f"{BASE}doc/d/s/1"


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_the_description_tells_the_relations(asked: Answer, world: Store) -> None:
    told = fromstring(pictures.draw(asked, world)).findtext(f"{SVG}desc") or ""
    assert "甲实验室服务乙科创高地" in told


@pytest.mark.parametrize("asked", ["nothing"], indirect=True)
def test_an_empty_answer_says_so(asked: Answer, world: Store) -> None:
    assert "没有可以画成图的内容" in pictures.draw(asked, world)
    assert not pictures.can_draw(asked)


@pytest.mark.parametrize("asked", ["everything"], indirect=True)
def test_a_cap_is_announced(asked: Answer, world: Store) -> None:
    network = pictures.network(asked, world, "zh", cap=2)
    assert len(network.nodes) == 2
    assert "未画出" in pictures.announce(network)


@pytest.mark.parametrize("asked", ["blank"], indirect=True)
def test_a_blank_node_is_drawn_without_an_address(asked: Answer, world: Store) -> None:
    found = {link.get("data-iri"): link.get("href") for link in links(pictures.draw(asked, world), "node")}
    assert found["_:1"] is None
    assert len(found) == 3


@pytest.mark.parametrize("asked", ["classes"], indirect=True)
def test_an_answer_of_nothing_but_classes_is_drawn_too(asked: Answer, world: Store) -> None:
    assert "实验室" in {link.get("data-label") for link in links(pictures.draw(asked, world), "node")}


@pytest.mark.parametrize("asked", ["many"], indirect=True)
def test_rows_that_are_not_drawn_are_announced(asked: Answer, world: Store) -> None:
    assert "行结果未画出" in pictures.announce(pictures.network(asked, world, "zh"))


@pytest.mark.slow
def test_two_processes_draw_the_same_bytes() -> None:
    runs = {_drawn(seed) for seed in ("1", "2")}
    assert len(runs) == 1


def _drawn(seed: str) -> bytes:
    script = "from tests.server.pictures import drawn; drawn.main()"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}
    )
    return done.stdout


@pytest.mark.parametrize(("lang", "label"), [("zh", "领先"), ("en", "leading")])
def test_what_only_a_claim_speaks_of_is_called_by_its_kind(lang: str, label: str) -> None:
    kc, kind = f"{BASE}ontology#", ox.NamedNode(f"{BASE}scheme/distinction-kind/leading")
    praise, claim = ox.NamedNode(f"{BASE}id/distinction/a.b"), ox.NamedNode(f"{BASE}doc/d/c/9")
    rdf_type = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    named = [("领先", "zh"), ("leading", "en")]
    prefer = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store = Store.of(
        [
            ox.Quad(praise, ox.NamedNode(f"{kc}distinctionKind"), kind, claim),
            ox.Quad(praise, rdf_type, ox.NamedNode(f"{kc}Distinction"), claim),
            *(ox.Quad(kind, prefer, ox.Literal(text, language=language)) for text, language in named),
        ]
    )

    node = Names(store, lang).node(praise.value)

    assert (node.label, node.type) == (label, "Distinction")

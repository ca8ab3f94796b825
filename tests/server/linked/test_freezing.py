from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef

from kg.errors import BuildError
from server import freezing
from server.freezing import Address, Frozen
from tests.server.linked.world import BASE, LAB

LINK = re.compile(r'\s(?:href|src)="([^"#][^"]*)"')
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(client: FlaskClient, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    freezing.freeze(client.application, folder)
    return folder


def test_every_link_of_every_page_leads_to_a_file(site: Path) -> None:
    pages = [*site.rglob("*.html"), *site.rglob("*.svg")]
    lost = [
        (str(page.relative_to(site)), link)
        for page in pages
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:|//", link) and not (page.parent / urldefrag(link).url).exists()
    ]
    assert len(pages) > 200
    assert lost == []


def test_both_languages_lead_to_each_other(site: Path) -> None:
    chinese = (site / LAB / "index.html").read_text(encoding="utf-8")
    english = (site / "en" / LAB / "index.html").read_text(encoding="utf-8")
    assert f'href="../../../en/{LAB}/index.html"' in chinese
    assert f'href="../../../../{LAB}/index.html"' in english
    assert 'lang="en"' in english


def test_the_data_lies_beside_the_pages(site: Path) -> None:
    graph = Graph().parse(site / f"data/{LAB[3:]}.ttl", format="turtle")
    assert (URIRef(f"{BASE}{LAB}"), URIRef(f"{BASE}ontology#serves"), None) in graph
    assert (site / "ontology.ttl").is_file()
    assert (site / "void.ttl").is_file()


def test_what_needs_a_server_is_not_linked(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "<form" not in page
    assert 'data-live="/sparql"' in page


@pytest.mark.parametrize(
    ("address", "media_type", "file"),
    [
        (Address("/"), "text/html", "index.html"),
        (Address("/id/org/x"), "text/html", "id/org/x/index.html"),
        (Address("/id/org/x", (), "en"), "text/html", "en/id/org/x/index.html"),
        (Address("/data/org/x.ttl"), "text/turtle", "data/org/x.ttl"),
        (Address("/dump/"), "text/html", "dump/index.html"),
        (Address("/id/org/x", (("page", "2"),)), "text/html", "id/org/x/index-9b1bfa0f.html"),
    ],
)
def test_an_address_has_one_file(address: Address, media_type: str, file: str) -> None:
    assert re.sub(r"-[0-9a-f]{8}", "-9b1bfa0f", str(freezing._file(address, media_type))) == file


def test_a_broken_link_is_told(client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freezing, "SEEDS", ("/id/org/nonesuch",))

    def links(_client: FlaskClient, folder: Path, address: Address, frozen: Frozen) -> list[Address]:
        page = folder / "index.html"
        page.write_text('<a href="/nowhere">x</a>', encoding="utf-8")
        frozen.files[address] = freezing.Kept("text/html", PurePosixPath("index.html"))
        return []

    monkeypatch.setattr(freezing, "_fetch", links)
    with pytest.raises(BuildError, match="links lead nowhere, the first from /id/org/nonesuch to /nowhere"):
        freezing.freeze(client.application, tmp_path)

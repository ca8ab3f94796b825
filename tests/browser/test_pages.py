from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab
from tests.server.running import Service

Visit = Callable[..., Tab]
OUTSIDE = """() => [...document.querySelectorAll("svg.picture a.node")].filter((node) => {
  const text = node.querySelector("text").getBBox();
  const box = node.querySelector("rect").getBBox();
  const right = text.x + text.width > box.x + box.width;
  return text.x < box.x || right || text.y < box.y || text.y + text.height > box.y + box.height;
}).map((node) => node.dataset.label)"""
PAGES = ["/", "/overview", "/page/org/jinfeng-laboratory", "/sparql/doctor", "/search?q=金凤"]


@pytest.mark.parametrize("path", ["/", "/page/org/jinfeng-laboratory", "/search?q=金凤"])
def test_a_page_weighs_less_than_300_kb(visit: Visit, path: str) -> None:
    tab = visit()
    tab.open(path)
    assert tab.weight < 300_000


@pytest.mark.parametrize("path", [*PAGES, "/sparql"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 1280], ids=["telephone", "desktop"])
def test_no_page_is_wider_than_its_window(visit: Visit, path: str, lang: str, width: int) -> None:
    mark = "&" if "?" in path else "?"
    page = visit(width=width).open(f"{path}{mark}lang={lang}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.documentElement.lang").startswith(lang)


@pytest.mark.parametrize("path", [*PAGES, "/sparql"])
def test_the_policy_allows_no_inline_script_or_style_and_no_other_host(site: Service, path: str) -> None:
    policy = httpx.get(f"{site.url}{path}", headers={"Accept": "text/html"}).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "http" not in policy


def test_a_person_finds_a_laboratory_and_follows_a_statement_to_its_sentence(visit: Visit) -> None:
    page = visit().open("/")
    page.locator(".hero input[type=search]").fill("金凤")
    page.locator(".hero input[type=search]").press("Enter")
    page.get_by_role("link", name="金凤实验室").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("金凤实验室")
    edge = page.locator("svg.graph a.edge", has_text="服务").first
    edge.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("金凤实验室")
    assert "/doc/" in page.url


def test_the_front_page_speaks_the_other_language_after_one_click(visit: Visit) -> None:
    page = visit().open("/?lang=zh")
    page.locator("a.language").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kechuang knowledge graph")
    expect(page.locator("svg.graph").first).to_contain_text("Jinfeng Laboratory")


@pytest.mark.parametrize("path", ["/", "/overview"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_never_runs_out_of_its_box(visit: Visit, path: str, lang: str) -> None:
    page = visit(lang=lang).open(path)
    assert page.evaluate(OUTSIDE) == []


def test_every_stated_edge_of_the_whole_graph_leads_to_a_sentence(visit: Visit) -> None:
    page = visit().open("/overview")
    hrefs = page.locator("section[aria-labelledby=whole] a.edge.stated").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert len(hrefs) > 50
    assert [href for href in hrefs if "/s/" not in href] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_picture_follows_the_colours_of_the_screen(visit: Visit, dark: bool) -> None:
    page = visit(dark=dark).open("/")
    ink = page.locator("svg.graph a.node text").first.evaluate("text => getComputedStyle(text).fill")
    red = int(ink.removeprefix("rgb(").split(",")[0])
    assert (red > 150) == dark


def test_a_picture_is_printed_in_black_even_from_a_dark_screen(visit: Visit) -> None:
    page = visit(dark=True).open("/")
    page.emulate_media(media="print")
    ink = page.locator("svg.graph a.node text").first.evaluate("text => getComputedStyle(text).fill")
    assert ink == "rgb(0, 0, 0)"

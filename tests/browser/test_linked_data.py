"""The pages of things, articles and the ontology, by people, in both languages, on a telephone and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab
from tests.browser.test_access import findings

Visit = Callable[..., Tab]
THING = "/page/org/jinfeng-laboratory"
PAGES = [
    THING,
    "/page/place/chongqing",
    "/doc",
    "/doc/27d5c3a31dac86a1",
    "/ontology.html",
    "/dump/",
    "/dataset.html",
    "/graph/registry.html",
    "/search?q=jf",
    "/-/fair",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("lang", "dark"), [("zh", False), ("en", True)], ids=["Chinese by day", "English by night"])
def test_a_page_has_no_serious_barrier(visit: Visit, path: str, lang: str, dark: bool) -> None:
    assert findings(visit(lang=lang, dark=dark).open(path)) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 1280], ids=["telephone", "desktop"])
def test_no_page_is_wider_than_its_window(visit: Visit, path: str, lang: str, width: int) -> None:
    page = visit(width=width, lang=lang).open(path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.documentElement.lang").startswith(lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_statement_opens_to_its_sentence_by_keyboard(visit: Visit, lang: str, scripts: bool) -> None:
    page = visit(lang=lang, scripts=scripts).open(THING)
    summary = page.locator("details.evidence summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.evidence[open] blockquote mark").first).to_be_visible()


def test_the_first_tab_stop_skips_to_the_content(visit: Visit) -> None:
    page = visit().open(THING)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_cell_of_the_heat_map_leads_to_its_sentence_and_its_claims(visit: Visit) -> None:
    page = visit().open("/doc/27d5c3a31dac86a1")
    page.locator(".heat .h3 a, .heat .h4 a").first.click()
    line = page.locator(".line:target")
    line.locator("summary").click()
    expect(line.locator(".claims li").first).to_be_visible()


def test_a_name_in_the_article_leads_to_its_page_and_back_to_the_sentence(visit: Visit) -> None:
    page = visit().open("/doc/27d5c3a31dac86a1")
    page.locator("a.name.research").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.locator(".mentions .badge").first.click()
    assert "#s-" in page.url


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_search_by_initials_finds_the_highland(visit: Visit, lang: str) -> None:
    page = visit(lang=lang).open("/ontology.html")
    page.locator("form.search input[type=search]").fill("smjk")
    page.keyboard.press("Enter")
    page.locator(".hits a").first.click()
    expect(page.locator(".iri code", has_text="id/highland/")).to_be_visible()

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab

Visit = Callable[..., Tab]
NAME = "/queries/who-serves-highland"


@pytest.mark.parametrize(
    ("lang", "question", "table", "graph"),
    [("zh", "哪些主体服务", "表格", "关系图"), ("en", "Which entities serve", "Table", "Graph")],
)
def test_a_person_asks_who_serves_the_highland_and_reads_the_sentence(
    visit: Visit, lang: str, question: str, table: str, graph: str
) -> None:
    page = visit(lang=lang).open("/queries")
    page.get_by_role("link", name=question).first.click()
    page.get_by_role("link", name=table, exact=True).click()
    expect(page.locator("table.data tbody tr").first).to_be_visible()
    page.get_by_role("link", name=graph, exact=True).click()
    edge = page.locator("svg.graph a.edge.stated").first
    edge.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("生命健康科创高地")
    assert "/s/" in page.url


def test_an_edge_is_clicked_with_the_mouse(visit: Visit) -> None:
    page = visit().open(f"{NAME}?view=graph")
    page.locator("svg.graph a.edge.stated text").first.click()
    page.wait_for_url("**/s/**")
    expect(page.locator("main")).to_contain_text("金凤实验室")


def test_the_picture_of_an_answer_can_be_moved(visit: Visit) -> None:
    page = visit().open(f"{NAME}?view=graph")
    page.get_by_role("button", name="交互视图").click()
    expect(page.locator(".graph-canvas canvas").first).to_be_visible()
    page.get_by_role("button", name="静态图").click()
    expect(page.locator("svg.graph")).to_be_visible()


def test_a_question_is_opened_in_the_editor_and_run_there(visit: Visit) -> None:
    page = visit().open(NAME)
    page.get_by_role("link", name="在编辑器中打开").click()
    expect(page.locator("#results tbody")).to_contain_text("金凤实验室")


@pytest.mark.parametrize("path", [NAME, f"{NAME}?view=graph", "/queries"])
def test_a_question_weighs_less_than_300_kb(visit: Visit, path: str) -> None:
    tab = visit()
    tab.open(path)
    assert tab.weight < 300_000

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Tab

Visit = Callable[..., Tab]
AXE = Path(__file__).parents[2] / "server" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const bad = found.violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return bad.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
}"""


def findings(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("path", ["/", "/overview", "/sparql", "/sparql/doctor", "/page/org/jinfeng-laboratory"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_has_no_serious_barrier(visit: Visit, path: str, dark: bool) -> None:
    assert findings(visit(dark=dark).open(path)) == []


def test_answers_and_the_moving_graph_have_no_serious_barrier(visit: Visit) -> None:
    page = visit().open("/sparql")
    page.get_by_role("searchbox", name="按文字或标签筛选示例").fill("highland")
    page.locator("#examples a:visible").last.click()
    page.get_by_role("tab", name="关系图").click()
    page.get_by_role("button", name="交互视图").click()
    page.locator(".graph-canvas canvas").first.wait_for()
    assert findings(page) == []

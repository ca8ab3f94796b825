from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab

Visit = Callable[..., Tab]
COUNT = "() => document.querySelector('.graph-canvas')._cyreg.cy.nodes(':visible').length"


@pytest.fixture
def moving(visit: Visit) -> Page:
    """Open the whole graph as one that can be moved."""
    page = visit().open("/overview")
    page.locator("section[aria-labelledby=whole]").get_by_role("button", name="交互视图").click()
    expect(page.locator(".graph-canvas canvas").first).to_be_visible()
    return page


def test_a_class_is_filtered_out_and_in_again(moving: Page) -> None:
    before = moving.evaluate(COUNT)
    moving.get_by_role("checkbox", name="实验室", exact=True).uncheck()
    moving.wait_for_function(f"before => ({COUNT})() < before", arg=before)
    moving.get_by_role("checkbox", name="实验室", exact=True).check()
    moving.wait_for_function(f"before => ({COUNT})() === before", arg=before)


def test_a_modality_is_filtered_out(moving: Page) -> None:
    edges = COUNT.replace("nodes", "edges")
    before = moving.evaluate(edges)
    moving.get_by_role("checkbox", name="计划", exact=True).uncheck()
    moving.wait_for_function(f"before => ({edges})() < before", arg=before)


def test_only_what_is_said_of_a_time_is_shown(moving: Page) -> None:
    edges = COUNT.replace("nodes", "edges")
    before = moving.evaluate(edges)
    moving.get_by_label("时间", exact=True).select_option(index=1)
    moving.wait_for_function(f"before => ({edges})() < before", arg=before)
    moving.get_by_label("时间", exact=True).select_option(index=0)
    moving.wait_for_function(f"before => ({edges})() === before", arg=before)


def test_a_thing_is_dragged(moving: Page) -> None:
    node = "document.querySelector('.graph-canvas')._cyreg.cy.nodes()[0]"
    moving.locator(".graph-canvas").scroll_into_view_if_needed()
    frame = moving.locator(".graph-canvas").bounding_box()
    at = moving.evaluate(f"() => {node}.renderedPosition()")
    before = moving.evaluate(f"() => {node}.position().x")
    assert frame is not None
    moving.mouse.move(frame["x"] + at["x"], frame["y"] + at["y"])
    moving.mouse.down()
    moving.mouse.move(frame["x"] + at["x"] + 60, frame["y"] + at["y"] + 10, steps=5)
    moving.mouse.up()
    moving.wait_for_function(f"before => {node}.position().x > before", arg=before)


def test_a_thing_is_found_expanded_and_pinned_by_keyboard(moving: Page) -> None:
    before = moving.evaluate(COUNT)
    moving.get_by_role("searchbox", name="查找").fill("永川区")
    moving.get_by_role("searchbox", name="查找").press("Enter")
    details = moving.locator(".graph-details")
    expect(details).to_contain_text("永川区")
    details.get_by_role("button", name="展开").focus()
    moving.keyboard.press("Enter")
    expect(moving.locator(".graph-notice")).to_contain_text("新增")
    assert moving.evaluate(COUNT) > before
    details.get_by_role("button", name="固定").focus()
    moving.keyboard.press("Enter")
    expect(details.get_by_role("button", name="取消固定")).to_be_visible()


@pytest.mark.parametrize(
    ("form", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("GraphML", b"<graphml")], ids=["png", "svg", "graphml"]
)
def test_the_view_is_exported(moving: Page, form: str, start: bytes, tmp_path: Path) -> None:
    with moving.expect_download() as download:
        moving.locator(".graph-exports").get_by_role("button", name=form, exact=True).click()
    download.value.save_as(tmp_path / "graph")
    assert (tmp_path / "graph").read_bytes().startswith(start)


def test_what_the_cap_leaves_out_is_announced(moving: Page) -> None:
    expect(moving.locator("section[aria-labelledby=whole] .notice")).to_contain_text("未画出")
    expect(moving.locator(".graph-notice")).to_contain_text("未画出")

"""The real service on the real article, and a headless Chromium that notes what must not happen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from kg import build
from tests.server.running import Service, service

BUNDLE = Path(__file__).parents[2] / "server" / "static" / "bundle" / "editor.js"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Tab:
    """A page, with the complaints of its console, the addresses it asked for and the bytes it was sent."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    weight: int = 0

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.site}{path}", wait_until="load")
        return self.page

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def note(self, request: Request) -> None:
        if not request.url.startswith((self.site, "blob:", "data:")):
            self.strangers.append(request.url)

    def weigh(self, request: Request) -> None:
        sizes = request.sizes()
        self.weight += sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    assert BUNDLE.is_file(), "the scripts are not bundled: run `make install`"
    data = tmp_path_factory.mktemp("browser")
    build.build(out=data)
    with service(data) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(site: Service, chromium: Browser) -> Iterator[Callable[..., Tab]]:
    """Open a tab; in the end nothing may have been complained of and nobody else asked."""
    tabs: list[Tab] = []

    def new(*, width: int = 1280, dark: bool = False, lang: str = "zh", scripts: bool = True) -> Tab:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale="zh-CN" if lang == "zh" else "en-GB",
            java_script_enabled=scripts,
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",
        )
        tab = Tab(context.new_page(), site.url)
        tab.page.on("console", tab.hear)
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.page.on("request", tab.note)
        tab.page.on("requestfinished", tab.weigh)
        tabs.append(tab)
        return tab

    yield new
    for tab in tabs:
        tab.page.context.close()
    assert [complaint for tab in tabs for complaint in tab.complaints] == []
    assert [url for tab in tabs for url in tab.strangers] == []

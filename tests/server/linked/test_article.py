from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.server.linked.world import COUNTED, DOC, LAB


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    return html.fromstring(client.get(path, headers={"Accept": "text/html"}).text)


def test_the_articles_are_listed_with_their_claims(client: FlaskClient) -> None:
    assert DOC in client.get("/doc", headers={"Accept": "text/html"}).text


def test_a_sentence_that_supports_a_claim_is_shown_and_others_are_not(client: FlaskClient) -> None:
    text = page(client, COUNTED).text_content()
    assert "高新技术企业超过1500家" in text
    assert "未引用，42 字" in text


def test_names_are_coloured_by_class_and_lead_to_their_thing(client: FlaskClient) -> None:
    links = page(client, DOC).cssselect("a.name.research")
    assert f"/{LAB}" in {link.get("href") for link in links}


def test_the_legend_counts_the_colours(client: FlaskClient) -> None:
    legend = [each.text_content() for each in page(client, DOC).cssselect(".legend li")]
    assert any(each.startswith("科研机构") for each in legend)


def test_a_sentence_opens_to_its_claims(client: FlaskClient) -> None:
    claims = page(client, DOC).cssselect("details .claims a")
    assert claims
    assert all(re.search(r"/c/[0-9a-f]{12}$", str(link.get("href"))) for link in claims)


def test_the_heat_map_has_a_cell_for_each_sentence(client: FlaskClient) -> None:
    whole = page(client, COUNTED)
    cells = [str(link.get("href")) for link in whole.cssselect(".heat a")]
    assert cells == [f"#{line.get('id')}" for line in whole.cssselect(".line")]
    assert whole.cssselect(".heat .h0")
    assert whole.cssselect(".heat .h1, .heat .h2, .heat .h3, .heat .h4")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_statement_is_one_click_from_its_sentence_without_scripts(client: FlaskClient, language: str) -> None:
    whole = page(client, f"/page/{LAB[3:]}?lang={language}")
    evidence = whole.cssselect(".statement details blockquote")
    assert any("服务全市打造生命健康科创高地" in quote.text_content() for quote in evidence)
    assert all(quote.cssselect("mark") for quote in evidence)


def test_a_claim_shows_what_it_says_and_where_it_was_read(client: FlaskClient) -> None:
    claim = next(str(a.get("href")) for a in page(client, DOC).cssselect(".claims a") if "serves" in a.text_content())
    whole = page(client, claim)
    assert "服务" in whole.cssselect("table.data")[0].text_content()
    assert whole.cssselect("blockquote mark")


def test_a_figure_is_shown_as_it_was_printed_with_its_kind(client: FlaskClient) -> None:
    whole = page(client, "/page/place/bai-shi?lang=zh")
    rows = [" ".join(row.text_content().split()) for row in whole.cssselect(".figures tbody tr")]
    assert rows[0].startswith("高新技术企业数量 1200家 2023年 实际")
    assert rows[1].startswith("高新技术企业数量 超过1500家 2025年 限 2025年 目标")

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab

Visit = Callable[..., Tab]
KC = "PREFIX kc: <https://w3id.org/kechuang/ontology#>"
HIGHLAND = f"{KC}\nSELECT ?entity ?highland WHERE {{ ?entity kc:serves ?highland . ?highland a kc:Highland }}"
TARGETS = f"""{KC}
SELECT ?valueNode ?printed ?value
WHERE {{ ?valueNode a kc:TargetValue ; kc:valueText ?printed ; kc:value ?value }}
ORDER BY ?value"""
PREFIXES = f"{KC}\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"


def write(page: Page, query: str) -> None:
    page.evaluate("query => window.workbench.replace(query)", query)


def written(page: Page) -> str:
    return str(page.evaluate("() => window.workbench.text()"))


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")


@pytest.mark.parametrize(("lang", "table", "graph"), [("zh", "表格", "关系图"), ("en", "Table", "Graph")])
def test_a_query_is_run_by_keyboard_and_seen_as_a_table_and_as_a_graph(
    visit: Visit, lang: str, table: str, graph: str
) -> None:
    page = visit(lang=lang).open("/sparql")
    write(page, HIGHLAND)
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("tab", name=table)).to_have_attribute("aria-selected", "true")
    expect(page.locator("#results tbody")).to_contain_text("jinfeng-laboratory")
    page.get_by_role("tab", name=table).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name=graph)).to_have_attribute("aria-selected", "true")
    expect(page.locator("#results a.edge").first).to_have_attribute("href", re.compile("/s/"))


def test_an_edge_of_the_moving_graph_tells_its_sentence(visit: Visit) -> None:
    page = visit().open("/sparql")
    write(page, HIGHLAND)
    page.get_by_role("button", name="运行").click()
    page.get_by_role("tab", name="关系图").click()
    page.get_by_role("button", name="交互视图").click()
    page.get_by_role("searchbox", name="查找").fill("金凤")
    page.get_by_role("searchbox", name="查找").press("Enter")
    page.locator("button.relation", has_text="服务").first.click()
    expect(page.locator(".graph-details blockquote")).to_contain_text("服务全市打造生命健康科创高地")
    page.get_by_role("link", name="在原文中查看").click()
    expect(page.locator("main")).to_contain_text("服务全市打造生命健康科创高地")


def test_a_thing_is_completed_by_the_initials_of_its_pinyin(visit: Visit) -> None:
    page = visit().open("/sparql")
    write(page, f"{PREFIXES}SELECT * WHERE {{\n  ?x kc:serves \n}}")
    page.locator(".cm-line", has_text="serves").click()
    page.keyboard.press("End")
    page.keyboard.type("smjk")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("生命健康科创高地")
    page.locator(".cm-tooltip-autocomplete li", has_text="生命健康科创高地").first.click()
    line = next(line for line in written(page).splitlines() if "serves" in line)
    assert "<https://w3id.org/kechuang/id/highland/life-health>" in line
    assert line.endswith("# 生命健康科创高地")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#results tbody")).to_contain_text("jinfeng-laboratory")


def test_a_property_is_completed_by_its_chinese_label_with_its_prefix(visit: Visit) -> None:
    page = visit().open("/sparql")
    write(page, "SELECT * WHERE {\n  ?x \n}")
    page.locator(".cm-line", has_text="?x").click()
    page.keyboard.press("End")
    page.keyboard.insert_text("位于")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("位于")
    page.locator(".cm-tooltip-autocomplete li", has_text="位于").first.click()
    assert written(page).startswith("PREFIX kc: <https://w3id.org/kechuang/ontology#>\n")
    assert "?x kc:locatedIn # 位于" in written(page)


def test_full_width_punctuation_is_mended_with_a_notice_and_can_be_undone(visit: Visit) -> None:
    page = visit().open("/sparql")
    crooked = PREFIXES + "SELECT ＊ WHERE ｛ ?x skos:prefLabel “金凤实验室”@zh 。 ｝"
    paste(page, crooked)
    expect(page.locator("#notice")).to_contain_text("全角标点")
    assert written(page) == PREFIXES + 'SELECT * WHERE { ?x skos:prefLabel "金凤实验室"@zh . }'
    page.get_by_role("button", name="运行").click()
    expect(page.locator("#results tbody")).to_contain_text("jinfeng-laboratory")
    page.get_by_role("button", name="撤销").click()
    assert written(page) == crooked


@pytest.mark.parametrize(("lang", "mistake", "hint"), [("zh", "第 3 行", "提示"), ("en", "line 3", "Hint")])
def test_a_mistake_is_shown_with_line_caret_and_hint(visit: Visit, lang: str, mistake: str, hint: str) -> None:
    tab = visit(lang=lang)
    page = tab.open("/sparql")
    write(page, "SELECT *\nWHERE {\n  ?x a ?y ;; ) \n}")
    page.get_by_role("button", name="运行" if lang == "zh" else "Run").click()
    problem = page.locator(".problem")
    expect(problem).to_contain_text(mistake)
    expect(problem).to_contain_text(hint)
    expect(problem.locator(".caret")).to_contain_text("^")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    tab.complaints.clear()  # the browser itself logs a 400


@pytest.mark.parametrize(
    ("lang", "why", "mend"), [("zh", "语言标记", "运行修复后的查询"), ("en", "language tag", "Run the mended query")]
)
def test_an_empty_answer_says_why_and_is_mended_with_one_click(visit: Visit, lang: str, why: str, mend: str) -> None:
    page = visit(lang=lang).open("/sparql")
    write(page, PREFIXES + 'SELECT * WHERE { ?x skos:prefLabel "金凤实验室" ; a kc:Laboratry }')
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".doctor")).to_contain_text(why)
    expect(page.locator(".doctor")).to_contain_text("kc:Laboratory")
    page.get_by_role("button", name=mend).click()
    expect(page.locator("#results tbody")).to_contain_text("jinfeng-laboratory")


def test_numbers_are_charted(visit: Visit) -> None:
    page = visit().open("/sparql")
    write(page, TARGETS)
    page.get_by_role("button", name="运行").click()
    page.get_by_role("tab", name="图表").click()
    expect(page.locator("#results svg.chart a.bar").first).to_be_visible()


def test_a_construct_is_a_graph_and_turtle(visit: Visit) -> None:
    page = visit().open("/sparql")
    write(page, PREFIXES + "CONSTRUCT WHERE { ?x kc:serves ?y }")
    page.get_by_role("button", name="运行").click()
    expect(page.locator("#results svg.graph a.node").first).to_be_visible()
    page.get_by_role("tab", name="原文").click()
    expect(page.locator("#results pre")).to_contain_text("ontology#serves")


def test_an_address_brings_the_query_back_and_code_for_other_tools_is_given(visit: Visit) -> None:
    page = visit().open("/sparql")
    write(page, TARGETS)
    page.get_by_role("button", name="运行").click()
    expect(page.get_by_role("tab", name="表格")).to_be_visible()
    page.get_by_role("button", name="分享与代码").click()
    address = page.locator("[data-code=固定链接]").inner_text()
    for tool, sign in (("curl", "--data-urlencode"), ("Python", "requests.post"), ("R", "httr2")):
        expect(page.locator(f"[data-code={tool}]")).to_contain_text(sign)
    page.goto(address)
    expect(page.locator("#results tbody tr").first).to_be_visible()
    assert written(page) == TARGETS


def test_an_example_is_found_by_its_tag_and_run(visit: Visit) -> None:
    page = visit().open("/sparql")
    page.get_by_role("searchbox", name="按文字或标签筛选示例").fill("highland")
    page.locator("#examples a:visible").last.click()
    expect(page.locator("#results tbody")).to_contain_text("金凤实验室")


def test_answers_can_be_downloaded(visit: Visit) -> None:
    page = visit().open("/sparql")
    write(page, TARGETS)
    page.get_by_role("button", name="运行").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert download.value.suggested_filename == "answer.csv"


def test_without_scripts_the_query_is_a_form_and_the_answer_a_table(visit: Visit) -> None:
    page = visit(scripts=False).open("/sparql")
    page.get_by_label("查询", exact=True).last.fill(HIGHLAND)
    page.get_by_role("button", name="运行").click()
    expect(page.locator("#results tbody")).to_contain_text("jinfeng-laboratory")

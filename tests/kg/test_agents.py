"""The canned questions as tools of language agents, asked through the official client."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import queries
from kg import agents
from kg.store import Store
from tests.queries import newsroom

mcp = pytest.importorskip("mcp")


@pytest.fixture(scope="module")
def store() -> Store:
    return newsroom.store()


def ask(store: Store, name: str, arguments: dict[str, Any]) -> Any:
    async def asked() -> Any:
        async with mcp.Client(agents.server(store)) as client:
            return await client.call_tool(name, arguments)

    return asyncio.run(asked())


def test_each_question_is_a_tool_with_typed_parameters(store: Store) -> None:
    async def listed() -> Any:
        async with mcp.Client(agents.server(store)) as client:
            return await client.list_tools()

    found = {tool.name: tool for tool in asyncio.run(listed()).tools}

    assert set(found) == set(queries.names())
    assert found["which-values-certainly-exceed"].input_schema["properties"]["least"]["type"] == "number"
    assert found["what-happened-when"].input_schema["properties"]["since"]["format"] == "date"
    assert all(tool.annotations.read_only_hint for tool in found.values())


def test_an_answer_comes_with_its_citations(store: Store) -> None:
    result = ask(store, "who-serves-highland", {"highland": "海洋高地"})

    first = result.structured_content["rows"][0]
    assert first["entityLabel"] == "南江实验室"
    assert "服务海洋高地" in first["citation"]["text"]
    assert first["citation"]["sentence"].startswith("https://w3id.org/kechuang/doc/")
    assert "服务海洋高地" in result.content[0].text
    assert not result.is_error


def test_an_inferred_row_has_no_citation(store: Store) -> None:
    rows = ask(store, "who-serves-highland", {}).structured_content["rows"]

    assert [row["how"] for row in rows if "citation" not in row] == ["inferred", "inferred"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("who-serves-highland", {"highland": "没有"}, "no Highland is called"),
        ("who-serves-highland", {"mountain": "x"}, "it has: highland"),
        ("which-values-certainly-exceed", {"least": "many"}, "least must be of type decimal"),
        ("drop-everything", {}, "no question is named"),
    ],
)
def test_what_cannot_be_answered_says_why(store: Store, name: str, arguments: dict[str, Any], said: str) -> None:
    result = agents.call(store, name, arguments)

    assert result.is_error
    assert said in str(result.content[0])

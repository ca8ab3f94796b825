"""The canned questions as tools of language agents, asked through the official client."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import queries
from kg import agents
from kg.store import Store, load
from ontology import DEFAULT_BASE
from tests.queries import newsroom

mcp = pytest.importorskip("mcp")
stdio = pytest.importorskip("mcp.client.stdio")


@pytest.fixture(scope="module")
def store() -> Store:
    return newsroom.store()


def ask(store: Store, name: str, arguments: dict[str, Any]) -> Any:
    async def asked() -> Any:
        async with mcp.Client(agents.server(store)) as client:
            return await client.call_tool(name, arguments)

    return asyncio.run(asked())


def published(folder: Path) -> Path:
    """Lay the newsroom down as a build that can be opened."""
    version = folder / "versions" / "newsroom"
    load(newsroom.quads(), version / "store")
    (version / "manifest.json").write_text(json.dumps({"base": DEFAULT_BASE, "version": "newsroom"}), encoding="utf-8")
    (folder / "current").symlink_to(version)
    return folder


def test_the_command_serves_an_agent_over_standard_input_and_output(tmp_path: Path) -> None:
    arguments = ["-c", "from kg.cli import main; main()", "mcp", "--data", str(published(tmp_path))]

    async def asked() -> Any:
        started = mcp.StdioServerParameters(command=sys.executable, args=arguments)
        async with mcp.Client(stdio.stdio_client(started)) as client:
            return await client.call_tool("who-serves-highland", {"highland": "海洋高地"})

    result = asyncio.run(asked())

    assert result.structured_content["version"] == "newsroom"
    assert result.structured_content["total"] == 3


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

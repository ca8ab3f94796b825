"""Offer the canned questions to language agents: one tool each, every row with the sentence that states it.

Place in the stream: on top of a store, beside the command line. It speaks the Model Context Protocol through the
official SDK, which is the extra `mcp`; only `kg.commands.mcp` loads this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mcp_types as types
import pyoxigraph as ox
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

import queries
from kg import __version__
from kg.errors import QueryError
from kg.store import Answer, Store
from queries import Parameter, Query

__all__ = ["MOST_ROWS", "call", "serve", "server", "tools"]

MOST_ROWS = 100  # an agent reads no more; the rest is counted
SOURCES = ("sentence", "text", "speaker", "claim", "modality")
_TYPES = {"integer": "integer", "decimal": "number"}


def tools() -> list[types.Tool]:
    """List the tools, one a question."""
    return [_tool(queries.load(name)) for name in queries.names()]


def call(store: Store, name: str, arguments: Mapping[str, Any]) -> types.CallToolResult:
    """Answer a question; what cannot be answered is a result that says so, for an agent to mend."""
    if name not in queries.names():
        return _text(f"no question is named {name!r}", error=True)
    query = queries.load(name, base=store.base)
    try:
        answer = store.answer(query, {key: str(value) for key, value in arguments.items() if value is not None})
        rows = [_row(answer, row) for row in answer.rows[:MOST_ROWS]]
    except QueryError as error:
        return _text(str(error), error=True)
    total = len(answer.rows)
    found = {"question": query.summary, "total": total, "version": store.version, "rows": rows}
    lines = [f"{query.summary['zh']} {query.summary['en']}: {total} rows, data version {store.version}"]
    lines += [_line(number, row) for number, row in enumerate(rows, start=1)]
    lines += [f"… {total - len(rows)} more rows"] if total > len(rows) else []
    return _text("\n".join(lines), structured=found)


def server(store: Store) -> Server[Any]:
    """Make the server that answers from a store."""

    async def listed(_: Any, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=tools())

    async def called(_: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
        return call(store, asked.name, asked.arguments or {})

    return Server(
        "kechuang",
        version=__version__,
        instructions="Questions about a knowledge graph read out of Chinese news. Cite the sentence of each row.",
        on_list_tools=listed,
        on_call_tool=called,
    )


async def serve(store: Store) -> None:
    """Serve on standard input and output until the client goes."""
    served = server(store)
    async with stdio_server() as (incoming, outgoing):
        await served.run(incoming, outgoing, served.create_initialization_options())


def _tool(query: Query) -> types.Tool:
    return types.Tool(
        name=query.name,
        title=query.summary["zh"],
        description=f"{query.summary['en']} {query.summary['zh']}\n{query.description['en']}",
        input_schema={
            "type": "object",
            "properties": {name: _schema(parameter) for name, parameter in query.parameters.items()},
            "required": [name for name, each in query.parameters.items() if each.required and each.default is None],
            "additionalProperties": False,
        },
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _schema(parameter: Parameter) -> dict[str, Any]:
    said = f"{parameter.label['en']} {parameter.label['zh']}"
    if parameter.type == "iri":
        said += f": name or IRI of a {parameter.options or 'thing'}; * for any"
    schema: dict[str, Any] = {"type": _TYPES.get(parameter.type, "string"), "description": said}
    if parameter.type == "date":
        schema["format"] = "date"
    if parameter.default is not None:
        schema["default"] = float(parameter.default) if schema["type"] == "number" else parameter.default
    return {**schema, "examples": [parameter.example]}


def _row(answer: Answer, row: tuple[Any, ...]) -> dict[str, Any]:
    """Give a row as what it says and where it stands."""
    told = {name: _plain(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
    cited = {name: told.pop(name) for name in SOURCES if name in told and f"{name}Label" not in told}
    return {**told, "citation": cited} if "text" in cited else {**told, **cited}


def _plain(term: Any) -> Any:
    if isinstance(term, ox.Literal) and term.datatype.value.endswith("#boolean"):
        return term.value == "true"
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _line(number: int, row: Mapping[str, Any]) -> str:
    said = {name: value for name, value in row.items() if name != "citation" and f"{name}Label" not in row}
    cited = row.get("citation", {})
    words = "; ".join(f"{name.removesuffix('Label')}: {value}" for name, value in said.items())
    quote = f"\n   “{cited['text']}” <{cited.get('sentence', '')}>" if cited else ""
    return f"{number}. {words}{quote}"


def _text(text: str, *, structured: dict[str, Any] | None = None, error: bool = False) -> types.CallToolResult:
    content = [types.TextContent(type="text", text=text)]
    return types.CallToolResult(content=list(content), structured_content=structured, is_error=error)

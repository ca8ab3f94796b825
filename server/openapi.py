"""Describe the service to programs: OpenAPI 3.1, one operation for each canned question, and a page to try them.

Place in the house: one noun over HTTP. What is no canned question stands in `openapi.toml`; the rest is made from the
front-matter of the questions, so it cannot differ from what they take.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Response, jsonify, request

import queries
from kg import __version__
from kg.store import Kind
from queries import Parameter, Query
from server import asked, negotiation, pages
from server.proxies import edition, store
from server.questions import FORMS

__all__ = ["blueprint", "document"]

blueprint = Blueprint("openapi", __name__)
HERE = Path(__file__).parent
SCHEMAS: dict[str, dict[str, Any]] = {
    "iri": {"type": "string"},
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "date": {"type": "string", "format": "date"},
}


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Give the description."""
    response = jsonify(document(request.host_url.rstrip("/")))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    return cast("Response", response.make_conditional(request))


@blueprint.get("/api")
def page() -> Response:
    """Show the operations; with scripts, they can be tried."""
    loaded = [queries.load(name, base=store.base) for name in queries.names()]
    return pages.render("api.html", loaded=loaded, reserved=asked.RESERVED)


def document(server: str) -> dict[str, Any]:
    """Describe the service that answers at `server`."""
    fixed = _fixed()
    paths = {f"/queries/{name}": {"get": _operation(queries.load(name, base=store.base))} for name in queries.names()}
    return {
        "openapi": "3.1.0",
        "info": {**fixed["info"], "version": __version__, "x-data-version": edition.name},
        "servers": [{"url": server}],
        "paths": {**fixed["paths"], **paths},
        "components": {"schemas": {"Problem": _problem()}},
    }


@cache
def _fixed() -> dict[str, Any]:
    return tomllib.loads((HERE / "openapi.toml").read_text(encoding="utf-8"))


def _operation(query: Query) -> dict[str, Any]:
    kind = Kind.TRIPLES if query.returns == ("subject", "predicate", "object") else Kind.SOLUTIONS
    return {
        "operationId": query.name,
        "summary": f"{query.summary['zh']} {query.summary['en']}",
        "description": f"{query.description['zh']}\n\n{query.description['en']}",
        "tags": [query.tags[0]],
        "parameters": [*map(_parameter, query.parameters.values()), *_common(kind)],
        "responses": {
            "200": {
                "description": "The answer 答案",
                "headers": {"Kechuang-Total": {"schema": {"type": "integer"}}, "Link": {"schema": {"type": "string"}}},
                "content": {negotiation.MEDIA_TYPES[form]: {} for form in ("html", *FORMS[kind])},
            },
            "400": _error("A parameter is wrong 参数有误"),
            "404": _error("No such page or form 没有这一页或这种形式"),
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(SCHEMAS[parameter.type])
    if parameter.default is not None:
        schema["default"] = _value(parameter, parameter.default)
    said = f"{parameter.label['zh']} {parameter.label['en']}"
    if parameter.type == "iri":
        said += f": IRI or name of a {parameter.options or 'thing'} IRI 或名称"
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required and parameter.default is None,
        "description": said,
        "schema": schema,
        "example": _value(parameter, parameter.example),
    }


def _value(parameter: Parameter, text: str) -> str | float:
    """Give a value in the JSON type that its schema names."""
    if parameter.type == "integer":
        return int(text)
    return float(text) if parameter.type == "decimal" else text


def _common(kind: Kind) -> list[dict[str, Any]]:
    forms = ["html", *FORMS[kind]]
    numbers = [("page", 10**9), ("size", asked.LARGEST_PAGE)]
    return [
        {"name": "format", "in": "query", "schema": {"type": "string", "enum": forms}, "description": "form 形式"},
        {"name": "lang", "in": "query", "schema": {"type": "string", "enum": ["zh", "en"]}, "description": "语言"},
        *(
            {"name": name, "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": most}}
            for name, most in numbers
        ),
    ]


def _error(said: str) -> dict[str, Any]:
    content = {negotiation.MEDIA_TYPES["problem"]: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": said, "content": content}


def _problem() -> dict[str, Any]:
    words = {name: {"type": "string"} for name in ("type", "title", "detail")}
    return {"type": "object", "properties": {**words, "status": {"type": "integer"}}, "description": "RFC 9457"}

"""Give the labels of an answer in another language, where the graph has them.

Place in the stream: between an answer and its bytes, when the address asks for `lang=en`. The questions label things in
Chinese, the language of the sources; the column `xLabel` names the thing in the column `x`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

import pyoxigraph as ox

from kg.store import Answer, Format, Kind
from kg.store.answers import of
from server.rows import named

__all__ = ["labelled"]


def labelled(answer: Answer, language: str) -> Answer:
    """Give the answer with labels in a language; a thing without one keeps its own."""
    if answer.kind is not Kind.SOLUTIONS:
        return answer
    document = json.loads(answer.serialize(Format.JSON))
    for row in document["results"]["bindings"]:
        for column in [name for name in row if f"{name}Label" in row and row[name]["type"] == "uri"]:
            _label(row, column, language)
    plain = json.dumps(document).encode()
    return of(cast("Callable[[], Any]", lambda: ox.parse_query_results(plain, format=ox.QueryResultsFormat.JSON)))


def _label(row: dict[str, Any], column: str, language: str) -> None:
    thing = named(row[column]["value"])
    words = {"zh": thing.zh, "en": thing.en}[language]
    if words:
        row[f"{column}Label"] = {"type": "literal", "value": words, "xml:lang": language}

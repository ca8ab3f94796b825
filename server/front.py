"""Show the front page: what this is, search, featured questions with live pictures, how to cite, how to get the data.

Place in the house: one noun over HTTP. Which questions are featured stands in `front.toml`; a picture is drawn once for
a version of the data.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request

import queries
from kg.store import Answer
from queries import Query
from server import catalogue, pages, pictures
from server.proxies import edition, store
from server.remembering import once

__all__ = ["blueprint", "page"]

blueprint = Blueprint("front", __name__)

HERE = Path(__file__).parent
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Featured:
    """One question of the front page, with its picture."""

    name: str
    summary: str
    description: str
    picture: str


@blueprint.get("/")
def page() -> Response:
    """Show the front page; to a program that asks for data, the catalogue."""
    if catalogue.wants_data():
        return catalogue.answer()
    lang = pages.language()
    return pages.render(
        "front.html",
        featured=once(f"front-{lang}", lambda: _featured(lang)),
        numbers=once("front-numbers", _numbers),
        origin=request.host_url.rstrip("/"),
        base=store.base,
        version=edition.name,
        sample=_settings()["sample"],
    )


@cache
def _settings() -> dict[str, list[str]]:
    return tomllib.loads((HERE / "front.toml").read_text("utf-8"))


def _featured(lang: str) -> list[Featured]:
    """Draw the first few featured questions that have an answer to draw."""
    known = set(queries.names())
    wanted = [name for name in _settings()["featured"] if name in known]
    shown: list[Featured] = []
    for name in wanted:
        query = queries.load(name, base=store.base)
        picture = _picture(query, store.answer(query, {}), lang)
        if picture and len(shown) < SHOWN:
            shown.append(Featured(name, query.summary[lang], query.description[lang], picture))
    return shown


def _picture(query: Query, answer: Answer, lang: str) -> str:
    if query.view == "chart" and pictures.can_chart(answer):
        return pictures.chart(answer, store, lang, title=query.summary[lang])
    return pictures.draw(answer, store, lang, title=query.summary[lang]) if pictures.can_draw(answer) else ""


def _numbers() -> list[tuple[str, int]]:
    """Count what the graph holds, by what people ask about."""
    counts = {entry.iri.rsplit("#", 1)[-1]: entry.count for entry in pictures.class_counts(store, "zh")}
    kinds = (("articles", "SourceDocument"), ("sentences", "Sentence"), ("claims", "Claim"))
    return [(name, counts[kind]) for name, kind in kinds if kind in counts]

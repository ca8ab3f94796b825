"""Give the editor's page what stands beside the query: prefixes, the first query, the examples.

Place in the house: `/sparql` (sparql.py) renders `editor.html`; this blueprint only teaches templates two words,
`workbench()` and `examples()`, so that the page can be made from any view.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template

import queries
from kg.store import prefixes
from server import pages
from server.proxies import store

blueprint = Blueprint("editor", __name__)
FRONT_MATTER = re.compile(r"^#\+.*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A canned query as an example: its question, its tags and its text without front-matter."""

    name: str
    summary: str
    tags: tuple[str, ...]
    sparql: str


@blueprint.app_context_processor
def words() -> dict[str, Any]:
    """Teach templates the editor's words."""
    return {"workbench": workbench, "examples": examples, "bundled": bundled}


def bundled(name: str) -> str:
    """Give the address of a script of the bundle; nothing when it was not built, so that the page does without."""
    return pages.asset(f"bundle/{name}") if (pages.STATIC / "bundle" / name).is_file() else ""


def workbench() -> dict[str, str]:
    """Give the settings of the editor: prefixes as JSON, the base, and the query it starts with."""
    known = prefixes.of(store.base)
    start = render_template("start.rq", base=store.base)
    return {"prefixes": json.dumps(known, sort_keys=False), "base": store.base, "start": start}


def examples() -> list[Example]:
    """List the canned queries in the language of the page."""
    lang = pages.language()
    loaded = [queries.load(name, base=store.base) for name in queries.names()]
    return [
        Example(query.name, query.summary[lang], query.tags, _bare(query.summary[lang], query.sparql))
        for query in loaded
    ]


def _bare(summary: str, sparql: str) -> str:
    """Take the front-matter off and put the question in its place."""
    return f"# {summary}\n{FRONT_MATTER.sub('', sparql).strip()}\n"

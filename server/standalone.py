"""Write a canned question with its values as a query that stands alone, for the editor and for other endpoints.

Place in the stream: a question and its bound values → SPARQL text to read and change. It is only shown: the answers of
this service are made by binding. Values are written by the engine's own serialiser, so none can end its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.store import binding
from kg.store.tokens import scan
from queries import Query

__all__ = ["bound"]

_MATTER = re.compile(r"^#\+.*\n?", re.MULTILINE)


def bound(query: Query, settled: Mapping[str, str]) -> str:
    """Write the text of a question, without front-matter, its values in a VALUES block where the pattern begins."""
    text = _MATTER.sub("", query.sparql).strip() + "\n"
    terms = binding.bind(query, settled)
    if not terms:
        return text
    if query.returns == ("subject", "predicate", "object"):
        return _replaced(text, {f"?{name}": str(term) for name, term in terms.items()})
    opening = next(token for token in scan(text) if token.text == "{")
    place = opening.start + 1
    lines = "".join(f"\n  VALUES ?{name} {{ {term} }}" for name, term in terms.items())
    return f"{text[:place]}{lines}{text[place:]}"


def _replaced(text: str, terms: Mapping[str, str]) -> str:
    """Put terms in the place of variables; only where a query projects nothing may a term stand for each of them."""
    pieces, place = [], 0
    for token in scan(text):
        if token.kind == "variable" and token.text in terms:
            pieces += [text[place : token.start], terms[token.text]]
            place = token.start + len(token.text)
    return "".join([*pieces, text[place:]])

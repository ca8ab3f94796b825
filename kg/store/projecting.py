"""Give the variables of `SELECT *` in order of appearance.

Place in the stream: between the engine's planning and its evaluation. The engine lists them by alphabet; SPARQL 1.1,
section 18.2.4.4 leaves the order open, but people read tables in the order in which they asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyoxigraph as ox

from kg.store.tokens import Token, scan

__all__ = ["star_order"]

_STAR = re.compile(r"\bselect\b[\s\S]{0,400}?\*", re.IGNORECASE)
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def star_order(sparql: str, variables: Sequence[ox.Variable]) -> str | None:
    """Rewrite a top-level `SELECT *` with its variables in order of appearance; None when there is nothing to do."""
    if len(variables) < 2 or "*" not in sparql or _STAR.search(sparql) is None:
        return None
    tokens = list(scan(sparql))
    star = _star(tokens)
    if star is None:
        return None
    appearing = dict.fromkeys(token.text[1:] for token in tokens if token.kind == "variable")
    names = [variable.value for variable in variables]
    ordered = [name for name in appearing if name in names]
    if set(ordered) != set(names) or ordered == names:
        return None
    written = " ".join(f"?{variable}" for variable in ordered)
    return f"{sparql[: star.start]} {written} {sparql[star.start + 1 :]}"


def _star(tokens: list[Token]) -> Token | None:
    for index, token in enumerate(tokens):
        if token.word in _FORMS:
            rest = [later for later in tokens[index + 1 : index + 3] if later.word not in ("DISTINCT", "REDUCED")]
            return rest[0] if token.word == "SELECT" and rest and rest[0].text == "*" else None
    return None

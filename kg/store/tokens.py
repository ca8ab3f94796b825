"""Cut SPARQL text into tokens: enough to see what a query asks for before any engine reads it.

Place in the stream: first thing that happens to a query. The scanner never fails and never backtracks (possessive
quantifiers), so that hostile text costs what its length costs. Grammar: SPARQL 1.1 Query Language, section 19.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Token", "resolve", "scan", "unescape"]

_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s++)
  | (?P<comment>\#[^\n\r]*+)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*+>)
  | (?P<string>
        \"\"\"(?:[^"\\]|\\.|"{{1,2}}(?!"))*+(?:\"\"\")?+
      | '''(?:[^'\\]|\\.|'{{1,2}}(?!'))*+(?:''')?+
      | "(?:[^"\\\n\r]|\\.)*+"?+
      | '(?:[^'\\\n\r]|\\.)*+'?+
    )
  | (?P<variable>[?$]\w++)
  | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
  | (?P<blank>_:[\w.\-\u00b7]*+)
  | (?P<number>\d++(?:\.\d++)?+(?:[eE][+-]?+\d++)?+)
  | (?P<name>[^\W\d][\w.\-\u00b7]*+(?::(?:[\w.\-\u00b7:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])*+)?+)
  | (?P<local>:(?:[\w.\-\u00b7:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])*+)
  | (?P<operator>\|\||&&|\^\^|!=|<=|>=)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OUTSIDE = re.compile(rf"(?P<escape>{_ESCAPE})")


class Token(NamedTuple):
    """One token: its kind (a group of the pattern), its text and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """Give a bare word in capitals, and nothing for any other token."""
        return self.text.upper() if self.kind == "name" and ":" not in self.text else ""


def scan(sparql: str) -> Iterator[Token]:
    """Give the tokens of a query, without white space and comments."""
    for match in _TOKEN.finditer(sparql):
        kind = match.lastgroup or "mark"
        if kind not in ("space", "comment"):
            yield Token(kind, match[0], match.start())


def unescape(sparql: str) -> str:
    r"""Resolve `\uXXXX` where the engine does not: outside strings and IRIs (SPARQL 1.1, section 19.2).

    So a keyword cannot hide behind an escape, and what is checked is what is run.
    """
    if "\\u" not in sparql and "\\U" not in sparql:
        return sparql
    pieces = (match[0] if match.lastgroup in ("string", "iri") else resolve(match[0]) for match in _pieces(sparql))
    return "".join(pieces)


def _pieces(sparql: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(sparql):
        match = _OUTSIDE.match(sparql, position) or _TOKEN.match(sparql, position)
        if match is None:
            return
        yield match
        position = match.end()


def resolve(text: str) -> str:
    r"""Resolve every `\uXXXX` of a text."""
    return _OUTSIDE.sub(lambda escape: _character(escape[0]), text)


def _character(escape: str) -> str:
    code = int(escape[2:], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else escape

"""Refuse, before the engine sees it, what this service never does: update, SERVICE, too long, too deep.

Place in the stream: between the query's text and the engine. The engine's parser tries alternatives without regard to
word boundaries, so `trueSERVICE` or `service:x {` are refused as well as `SERVICE`. Deep or long chains overflow the
engine's stack and end the process; they are counted here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kg.errors import QueryRefused
from kg.store import wording
from kg.store.tokens import Token, scan, unescape

__all__ = ["LIMITS", "Limits", "admit"]

UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
# Each of these makes one more level of the engine's expression, pattern or path tree.
_CHAINED = frozenset({"||", "&&", "+", "-", "*", "/", "|", "!", "^", "UNION", "OPTIONAL", "MINUS", "EXISTS", "FILTER"})
_CHAINED |= {"BIND", "VALUES", "GRAPH", "LATERAL"}
_OPEN, _CLOSE = frozenset("({["), frozenset(")}]")
_SUSPECTS = ("service", *(word.lower() for word in UPDATES))
_COUNTED = re.compile(
    r"[({\[|&+\-*/!^]|\b(?:union|optional|minus|exists|filter|bind|values|graph|lateral)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, deep and chained a query may be."""

    length: int = 262_144  # characters
    depth: int = 100  # nested brackets of any kind
    chain: int = 1_500  # operators or patterns of one kind


LIMITS = Limits()


def admit(sparql: str, limits: Limits = LIMITS) -> str:
    """Give the text that may be run; raises `QueryRefused`."""
    if len(sparql) > limits.length:
        raise refusal("length", length=len(sparql), limit=limits.length)
    sparql = unescape(sparql)
    # Most queries are small and innocent: a few searches say so, and nothing need be cut into tokens.
    lowered = sparql.lower()
    suspect = any(map(lowered.__contains__, _SUSPECTS))
    if suspect or (len(sparql) > limits.depth and len(_COUNTED.findall(sparql)) > limits.depth):
        _inspect(list(scan(sparql)), limits)
    return sparql


def refusal(reason: str, /, **values: object) -> QueryRefused:
    """Make the refusal of one kind, in both languages."""
    said = wording.say(f"refused.{reason}", **values)
    return QueryRefused(said.en, reason=reason, zh=said.zh)


def _inspect(tokens: list[Token], limits: Limits) -> None:
    if _first_keyword(tokens) in UPDATES:
        raise refusal("update")
    for index, token in enumerate(tokens):
        if _calls_out(tokens, index, token):
            raise refusal("service")
    depth = _depth(tokens)
    if depth > limits.depth:
        raise refusal("depth", depth=depth, limit=limits.depth)
    chained = Counter(token.word or token.text for token in tokens)
    for operator in _CHAINED:
        if chained[operator] > limits.chain:
            raise refusal("chain", operator=operator, count=chained[operator], limit=limits.chain)


def _first_keyword(tokens: list[Token]) -> str:
    """Give the first word after the prologue."""
    skip = 0
    for token in tokens:
        if skip:
            skip -= 1
        elif token.word == "PREFIX":
            skip = 2
        elif token.word == "BASE":
            skip = 1
        elif token.word:
            return token.word
    return ""


def _calls_out(tokens: list[Token], index: int, token: Token) -> bool:
    if token.kind != "name" or "service" not in token.text.lower():
        return False
    prefix, colon, _ = token.text.lower().partition(":")
    if not colon:
        return True
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    before = tokens[index - 1].word if index else ""
    return "service" in prefix and ((following == "{" and before != "GRAPH") or "." in prefix)


def _depth(tokens: list[Token]) -> int:
    depth = deepest = 0
    for token in tokens:
        if token.text in _OPEN:
            depth += 1
            deepest = max(deepest, depth)
        elif token.text in _CLOSE:
            depth -= 1
    return deepest

"""Explain a syntax error: where it is, and what would mend it, in Chinese and in English.

Place in the stream: between the engine's parser and whoever wrote the query. The engine says where it gave up; what is
wrong is often before that, so the tokens are looked at once more.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import pairwise

from kg.errors import QuerySyntaxError
from kg.store import positions, wording
from kg.store.tokens import Token, scan

__all__ = ["explain"]

_POSITION = re.compile(r"^error at (\d+):(\d+): ?(.*)$", re.DOTALL)
_CLASSES = re.compile(r"\['.*?'\]|\[_\]", re.DOTALL)
_PAIRS = {")": "(", "}": "{", "]": "["}
_WIDE = dict(zip("，。；：（）｛｝［］“”‘’＜＞？！＝", ",.;:(){}[]\"\"''<>?!=", strict=True))
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def explain(sparql: str, error: SyntaxError, prefixes: Container[str] = ()) -> QuerySyntaxError:
    """Turn the engine's error into one with line, column and a hint; `prefixes` need no declaration."""
    if not sparql.strip():
        said = wording.say("syntax.empty")
        return QuerySyntaxError(said.en, line=1, column=1, zh=said.zh)
    tokens = list(scan(sparql))
    line, column, detail = _position(sparql, tokens, str(error))
    key, values = next(_hints(sparql, tokens, detail, (line, column), prefixes), ("hint.triple", {}))
    hint = wording.say(key, **values)
    message = wording.say("syntax.message", line=line, column=column, detail=detail)
    if key == "hint.two":
        message = wording.say("syntax.two") if _two_forms(tokens) else message
    return QuerySyntaxError(message.en, line=line, column=column, hint=hint.en, zh=message.zh, hint_zh=hint.zh)


def _position(sparql: str, tokens: list[Token], message: str) -> tuple[int, int, str]:
    match = _POSITION.match(message)
    if match is None:
        return 1, 1, message
    detail = _CLASSES.sub("", match[3]).replace(", ,", ",").strip(" ,\n")
    detail = re.sub(r"(, )+", ", ", detail).removeprefix("expected one of ,").strip(" ,")
    reported = positions.offset(sparql, int(match[1]), int(match[2]))
    fault = positions.shifted(tokens, reported, match[3])
    if fault != reported:
        return *positions.place(sparql, fault), "something else was expected"
    return int(match[1]), int(match[2]), detail or "something else was expected"


Hint = tuple[str, dict[str, object]]


def _hints(
    sparql: str, tokens: list[Token], detail: str, place: tuple[int, int], prefixes: Container[str]
) -> Iterator[Hint]:
    """Give what may be wrong, the likeliest first."""
    yield from _wide(sparql, tokens)
    yield from _open_strings(sparql, tokens)
    yield from _brackets(sparql, tokens)
    yield from _bad_iris(sparql, place, detail)
    yield from _undeclared(tokens, prefixes)
    yield from _graphs(tokens)
    if "unbound" in detail or "GROUP BY" in detail:
        yield "hint.group", {}
    if "overrides" in detail:
        yield "hint.bound", {}
    if not any(token.word in _FORMS for token in tokens):
        yield "hint.form", {}
    if _two_forms(tokens):
        yield "hint.two", {}
    if "EXISTS" in detail or "BOUND" in detail:
        yield "hint.expression", {}


def _two_forms(tokens: list[Token]) -> bool:
    depth = forms = 0
    for token in tokens:
        depth += (token.text in "({[") - (token.text in ")}]") if len(token.text) == 1 else 0
        forms += depth == 0 and token.word in _FORMS
    return forms > 1


def _at(sparql: str, start: int) -> dict[str, object]:
    line = sparql.count("\n", 0, start) + 1
    return {"line": line, "column": start - (sparql.rfind("\n", 0, start) + 1) + 1}


def _wide(sparql: str, tokens: list[Token]) -> Iterator[Hint]:
    for token in tokens:
        if token.kind == "mark" and token.text in _WIDE:
            yield "hint.width", {"mark": token.text, "plain": _WIDE[token.text], **_at(sparql, token.start)}


def _open_strings(sparql: str, tokens: list[Token]) -> Iterator[Hint]:
    for token in tokens:
        if token.kind == "string":
            quote = token.text[:3] if token.text[:3] in ('"""', "'''") else token.text[:1]
            if len(token.text) < 2 * len(quote) or not token.text.endswith(quote):
                yield "hint.string", _at(sparql, token.start)


def _brackets(sparql: str, tokens: list[Token]) -> Iterator[Hint]:
    open_ones: list[Token] = []
    for token in tokens:
        if token.text in _PAIRS.values():
            open_ones.append(token)
        elif token.text in _PAIRS and (not open_ones or open_ones.pop().text != _PAIRS[token.text]):
            yield "hint.unopened", {"bracket": token.text, **_at(sparql, token.start)}
            return
    for token in open_ones[-1:]:
        yield "hint.unclosed", {"bracket": token.text, **_at(sparql, token.start)}


def _undeclared(tokens: list[Token], known: Container[str]) -> Iterator[Hint]:
    declared = set()
    for before, token in zip([None, *tokens], tokens, strict=False):
        if ":" not in token.text or token.kind not in ("name", "local"):
            continue
        prefix = token.text.partition(":")[0]
        if before is not None and before.word == "PREFIX":
            declared.add(prefix)
        elif prefix not in declared and prefix not in known:
            yield "hint.prefix", {"prefix": prefix}


def _graphs(tokens: list[Token]) -> Iterator[Hint]:
    for token, following in pairwise(tokens):
        if token.word == "FROM" and following.word not in ("", "NAMED"):
            yield "hint.from", {}


def _bad_iris(sparql: str, place: tuple[int, int], detail: str) -> Iterator[Hint]:
    if "IRI" not in detail:
        return
    lines = sparql.split("\n")
    text = lines[place[0] - 1][: place[1]] if place[0] <= len(lines) else ""
    yield "hint.iri", {"iri": text[text.rfind("<") :][:80] or text[-40:]}

"""Write a query again so that it gives only its first rows.

Place in the stream: when an answer turned out larger than the service gives.
"""

from __future__ import annotations

from kg.store.tokens import Token, scan

__all__ = ["limited"]


def limited(sparql: str, rows: int) -> str | None:
    """Rewrite a query so that it gives at most `rows` solutions; None when it already asks for no more."""
    tokens = list(scan(sparql))
    tail = _tail(tokens)
    for index, token in enumerate(tail):
        if token.word == "LIMIT" and index + 1 < len(tail):
            number = tail[index + 1]
            if int(number.text) <= rows:
                return None
            return f"{sparql[: number.start]}{rows}{sparql[number.start + len(number.text) :]}"
    values = next((token.start for token in tail if token.word == "VALUES"), len(sparql))
    return f"{sparql[:values]}\nLIMIT {rows}\n{sparql[values:]}"


def _tail(tokens: list[Token]) -> list[Token]:
    """Give the tokens after the last brace that closes the pattern; a VALUES block at the end is not one."""
    depth, start = 0, 0
    for index, token in enumerate(tokens):
        if token.text == "{":
            depth += 1
        elif token.text == "}":
            depth -= 1
            start = index + 1 if depth == 0 and not _in_values(tokens, index) else start
    return tokens[start:]


def _in_values(tokens: list[Token], close: int) -> bool:
    opening = max((index for index in range(close) if tokens[index].text == "{"), default=0)
    before = tokens[max(0, opening - 40) : opening]
    words = [token.word or token.kind for token in before]
    while words and words[-1] in ("variable", "mark"):
        words.pop()
    return bool(words) and words[-1] == "VALUES"

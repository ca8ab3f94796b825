"""Find the persons of bylines: （记者 甲某 乙某）, 文/丙某, and names alone in brackets at a paragraph's end.

Place in the stream: text → spans of names; `persons` judges all other names.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from kg.extraction import lexicon
from kg.model import Span

__all__ = ["find", "is_word", "pattern"]

_BYLINE = regex.compile(
    r"(?:(?<=^|\n|[（(])[ \t]*[文图摄][/／]|记者|通讯员|实习生|摄影|编辑|作者|撰稿|供稿)[：:]?[ \t\u3000]*(?=[\p{Han}])"
)
_BYLINE_NAME = regex.compile(
    r"(\p{Han}{2,3}(?=摄)|\p{Han}{2,4}|\p{Han}{5,6}(?=[ \t\u3000]))(?=[ \t\u3000、）)/\n摄]|$)[ \t\u3000、/]*"
)
_SHOT = regex.compile(r"(?<=[。！？”\n）)\s])(\p{Han}{2,3})(?=摄(?:\s|$|影))")
_SIGNED = regex.compile(r"[（(](?=\p{Han}{2,4}(?:[ \u3000、]+\p{Han}{2,4}){0,4}[）)]\s*(?:\n|$))")


@cache
def pattern() -> regex.Pattern[str]:
    """Match a surname with one or two letters."""
    surnames = sorted(lexicon.column("surnames", "surname"), key=lambda name: (-len(name), name))
    double = "|".join(name for name in surnames if len(name) > 1)
    single = "".join(name for name in surnames if len(name) == 1)
    return regex.compile(rf"(?:(?:{double})[\u4e00-\u9fff]{{1,2}}|[{single}][\u4e00-\u9fff]{{1,2}})")


def find(text: str) -> Iterator[tuple[int, list[Span]]]:
    """Give each byline that holds names: where the word before it begins, and the names."""
    for match in _SIGNED.finditer(text):
        yield match.start(), list(_signed(text, match.start() + 1))
    for match in _SHOT.finditer(text):
        if pattern().fullmatch(match[1]):
            yield match.start(), [Span(*match.span())]
    for match in _BYLINE.finditer(text):
        names = list(_signed(text, match.end()))
        if names:
            yield match.start(), names


def _signed(text: str, start: int) -> Iterator[Span]:
    """Read the names of a byline: blanks or marks part them, and nothing else stands between."""
    while (match := _BYLINE_NAME.match(text, start)) is not None and pattern().match(match[1]):
        name = match[1]
        cut = 2 if len(name) > 4 and pattern().fullmatch(name[2:]) else 3  # 魏冯王博尔: a blank was lost
        for begin, end in [(0, len(name))] if len(name) <= 4 else [(0, cut), (cut, len(name))]:
            if not pattern().fullmatch(name[begin:end]) or is_word(name[begin:end]):
                return
            yield Span(match.start() + begin, match.start() + end)
        start = match.end()


def is_word(name: str) -> bool:
    """Say whether what looks like a name is a listed word: 要求, 主任."""
    return any(name in lexicon.words(kind) for kind in ("stop-verb", "generic", "role", "soft-verb", "speech-verb"))

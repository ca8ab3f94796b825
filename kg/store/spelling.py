"""Spell a name in the ways in which people look for it: as printed, in pinyin, by its initials.

Place in the stream: beside the store, for the index of names; it only ever makes keys to compare, never a label.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin


def fold(text: str) -> str:
    """Reduce a text to what a comparison should see: width, case, script, blanks and punctuation aside."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in _simplify(plain) if char.isalnum())


def pinyin(text: str) -> str:
    """Spell a folded name in pinyin without tones, as one word: 生命健康 → shengmingjiankang."""
    return "".join(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False)).casefold()


def initials(text: str) -> str:
    """Give the first letters of a folded name's syllables: 生命健康 → smjk."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).casefold()


def has_han(text: str) -> bool:
    """Say whether a text holds a Chinese character."""
    return any("㐀" <= char <= "鿿" for char in text)


def _simplify(text: str) -> str:
    return _converter().convert(text) if has_han(text) else text


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")

"""The view: the article as rules see it, character for character as long as the text.

Place in the stream: article → view. One script (simplified), one width (digits, letters and % half, punctuation
full), one kind of quotation mark; a paragraph cut by a page break is joined by blanks. The raw text never changes, and
because lengths are equal an offset in the view is an offset in the article.
"""

from __future__ import annotations

import re
from functools import cache

import regex
from opencc import OpenCC

from kg.model import Article, View
from kg.reading import blocks, sentences

_FULL = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_KEEP_FULL = "！（），：；？"
_CHARACTERS: dict[str, str] = (
    {full: half for full, half in _FULL.items() if full not in _KEEP_FULL}
    | {chr(code): "□" for code in range(0xE000, 0xE200)}  # our own tokens must not come from outside
    | dict.fromkeys("\u00a0\u3000\u2002\u2003\u2009\u200b\u200c\u200d\u2060\ufeff\t\x0b\f", " ")
    | dict.fromkeys("\u2028\u2029\x85", "\n")
    | dict.fromkeys("–―─━﹣", "—")
    | dict.fromkeys("~〜∼", "～")
    | {"~": "～", "〝": "“", "〞": "”", "「": "“", "」": "”", "『": "‘", "』": "’", "｢": "“", "｣": "”"}
    | {
        "｡": "。",
        "､": "、",
        "﹪": "%",
        "○": "〇",
        "･": "·",
        "•": "·",
        "‧": "·",
        "﹝": "（",
        "﹞": "）",
        "(": "（",
        ")": "）",
    }
)
_REPLACED = re.compile("[" + re.escape("".join(_CHARACTERS)) + "]")  # of large classes `re` is faster than `regex`
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_MARK = regex.compile(r"(?<![0-9A-Za-z])[,;:!?]|[,;:!?](?![0-9A-Za-z/])")
_STOP = regex.compile(r"(?<=[\p{Han}”’）》])\.(?![.\w])")
_ANY_STOP = regex.compile(
    r"(?<=[\p{Han}”’）》%])\.(?!\.)|(?<=(?<!^[ \t]{0,9})(?<!\d)\d{2,9})\.(?=[\p{Han}“]|\s|$)", flags=regex.M
)
_THOUSANDS = regex.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_STRAIGHT = regex.compile(r'"')


def of(article: Article) -> View:
    """Build the view of an article: normalised text, blocks, sentences."""
    text = normalise(article.text)
    parts = blocks.find(text)
    text = blocks.join(text, parts)
    return View(article, text, tuple(sentences.split(text, parts)))


def normalise(text: str) -> str:
    """Normalise width, punctuation, quotation marks and script, keeping the length."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = _REPLACED.sub(lambda mark: _CHARACTERS[mark[0]], text)
    text = _MARK.sub(lambda mark: _WIDE[mark[0]], text)
    text = _THOUSANDS.sub(",", text)
    if "." in text:
        text = (_STOP if "。" in text else _ANY_STOP).sub("。", text)  # a text without 。 ends its sentences otherwise
    if '"' in text:
        text = _curled(text)
    return simplify(text)


def simplify(text: str) -> str:
    """Turn traditional script into simplified, keeping the length."""
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "\n".join(map(_simplify_line, text.split("\n")))


def _simplify_line(line: str) -> str:
    converted: str = _converter().convert(line)
    if len(converted) == len(line):
        return converted
    single = [_converter().convert(character) for character in line]
    return "".join(new if len(new) == 1 else old for old, new in zip(line, single, strict=True))


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _curled(text: str) -> str:
    """Make straight quotation marks open and close in turn, anew in each line."""
    return "\n".join(_curled_line(line) for line in text.split("\n"))


def _curled_line(line: str) -> str:
    marks = iter(range(line.count('"')))
    return _STRAIGHT.sub(lambda _: "”" if next(marks) % 2 else "“", line)

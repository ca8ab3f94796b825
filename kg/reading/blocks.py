"""Blocks: which lines of an article are title, byline, sidebar, question, caption, table or paragraph.

Place in the stream: view text → blocks. What tells them apart is data (`layout.toml`). A paragraph that a page break
cuts in two is one block.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

from kg.errors import RuleError
from kg.model import BlockKind, Span
from kg.reading import wrapping

_PATTERNS = {"page", "sidebar", "table", "caption", "byline", "question", "answer", "ending", "full", "particle"} | {
    "heading"
}
_HEADLINES = (BlockKind.PARAGRAPH, BlockKind.HEADING)
_NUMBERS = {"headline_length", "title_length", "heading_length", "short_cut"}


@dataclass(frozen=True, slots=True)
class Block:
    """One block; several lines only where a paragraph was cut."""

    kind: BlockKind
    span: Span
    cuts: tuple[Span, ...] = ()  # line ends, page numbers between the lines of a cut paragraph
    title: str = ""  # of a sidebar's lines: the sidebar's title


@dataclass(frozen=True, slots=True)
class _Layout:
    patterns: dict[str, regex.Pattern[str]]
    numbers: dict[str, int]

    def found(self, name: str, line: str) -> bool:
        return self.patterns[name].search(line) is not None


def find(text: str) -> list[Block]:
    """Find the blocks of a view's text, in order; blank lines belong to none."""
    layout = _layout()
    lines = list(_lines(text))
    width = wrapping.width(text, lines)
    kinds = _kinds(text, lines, layout, width)
    return list(_joined(text, lines, kinds, layout, width))


def join(text: str, parts: list[Block]) -> str:
    """Blank out the cuts inside paragraphs, keeping the length."""
    pieces, done = [], 0
    for cut in (cut for block in parts for cut in block.cuts):
        pieces += [text[done : cut.start], " " * (cut.end - cut.start)]
        done = cut.end
    return "".join([*pieces, text[done:]])


@cache
def _layout() -> _Layout:
    table = tomllib.loads((resources.files("kg.reading") / "layout.toml").read_text("utf-8"))
    if set(table) != {"numbers", "patterns"}:
        raise RuleError("layout.toml: needs the tables numbers and patterns, and no other")
    if set(table["patterns"]) != _PATTERNS or set(table["numbers"]) != _NUMBERS:
        raise RuleError("layout.toml: a pattern or number is missing or unknown")
    patterns = {name: regex.compile(pattern) for name, pattern in table["patterns"].items()}
    return _Layout(patterns, table["numbers"])


def _lines(text: str) -> Iterator[Span]:
    """Give the spans of lines that hold something, without outer blanks."""
    for found in regex.finditer(r"[^\n]+", text):
        line = found[0]
        start = found.start() + len(line) - len(line.lstrip())
        end = found.start() + len(line.rstrip())
        if start < end:
            yield Span(start, end)


def _kinds(text: str, lines: list[Span], layout: _Layout, width: int) -> list[BlockKind]:
    kinds: list[BlockKind] = []
    in_title, in_sidebar = True, False
    for span in lines:
        line = span.of(text)
        whole = layout.found("full", line) or wrapping.is_wrapped(line, width)
        kind = _kind(line, layout, whole=whole)
        in_title = in_title and not whole and len(line) <= layout.numbers["title_length"]
        if layout.found("sidebar", line):
            kind, in_sidebar, in_title = BlockKind.HEADING, True, False
        elif in_sidebar and not whole and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.SIDEBAR
        else:
            in_sidebar = False
            kind = BlockKind.TITLE if in_title and kind in _HEADLINES else kind
        kinds.append(kind)
    return kinds


def _kind(line: str, layout: _Layout, *, whole: bool) -> BlockKind:
    for name in ("table", "caption", "byline", "question", "answer"):
        if layout.found(name, line):
            return BlockKind(name)
    if layout.found("page", line):
        return BlockKind.CAPTION
    short = len(line) <= layout.numbers["heading_length"] and not whole
    if short and ("，" not in line or layout.found("heading", line)):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _joined(text: str, lines: list[Span], kinds: list[BlockKind], layout: _Layout, width: int) -> Iterator[Block]:
    """Join each line that is cut to the one it goes on in, over page numbers, and all lines that a width has cut."""
    number = 0
    while number < len(lines):
        kind, start, cuts = kinds[number], lines[number].start, []
        while (
            after := wrapping.following(text, lines, number, width) or _continuation(text, lines, kinds, number, layout)
        ) is not None:
            cuts.append(Span(lines[number].end, lines[after].start))
            number = after
        yield Block(kind, Span(start, lines[number].end), tuple(cuts))
        number += 1


def _continuation(text: str, lines: list[Span], kinds: list[BlockKind], number: int, layout: _Layout) -> int | None:
    """Give the number of the line that goes on where a line is cut, or None."""
    after = number + 1
    while after < len(lines) and layout.found("page", lines[after].of(text)):
        after += 1
    running = (BlockKind.PARAGRAPH, BlockKind.ANSWER, BlockKind.QUESTION)
    line = lines[number].of(text)
    if after >= len(lines) or kinds[number] not in running or layout.found("ending", line):
        return None
    following = lines[after].of(text)
    if kinds[after] not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or layout.found("heading", following):
        return None
    if len(line) <= layout.numbers["headline_length"] and len(following) >= 2 * len(line):
        return None  # a headline with a comma: the lines of a text that is cut are of even length
    if len(line) >= layout.numbers["short_cut"] or layout.found("particle", following):
        return after
    return None

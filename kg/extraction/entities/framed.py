"""Find names by the frame they stand in (全球首款…, 研发的…): `rules/bodies.toml` and `rules/things.toml`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kg.extraction import candidates, lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.found import Found
from kg.extraction.entities.growing import Grower
from kg.extraction.patterns import TIME_LIMIT
from kg.extraction.rules import Rule
from kg.model import Span

__all__ = ["find"]

FILES = ("bodies.toml", "things.toml")
_LINE = regex.compile(r"[^\n]+")
_RATING = regex.compile(r"(?:[±≥≤]?[0-9.]+(?:千伏|万千瓦|千瓦|兆瓦|米|公里|吨|毫米|纳米|微米|MW|kV))?")


def find(text: str, grower: Grower) -> Iterator[Found]:
    """Find the names of a text that a rule's frame gives away, line by line."""
    for line in _LINE.finditer(text):
        for rule in candidates.among(FILES, line[0]):
            for match in _matches(rule, text, line.span()):
                yield from _named(text, match, grower, rule)


def _matches(rule: Rule, text: str, line: tuple[int, int]) -> Iterator[regex.Match[str]]:
    """Run a rule over a line; one that runs out of time reads no more of it."""
    try:
        yield from rule.pattern.finditer(text, *line, timeout=TIME_LIMIT)
    except TimeoutError:
        return


def _named(text: str, match: regex.Match[str], grower: Grower, rule: Rule) -> Iterator[Found]:
    items = sorted(match.spans("item")) if "item" in rule.groups else []
    for number, (begin, end) in enumerate(items):
        yield from _item(text, (_first(grower, begin, end) if number == 0 else begin, end), begin, rule)
    if not items:
        begin, end = match.span("span") if "span" in rule.groups else match.span()
        yield Found(Span(begin, end), rule.emit, text[begin:end], rule.name, weight=2)


def _first(grower: Grower, begin: int, end: int) -> int:
    """Cut the first item of a list to what can be a name, unless a verb stands right before it (攻克|…系统、…)."""
    verbs = lexicon.words("stop-verb")
    if grower.text[begin : begin + 2] in verbs and end - begin > 4:
        return begin + 2
    return begin if grower.text[max(0, begin - 2) : begin] in verbs else grower.left(end, "Event")


def _item(text: str, item: tuple[int, int], floor: int, rule: Rule) -> Iterator[Found]:
    """Refuse an item of a list that is only a class of things; the first item has been cut to what can be a name."""
    start, end = max(item[0], floor), item[1]
    start = _RATING.match(text, start).end()  # type: ignore[union-attr]
    name = text[start:end]
    plain = name in lexicon.words("generic") or name in dictionary.places() or name in dictionary.suffixes()
    if len(name) >= 2 and not plain and not name.endswith(("企业", "公司", "领域", "产业", "产品", "院士")):
        yield Found(Span(start, end), rule.emit, name, rule.name, weight=1)

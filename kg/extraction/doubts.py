"""Doubts: what an article says against itself, proven from its own words and not repaired.

Place in the stream: claims and annotations → `Doubt`s of the coverage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import regex

from kg.extraction.annotating import Annotated
from kg.extraction.entities.words import Words
from kg.model import Claim, Doubt, Entity, Mention, Quantity, Span, Value, View

_LIST = regex.compile(
    r"(?<items>(?:[^，。；：、\n\d“”]{2,16}、)+[^，。；：、\n\d]{2,16}?)(?<open>等)?"
    r"(?<count>\d{1,2}|[二两三四五六七八九十])(?<unit>大|个|项|家|种|类|所|座)(?=[\p{Han}])"
)
_DIGITS = {character: n for n, character in enumerate("零一二三四五六七八九十")} | {"两": 2}
_COUNTED = regex.compile(r"[\d二两三四五六七八九十][大个项家种类所座]")
_CLAUSE = regex.compile(r"[^，。；：\n]+")
_JOINT = regex.compile(r"[和与及]")
FREQUENT = 3
"""Times that a name must stand in the text before a near miss of it is doubted."""


def find(view: View, annotated: Annotated, entities: Sequence[Entity], claims: Sequence[Claim]) -> Iterator[Doubt]:
    """Find the contradictions of an article that can be proven."""
    del annotated
    values = [claim.value for claim in claims if claim.value]
    yield from _sums(values)
    yield from _counts(view)
    yield from _near_misses(view, entities)


def _sums(values: Sequence[Value]) -> Iterator[Doubt]:
    """Doubt parts that exceed their whole, and shares of one whole that exceed it."""
    totals = {value.quantity.span: value for value in values}
    parts: dict[Span, list[Quantity]] = defaultdict(list)
    for value in values:
        if value.component_of in totals:
            parts[value.component_of].append(value.quantity)
    for span, components in parts.items():
        total = totals[span].quantity
        known = [part for part in components if part.value is not None and part.unit == total.unit]
        if total.value is None or total.comparator != "exact" or not known or total.unit == "PERCENT":
            continue
        largest = max(known, key=lambda part: part.value or Decimal(0))
        slack = max((part.precision or Decimal(0) for part in [total, *known]), default=Decimal(0))
        if (largest.value or Decimal(0)) > total.value + slack:
            yield Doubt("parts-do-not-add-up", (span, largest.span), f"部分{largest.text}大于总数{total.text}")
        elif _money(total) and len(known) > 1 and _sum(known) > total.value + slack:
            spans = (span, *(part.span for part in known))
            yield Doubt("parts-do-not-add-up", spans, f"各部分之和{_sum(known).normalize():f}大于总数{total.text}")


def _money(quantity: Quantity) -> bool:
    return quantity.unit.startswith("CCY_")


def _sum(quantities: Sequence[Quantity]) -> Decimal:
    return sum((quantity.value for quantity in quantities if quantity.value is not None), Decimal(0))


def _counts(view: View) -> Iterator[Doubt]:
    """Doubt a group whose stated count is not that of the list before it."""
    for found in _lists(view):
        items = found["items"].split("、")
        stated = int(found["count"]) if found["count"].isdigit() else _DIGITS[found["count"]]
        few = len(items)
        many = few + sum(len(_JOINT.findall(item)) for item in items)
        wrong = few > stated if found["open"] else not few <= stated <= many
        if wrong and len(items) > 2 and not _is_open(view.text, found.start()):
            message = f"列出{few}项，文中说{stated}{found['unit']}"
            yield Doubt("count-and-list-disagree", (Span(*found.span("items")), Span(*found.span("count"))), message)


def _lists(view: View) -> Iterator[regex.Match[str]]:
    """Find the counted lists of three things and more, clause by clause."""
    for sentence in view.sentences:
        if sentence.text.count("、") < 2:
            continue
        for clause in _CLAUSE.finditer(view.text, *sentence.span):
            if clause[0].count("、") >= 2 and _COUNTED.search(view.text, *clause.span()):
                yield from _LIST.finditer(view.text, *clause.span())


def _is_open(text: str, start: int) -> bool:
    """Say whether a list goes on to the left of what was matched."""
    return text[max(0, start - 1) : start] in ("、", "”", "》", "）")


def _near_misses(view: View, entities: Sequence[Entity]) -> Iterator[Doubt]:
    """Doubt a name that differs by one character from one the text uses often: 市川, 永川."""
    mentions = [mention for entity in entities for mention in entity.mentions]
    names = Counter(one.text for one in mentions if 2 <= len(one.text) <= 4 and not one.anaphoric)
    frequent = [name for name, times in names.items() if times >= FREQUENT and entity_like(name)]
    gapped: dict[str, list[str]] = defaultdict(list)
    for name in frequent:
        for gap in _gapped(name):
            gapped[gap].append(name)
    if not gapped:
        return
    for word, start in _strangers(Words.of(view.text)):
        near = [name for gap in _gapped(word) for name in gapped.get(gap, ()) if name != word]
        once = near and view.text.find(word) == start and view.text.find(word, start + 1) < 0
        if once and not _is_named(start, mentions):
            span = Span(start, start + len(word))
            for name in near:
                yield Doubt("one-character-off", (span,), f"“{word}”与文中多次出现的“{name}”差一个字")


def _gapped(name: str) -> list[str]:
    """Write a name with each of its characters left open in turn: two that differ by one share one of these."""
    return [f"{name[:n]}□{name[n + 1 :]}" for n in range(len(name))] if len(name) <= 4 else []


def _is_named(offset: int, mentions: Iterable[Mention]) -> bool:
    return any(mention.span.start <= offset < mention.span.end for mention in mentions)


def _strangers(words: Words) -> list[tuple[str, int]]:
    """Find what stands like a name: a proper noun, or a noun that a time follows at once (市川去年)."""
    following = zip(words.printed, words.tags, [*words.tags[1:], ""], words.starts, strict=True)
    return [
        (word, start)
        for word, tag, after, start in following
        if (tag in _PROPER or (tag == "n" and after == "t")) and len(word) >= 2
    ]


_PROPER = frozenset({"nr", "ns", "nz", "nrt", "nrfg", "x"})


def entity_like(name: str) -> bool:
    """Say whether a short name is distinct enough to miss."""
    return all("\u4e00" <= character <= "\u9fff" for character in name)

"""The account of an article: what became of every number, every name and every sentence.

Place in the stream: annotations + entities + claims → `Coverage`. Nothing is left out in silence: a number is a fact, a
time, part of a name, an ordinal, benign for a reason, or unexplained.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import regex

from kg.errors import QuoteError
from kg.extraction import candidates, doubts, indicators, patterns, rules
from kg.extraction.annotating import Annotated
from kg.extraction.entities.words import Words
from kg.extraction.patterns import Annotation, Shadow
from kg.extraction.quantities import TYPES
from kg.model import Account, Accounted, BlockKind, Claim, Coverage, Entity, Sentence, Span, View

NUMERALS = regex.compile(
    r"(?=[\d〇零一二两三四五六七八九十百千万亿])(?:\d+(?:[.,]\d+)*|[〇零一二两三四五六七八九十百千万亿]+)"
)
_NAMES = regex.compile(
    r"(?=[《“A-Za-z])(?:《[^《》\n]{1,60}》|“[^“”，。；：！？\n]{2,20}”|[A-Za-z][A-Za-z0-9&+]*(?:[-/.][A-Za-z0-9]+)*)"
)
_UNIT_LIKE = regex.compile(r"[a-zA-Z]{1,5}(?:/[a-z]+)?$")
_ORDINAL_RULES = ("name.ordinal", "name.session")
_BENIGN_RULES = {
    "name.per": "分母",
    "name.list-number": "段落编号",
    "name.clock": "钟点",
    "name.around-the-clock": "习语",
    "name.proportion": "几部分的比例",
    "name.structural": "行文的条目，不是统计",
    "name.anniversary": "纪念的年数",
    "name.course": "历程的年数",
    "name.top-of": "以名次限定的一群",
    "name.batches": "批次数",
    "name.offset": "离某时的间隔",
    "name.footnote": "注号与附件号",
    "name.from-nothing": "习语",
}
_QUIET = (BlockKind.TITLE, BlockKind.BYLINE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.QUESTION)


class _Cover(NamedTuple):
    """A span that explains what lies in it."""

    span: Span
    account: Account
    reason: str


class _Covers:
    """Spans that explain, found by offset; the first that holds a place wins."""

    def __init__(self, covers: Iterable[_Cover]) -> None:
        self.covers = sorted(covers, key=lambda cover: (cover[0][0], -cover[0][1]))
        self.starts = [cover[0][0] for cover in self.covers]
        self.longest = max((end - start for (start, end), _, _ in self.covers), default=0)

    def over(self, span: Span) -> _Cover | None:
        """Find the cover that overlaps a span."""
        start, end = span
        number = bisect_left(self.starts, end) - 1
        while number >= 0 and self.starts[number] >= start - self.longest:
            if self.covers[number][0][1] > start:
                return self.covers[number]
            number -= 1
        return None


def account(view: View, annotated: Annotated, entities: Sequence[Entity], claims: Sequence[Claim]) -> Coverage:
    """Account for every number, name and sentence of a view.

    Raises:
        QuoteError: a quotation is not the characters its span points to.

    """
    check_quotes(view, entities, claims)
    numbers = list(_numbers(view, annotated, entities, claims))
    names = list(_names(view, annotated, entities))
    return Coverage(
        accounted=tuple(sorted([*numbers, *names], key=lambda entry: (entry.span, entry.what))),
        sentences=tuple(_sentences(view, claims)),
        doubts=tuple(doubts.find(view, annotated, entities, claims)),
    )


def check_quotes(view: View, entities: Sequence[Entity], claims: Sequence[Claim]) -> None:
    """Compare every quotation with the source; raises `QuoteError` at the first that differs."""
    text = view.article.text
    for entity in entities:
        for mention in entity.mentions:
            if mention.span.of(text) != mention.text:
                raise QuoteError(f"{mention.text!r} at {mention.span} is printed {mention.span.of(text)!r}")
    for claim in claims:
        if any(not 0 <= span.start < span.end <= len(text) for span in claim.spans):
            raise QuoteError(f"{claim.rule}: a span lies outside the text or is empty: {claim.spans}")
        quantity = claim.value.quantity if claim.value else None
        if quantity and quantity.span.of(view.text) != quantity.text:
            raise QuoteError(f"{quantity.text!r} at {quantity.span} is printed {quantity.span.of(view.text)!r}")


def _numbers(
    view: View, annotated: Annotated, entities: Sequence[Entity], claims: Sequence[Claim]
) -> Iterator[Accounted]:
    facts = _Covers(_facts(claims))
    others = _Covers(_named(annotated, entities))
    claimed = {claim.value.quantity.span for claim in claims if claim.value}
    for sentence in view.sentences:
        runs = [Span(*run.span()) for run in NUMERALS.finditer(view.text, *sentence.span)]
        left = []
        for span in runs:
            cover = facts.over(span) or others.over(span)
            if cover is None or cover.account is Account.UNEXPLAINED:
                left.append((span, cover))
            else:
                yield _entry(view, span, cover.account, cover.reason)
        if left:
            yield from _leftover(view, sentence, left, _qualifiers(sentence, annotated, claimed))


def _qualifiers(sentence: Sentence, annotated: Annotated, claimed: set[Span]) -> Iterator[_Cover]:
    """Cover the quantities of a sentence that only say which things are meant."""
    known = annotated[sentence.ordinal]
    if all(a.item.span in claimed for a in known if a.type in TYPES):
        return
    for span in indicators.qualifiers(sentence, known):
        yield _Cover(span, Account.BENIGN, "限定语：只说明指哪些事物")


def _leftover(
    view: View, sentence: Sentence, left: Sequence[tuple[Span, _Cover | None]], qualifiers: Iterable[_Cover]
) -> Iterator[Accounted]:
    """Explain what no fact, time or name covers: a qualifier, benign by rule, part of a word, or not at all."""
    limiting = _Covers(qualifiers)
    in_words = any(not view.text[span.start].isdigit() for span, _ in left)
    benign = _Covers(_benign(sentence) if in_words else ())
    words = Words.of(view.text)
    for span, cover in left:
        found = limiting.over(span) or (None if view.text[span.start].isdigit() else benign.over(span))
        found = found or (None if cover else _word(words, span))
        if found is None:
            yield _entry(view, span, Account.UNEXPLAINED, cover.reason if cover else "没有规则读这个数")
        else:
            yield _entry(view, span, found.account, found.reason)


def _entry(view: View, span: Span, account: Account, reason: str, what: str = "number") -> Accounted:
    return Accounted(span, span.of(view.article.text), account, reason, what)


def _facts(claims: Sequence[Claim]) -> Iterator[_Cover]:
    for claim in claims:
        if claim.value:
            yield _Cover(claim.value.quantity.span, Account.FACT, claim.rule)


def _named(annotated: Annotated, entities: Sequence[Entity]) -> Iterator[_Cover]:
    for known in annotated.found.values():
        for annotation in known:
            yield _cover(annotation)
    for entity in entities:
        for mention in entity.mentions:
            yield _Cover(mention.span, Account.NAME, f"{entity.label}（{mention.rule}）")


def _cover(annotation: Annotation) -> _Cover:
    rule = annotation.rule.partition("/")[0]
    if annotation.type in TYPES:
        return _Cover(annotation.span, Account.UNEXPLAINED, "读出了数值，没有规则确定它说的是谁的什么")
    if annotation.type == "Time":
        return _Cover(annotation.span, Account.TIME, annotation.rule)
    if rule in _ORDINAL_RULES:
        return _Cover(annotation.span, Account.ORDINAL, annotation.rule)
    if rule in _BENIGN_RULES:
        return _Cover(annotation.span, Account.BENIGN, f"{_BENIGN_RULES[rule]}（{annotation.rule}）")
    return _Cover(annotation.span, Account.NAME, annotation.rule)


def _benign(sentence: Sentence) -> Iterator[_Cover]:
    shadow = Shadow.of(sentence.text, start=sentence.span.start)
    for annotation in patterns.claim(candidates.among(("benign.toml",), shadow.text), shadow):
        yield _Cover(annotation.span, Account.BENIGN, _notes()[annotation.rule])


@cache
def _notes() -> Mapping[str, str]:
    return {rule.name: f"{rule.note}（{rule.name}）" for rule in rules.packaged("benign.toml")}


_LONGEST_SHOWN = 20


def _word(words: Words, span: Span) -> _Cover | None:
    """Find a word that holds a numeral character without being a number: 统一, 万能, 四川."""
    number = words.holding(span.end - 1)
    while number >= 0 and words.ends[number] > span.start:
        word, tag = words.printed[number], words.tags[number]
        if len(word) >= 2 and tag[0] not in "mq" and not NUMERALS.fullmatch(word):
            shown = word if len(word) <= _LONGEST_SHOWN else f"{word[:_LONGEST_SHOWN]}…"
            return _Cover(span, Account.BENIGN, f"词语“{shown}”的一部分")
        number -= 1
    return None


def _names(view: View, annotated: Annotated, entities: Sequence[Entity]) -> Iterator[Accounted]:
    """Account for names: those of entities, and what looks like a name and is none."""
    mentions = [(mention.span, entity, mention.rule) for entity in entities for mention in entity.mentions]
    for span, entity, rule in mentions:
        yield _entry(view, span, Account.FACT, f"{entity.label}（{entity.type}，{rule}）", "name")
    known = _Covers(_Cover(span, Account.FACT, entity.label) for span, entity, _ in mentions)
    found = [annotation for known in annotated.found.values() for annotation in known]
    numeric = _Covers(_cover(annotation) for annotation in found if annotation.type not in TYPES)
    units = _Covers(_Cover(a.span, Account.FACT, a.rule) for a in found if a.type in TYPES)
    for match in _NAMES.finditer(view.text):
        span = Span(*match.span())
        if known.over(span) or units.over(span):
            continue
        yield _unnamed(view, span, numeric.over(span))


def _unnamed(view: View, span: Span, numeric: _Cover | None) -> Accounted:
    text = span.of(view.text)
    if text.startswith("“"):
        return _entry(view, span, Account.BENIGN, "引号里的说法，没有规则认它作名称", "name")
    if text in _acronyms():
        return _entry(view, span, Account.BENIGN, "通用缩写", "name")
    if numeric is not None:
        return _entry(view, span, numeric.account, numeric.reason, "name")
    if _UNIT_LIKE.fullmatch(text) and len(text) <= 2:
        return _entry(view, span, Account.BENIGN, "单个字母或单位", "name")
    return _entry(view, span, Account.UNEXPLAINED, "像名称，没有规则认它", "name")


@cache
def _acronyms() -> frozenset[str]:
    text = (resources.files("kg.extraction") / "lexicon" / "acronyms.txt").read_text("utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


def _sentences(view: View, claims: Sequence[Claim]) -> Iterator[tuple[int, str]]:
    used = {ordinal for claim in claims for ordinal in claim.sentences}
    for sentence in view.sentences:
        if sentence.ordinal in used:
            yield sentence.ordinal, "used"
        else:
            yield sentence.ordinal, "boilerplate" if sentence.kind in _QUIET else "not modelled"

"""Find listed names: ministries, universities, well-known enterprises, zones, regions, programmes."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.dictionary import Hit
from kg.extraction.entities.found import Found
from kg.extraction.entities.words import Words
from kg.model import Span

__all__ = ["find"]


def find(text: str, hits: list[Hit], words: Words) -> Iterator[Found]:
    """Find the listed names of a text, under the canonical form of each."""
    for hit in dictionary.longest(hits):
        row = dictionary.names()[hit.word]
        if hit.word in lexicon.words("class-name") and _is_class(text, hit):
            continue
        if row["type"] == "Honour" and _COUNT_AFTER.match(text, hit.end):
            continue
        if hit.word in ("全国人大", "全国政协") and text[hit.end : hit.end + 2] in ("代表", "委员"):
            continue
        if len(hit.word) < 4 and not words.cuts(hit.start, hit.end) and not _stands_alone(text, hit):
            continue
        if row["type"] == "Enterprise" and hit.word.startswith("中国") and _TRADE_AT_LARGE.match(text, hit.end):
            continue
        seat = _SEAT.match(text, hit.end) if hit.word.endswith("大学") else None
        if seat is not None:  # 中国地质大学(武汉) is not the one in 北京
            span = Span(hit.start, seat.end())
            yield Found(span, row["type"], span.of(text), "entity.listed/1", weight=3)
            continue
        yield Found(Span(hit.start, hit.end), row["type"], row["canonical"] or hit.word, "entity.listed/1", weight=3)


def _is_class(text: str, hit: Hit) -> bool:
    """Say whether a class name is counted and no topic, or only lends its nature to another (国家实验室“生力军”)."""
    if dictionary.names()[hit.word]["type"] == "Zone" and text.count(hit.word) < 2:
        return True
    counted = text.count(hit.word) < 2 and _COUNTED.search(text, max(0, hit.start - 4), hit.start) is not None
    return counted or text[hit.end : hit.end + 1] == "“"


_COUNT_AFTER = regex.compile(r"(?:企业|公司)?[0-9]+[余多]?[家个所]")
_COUNTED = regex.compile(r"[0-9一二两三四五六七八九十余多](?:个|家|所)$")


_TRADE_AT_LARGE = regex.compile(
    "产业|行业|市场|工业|企业|技术|领域|大会|展|博览会|学会|协会|人|学者|产品|标准|专家|业(?!务|绩)"
)
_SEAT = regex.compile(r"[（(](?:\p{Han}{2,3})(?:校区)?[）)]")


def _stands_alone(text: str, hit: Hit) -> bool:
    around = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    return all(not mark or not mark.isalnum() for mark in around)

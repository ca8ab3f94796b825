"""Find listed names: ministries, universities, well-known enterprises, zones, regions, programmes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.dictionary import Hit
from kg.extraction.entities.found import Found, kind_of
from kg.extraction.entities.words import Words
from kg.model import Span

__all__ = ["find", "known"]


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


def known(words: Words) -> Iterator[Found]:
    """Find the bodies that the segmenter knows as one word: 北京大学第三医院, 美国高通公司."""
    for n, tag in enumerate(words.tags):
        name = words.printed[n]
        if tag == "nt" and len(name) > 3 and name not in dictionary.names():
            type_ = _type_of(name)
            if type_ is not None:
                yield Found(Span(words.starts[n], words.ends[n]), type_, name, "entity.known-body/1", weight=1)


@cache
def _type_of(name: str) -> str | None:
    """Give the class of a body by its ending; None when nothing in its name says which one it is."""
    ends = (name[-size:] for size in range(min(6, len(name) - 2), 1, -1))
    ending = next((end for end in ends if end in dictionary.suffixes()), None)
    if ending is None or kind_of(dictionary.suffixes()[ending]["type"]) != "org":
        return None
    stem = name.removesuffix(ending)
    heads = (stem[:size] for size in range(2, len(stem) + 1))
    tells = stem in dictionary.names() or stem[2:] in dictionary.names()
    tells = tells or any(head in dictionary.places() or head in dictionary.names() for head in heads)
    return dictionary.suffixes()[ending]["type"] if tells else None


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

"""Find fields, industries, technologies and products that are listed, and say which of these the context makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.dictionary import Hit
from kg.extraction.entities.found import Found
from kg.extraction.entities.words import Words
from kg.model import Span

__all__ = ["find", "spoken_of"]

_LIST_END = regex.compile(
    r"(?:、[^，。；：]{1,40})?(?:等|以及|和|与|及)?[^，。；：、]{0,12}?(产业|领域|行业|赛道|方向|集群|技术|专项)"
)
_NEXT = regex.compile(r"产业|领域|行业|赛道|集群|技术|、|和|及|与|等")
_PURSUED = regex.compile("(?:聚焦|深耕|专攻|主攻|专注于?|瞄准|抢滩|押注)(?:\\p{Han}与)?$")
_BEFORE = regex.compile(r"(?:、|和|及|与|在|聚焦|布局|发展|培育|领域|包括|涵盖)$")


def find(text: str, hits: list[Hit], words: Words) -> list[Found]:
    """Find the listed fields of a text, each place of each."""
    return list(_found(text, hits, words))


def spoken_of(text: str, found: list[Found]) -> list[Found]:
    """Keep what a text speaks of: fields in lists, as subjects, or named more than once; not mere attributes."""
    counts = Counter(one.label for one in found)
    named = {
        one.label
        for one in found
        if one.type == "Product"
        or (one.type == "Technology" and not _NETWORKED.match(text, one.span.end))
        or _is_named(text, one)
    }
    return [one for one in found if one.label in named or counts[one.label] > 1]


def _is_named(text: str, found: Found) -> bool:
    """Say whether a field stands as a thing of its own rather than before a noun (量子科技企业)."""
    if _PURSUED.search(text, max(0, found.span.start - 4), found.span.start):
        return True
    whole = found.label.endswith(("产业", "制造业", "服务业", "软件业"))
    return whole or _ON_ITS_OWN.match(text, found.span.end) is not None


_NETWORKED = regex.compile("工厂|基站|用户|手机|套餐")
_ON_ITS_OWN = regex.compile(
    r"[、和及与等，。；：”）\n]|产业|领域|行业|赛道|技术|集群|城|之都|[一二三四五六七八九十]+大|$"
)


def _found(text: str, hits: list[Hit], words: Words) -> Iterator[Found]:
    """Find the listed fields of a text; a plain word (汽车, 医药) counts only in a list of its kind.

    A name has one class in an article: the one that its first place tells.
    """
    types: dict[str, str] = {}
    longest = list(dictionary.longest(hits))
    begins, ends = {hit.start for hit in longest}, {hit.end for hit in longest}
    listed = -1  # where the list so far goes on: behind the mark after its last member
    for hit in longest:
        row = dictionary.fields()[hit.word]
        fused = hit.end in begins and not hit.word.isascii()
        joined = hit.start == listed
        if hit.word in lexicon.words("class-name") and text[hit.end : hit.end + 2] in (
            "开发",
            "园区",
            "基地",
            "化基",
            "化",
        ):
            continue
        pursued = _PURSUED.search(text, max(0, hit.start - 4), hit.start) is not None
        plain = row["plain"] and not joined and not pursued and not _listed(text, hit)
        if fused or plain or not _bounded(text, hit, words):
            continue
        listed = hit.end + 1 if text[hit.end : hit.end + 1] in "、和及与" else -1
        if row["type"] == "Industry" and not pursued and _is_part(text, hit, words, begins, ends):
            continue
        type_ = types.setdefault(hit.word, _type(text, hit, row["type"]))
        yield Found(Span(hit.start, hit.end), type_, hit.word, "entity.field/1", core=not row["plain"], weight=2)


def _is_part(text: str, hit: Hit, words: Words, begins: set[int], ends: set[int]) -> bool:
    """Say whether a field is only a part of a longer item: 绿色化工|与高端化学材料, 多学科交叉|前沿材料."""
    before, after = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    if (after == "与" and hit.end + 1 not in begins) or (before == "与" and hit.start - 1 not in ends):
        return True
    n = words.ending_at(hit.start)
    if n is None or hit.start in ends:
        return False
    attribute = words.tags[n] in ("n", "b", "j", "vn", "nz") and words.printed[n] not in lexicon.words("stop-verb")
    return attribute and words.printed[n] not in dictionary.places() and len(words.printed[n]) in (2, 3)


def _bounded(text: str, hit: Hit, words: Words) -> bool:
    if hit.word.isascii():
        around = text[hit.start - 1 : hit.start] + text[hit.end : hit.end + 1]
        return not any(character.isascii() and (character.isalnum() or character == "-") for character in around)
    return words.cuts(hit.start, hit.end) or len(hit.word) >= 4


def _listed(text: str, hit: Hit) -> bool:
    follows = _NEXT.match(text, hit.end)
    if follows is None:
        return False
    return follows[0] in ("产业", "领域", "集群", "行业", "赛道") or bool(
        _BEFORE.search(text, max(0, hit.start - 4), hit.start)
    )


def _type(text: str, hit: Hit, listed: str) -> str:
    if listed == "Product":
        return listed
    head = _LIST_END.match(text, hit.end)
    if head is None:
        return listed
    return "Technology" if (head[1] or head[2]) == "技术" else "Industry"

"""Find firms that have no telling ending: by the company they keep in a list, and by their heads.

Place in the stream: finds + text → further finds. 甲科技、某某、乙智能 is a list of firms when its neighbours are; what
stands before 董事长 or 创始人 and a person's name leads a firm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary, trades
from kg.extraction.entities.found import Found
from kg.model import Span

__all__ = ["find"]

_BETWEEN = regex.compile(r"、(?<span>[\p{Han}A-Za-z0-9]{2,8})、")
_LAST = regex.compile(r"、(?<span>[\p{Han}A-Za-z]{2,6})(?=等)")
_HEADED = regex.compile(
    r"(?:^|[，。；：“、\n])(?<span>[\p{Han}A-Za-z]{2,14}?)(?:联合|副)?(?:董事长|总经理|创始人|总裁|首席执行官|CEO|总工程师)"
    r"(?:兼[^，。；]{2,8})?$"
)
_LONGEST_HEAD = 30


def find(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Find the firms between and after firms of a list, and those that a person named behind a post leads."""
    firms = sorted((one for one in found if one.type == "Enterprise"), key=lambda one: one.span)
    for left, right in pairwise(firms):
        between = _BETWEEN.fullmatch(text, left.span.end, right.span.start)
        if between is not None:
            yield from _firm(text, between, "entity.firm-between/1")
        elif text[left.span.end : right.span.start] == "、":
            last = _LAST.match(text, right.span.end)
            if last is not None:
                yield from _firm(text, last, "entity.firm-after/1")
    for one in found:
        if one.type == "Person":
            headed = _HEADED.search(text, max(0, one.span.start - _LONGEST_HEAD), one.span.start)
            if headed is not None and (len(headed["span"]) > 2 or trades.is_coined(headed["span"])):
                yield from _firm(text, headed, "entity.firm-headed/1")


def _firm(text: str, match: regex.Match[str], rule: str) -> Iterator[Found]:
    span = Span(*match.span("span"))
    name = span.of(text)
    plain = name in dictionary.places() or name in dictionary.fields() or name in lexicon.words("generic")
    if not plain and name[:2] not in lexicon.words("stop-verb") and not name.startswith(("公司", "该", "本", "企业")):
        yield Found(span, "Enterprise", name, rule)

"""Find firms by the trade behind a coined word (甲某科技, 某某微电) and by the class before it (上市公司某某).

Place in the stream: words + text → finds. A coined word is one that the segmenter does not know as a plain word, so
that 数字科技 and 医药公司 stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex
import rjieba

from kg.extraction import lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.found import Found
from kg.model import Span

__all__ = ["find", "is_coined"]

_EDGE = (
    r"(?<=^|[，。；：、“”—（(\n？！]|企业|公司|巨头|中的|厂商|[以由与和及的如是给为对在有了让]|包括|引进|集聚|投资|其中"
    r"|来自|走进|来到|像|家|股东|客户)"
)
_AFTER = (
    r"(?=[，。、；：）)”“\n（(？！]|等|[和与及在的已将从是为也都均有刚就获用把不又]|董事|创始|总经理|总裁|负责人|联合|相关|公司|集团"
    r"|首席|副总|自主|研[发制]|推出|发布|成立|入选|凭借|通过|旗下|[今去前]年|携手|作为|攻克|突破|打造|深耕|专注|生产|展[示出台]"
    r"|成功|正式|上市|登陆|实现|完成|建成|投[资产]|开发|科创板|创始|股价|市值|$)"
)
_FRAMED = regex.compile(
    r"(?:上市公司|设计公司|(?:龙头|独角兽|瞪羚|代表|领军|头部|链主|科技|民营|高新|初创|高科技|明星|骨干|知名|“小巨人”)"
    r"(?:型)?(?:企业|公司)|独角兽|巨头|供应商|制造商|服务商|运营商)(?:——|“)?(?<span>\p{Han}{2,4}?)”?"
    r"(?=[，。、；和与（(]|等|刚|成功|登陆|自主|研发|董事长|创始人|总经理|负责人|$)"
)
_NAMING_TAGS = frozenset({"nz", "nr", "nrt", "nrfg"})


@cache
def _pattern() -> regex.Pattern[str]:
    trades = "|".join(sorted(map(regex.escape, lexicon.words("trade")), key=len, reverse=True))
    return regex.compile(rf"{_EDGE}(?<span>(?<head>\p{{Han}}{{2,5}}?)(?:{trades})(?:股份|集团)?){_AFTER}")


def find(text: str) -> Iterator[Found]:
    """Find the firms of a text that a trade or a class gives away."""
    for match in _pattern().finditer(text):
        if is_coined(_without_place(match["head"])) and _is_free(match["span"]):
            yield Found(Span(*match.span("span")), "Enterprise", match["span"], "entity.firm-trade/1", weight=2)
    for match in _FRAMED.finditer(text):
        if is_coined(match["span"]) and _is_free(match["span"]):
            yield Found(Span(*match.span("span")), "Enterprise", match["span"], "entity.firm-classed/1", weight=1)


def _without_place(head: str) -> str:
    for length in (4, 3, 2):
        if len(head) >= length + 2 and head[:length] in dictionary.places():
            return head[length:]
    return head


def _is_free(name: str) -> bool:
    listed = name in dictionary.fields() or name in dictionary.places() or name in dictionary.names()
    return not listed and name not in lexicon.words("generic")


@cache
def is_coined(word: str) -> bool:
    """Say whether a word is a made-up one: no plain word, and no run of plain words."""
    if len(word) < 2 or word in dictionary.places() or word in dictionary.fields() or word in lexicon.words("generic"):
        return False
    if word[:2] in lexicon.words("stop-verb") or word[0] in _STARTS_NO_NAME:
        return False
    known = rjieba.cut(word, False)
    if len(known) == 1:
        return len(word) > 1 and rjieba.tag(word)[0][1] in _NAMING_TAGS
    return len(word) <= 3 and word[-1] not in _ENDS_NO_NAME and all(len(part) == 1 for part in known)


_ENDS_NO_NAME = frozenset("当为动向到成做是有的和与强新高型化性级类等业")
_STARTS_NO_NAME = frozenset(
    "的和与及在是为对把将向让使由从而且来到了这那该本此其各每某全我你他它有以不等第一两几多新老大小做用"
)

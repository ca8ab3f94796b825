"""Find firms by the trade behind a coined word (甲某科技, 某某微电) and by the class before it (上市公司某某).

Place in the stream: hits of trades + words → finds. A coined word is one that the segmenter does not know as a plain
word, so that 数字科技 and 医药公司 stay what they are; the stem of a listed firm's name is as good as a coined one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex
import rjieba

from kg.extraction import lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.dictionary import Hit
from kg.extraction.entities.found import Found
from kg.extraction.entities.words import Words
from kg.model import Span

__all__ = ["find", "governs", "is_coined", "is_firm", "stem_of", "tells"]

_TAIL = regex.compile("股份|集团|控股")
_HEAD = regex.compile(r"[\p{Han}A-Za-z]")
_LONGEST_HEAD = 6
_NAMING_TAGS = frozenset({"nz", "nr", "nrt", "nrfg", "x"})
_BEFORE = regex.compile(
    r"(?:^|[^\p{Han}A-Za-z0-9·]|企业|公司|巨头|厂商|品牌|股东|客户|旗下|中的|包括|其中|来自|走进|来到|引进|集聚|投资|收购"
    r"|[以由与和及的如是给为对在有了让像家向被将把从到])$"
)
_GOES_ON = regex.compile(
    "产品|产业|设备|行业|领域|工程|工业|元件|器件|材料|商务|商城|系统|服务|制造|市场|专业|学院|实验室|研究|园|城|中心|平台|人才"
    "|大会|论坛|展|厂|装备|信息|技术|零部件|部件|元器件|类|化|型|级|界|圈|链|店|局|厅|委|所|站|港|体|员|师|者|学|论|法|税|费|贷"
    "|资源|开发|加工|应用|项目|基地|改造|智能|赋能|创新|防治|保护|治理|监测|安全|经济|贸易|运输|管理|公用|事业|建设"
)
_LED = regex.compile(
    "(?:联合)?(?:董事|创始|总经理|总裁|负责人|首席|副总|CEO|总工)|公司|(?:在|登陆|于).{0,6}(?:科创板|创业板|主板|北交所|港交所|上市)"
    "|上市|股价|市值|营收|年报|招股|创立于|成立于"
)
_CODE = regex.compile(
    r"(?<=[\p{Han}A-Za-z]{2})[（(](?:股票代码|证券代码|股票简称)?[：:]?(?:SH|SZ|BJ|HK)?[0-9]{4,6}(?:\.(?:SH|SZ|BJ|HK))?[）)]"
)
_SITE = regex.compile(
    "(?<=[\\p{Han}A-Za-z]{2})(?:公司|企业)?的?(?:智能|数字化|生产|现代化|无尘|自动化|装配|总装)*(?:车间|展厅|生产线|厂区|产线|厂房)"
)
_CLASSED = regex.compile(
    r"(?:上市公司|设计公司|(?:龙头|独角兽|瞪羚|代表|领军|头部|链主|科技|民营|高新|初创|高科技|明星|骨干|知名|“小巨人”|本土|当地"
    r"|型|技术|优势|重点)(?:企业|公司)|链主|独角兽|巨头|供应商|制造商|服务商|运营商)(?:——|“)?(?=[\p{Han}A-Za-z])"
)


def find(text: str, hits: list[Hit], words: Words) -> Iterator[Found]:
    """Find the firms of a text that a trade, a class or a stock code gives away."""
    for hit in _chained(_longest(hits)):
        span = _traded(text, hit, words)
        if span is not None:
            yield Found(span, "Enterprise", span.of(text), "entity.firm-trade/1", weight=2)
    for match in _CLASSED.finditer(text):
        span = _classed(text, match.end(), words)
        if span is not None:
            yield Found(span, "Enterprise", span.of(text), "entity.firm-classed/1", weight=1)
    for match in _SITE.finditer(text):
        span = next((Span(start, match.start()) for start in _starts(text, match.start(), words)), None)
        if span is not None and _is_free(span.of(text)) and (is_firm(span.of(text)) or is_coined(span.of(text))):
            yield Found(span, "Enterprise", span.of(text), "entity.firm-sited/1", weight=1)
    for match in _CODE.finditer(text):
        start = next(_starts(text, match.start(), words), match.start())
        if start < match.start():
            yield Found(
                Span(start, match.start()), "Enterprise", text[start : match.start()], "entity.firm-code/1", weight=2
            )


def _longest(hits: list[Hit]) -> Iterator[Hit]:
    """Keep the longest trade at each end, and none that only begins a longer one."""
    longest = dictionary.longest_at_ends(hits)
    ends = {hit.start: hit.end for hit in sorted(longest, key=lambda hit: hit.end)}
    yield from (hit for hit in longest if ends[hit.start] == hit.end)


def _chained(hits: Iterator[Hit]) -> Iterator[Hit]:
    """Join trades that stand right behind one another to one: 激光|科技."""
    ends: dict[int, int] = {}
    joined: dict[int, Hit] = {}
    for hit in sorted(hits, key=lambda hit: hit.end):
        verbal = hit.word in lexicon.words("soft-verb")
        begin = hit.start if verbal else ends.get(hit.start, hit.start)
        if not verbal:
            joined.pop(hit.start, None)
        ends[hit.end] = begin
        joined[hit.end] = Hit(begin, hit.end, hit.word)
    yield from joined.values()


def _traded(text: str, hit: Hit, words: Words) -> Span | None:
    """Give the span of a firm that ends in a trade, None when what stands before it is no firm's word."""
    tail = _TAIL.match(text, hit.end)
    end = tail.end() if tail else hit.end
    if not _ends(text, end, words):
        return None
    for start in _starts(text, hit.start, words):
        head = text[start : hit.start]
        if any(text[begin:end] in dictionary.names() for begin in range(start, hit.start)):
            return None
        if (_is_head(head, hit.word) and _is_free(text[start:end])) or _is_led(text, Span(start, end), head):
            return Span(start, end)
    return None


def _ends(text: str, end: int, words: Words) -> bool:
    """Say whether a name can end here: no word runs across, and none follows that a trade only qualifies."""
    return words.ending_at(end) is not None and _GOES_ON.match(text, end) is None


def _starts(text: str, end: int, words: Words) -> Iterator[int]:
    """Give where a firm's word may begin, the longest first: behind a mark, a particle or a governing word."""
    lowest = end
    while lowest > 0 and end - lowest < _LONGEST_HEAD and _HEAD.match(text, lowest - 1):
        lowest -= 1
    for start in range(lowest, end - 1):
        n = words.holding(start)
        begins = words.starts[n] == start and n > 0
        governed = begins and (words.printed[n - 1] in lexicon.words("stop-verb") or _ends_a_place(text, start))
        if governed or _BEFORE.search(text, max(0, start - 2), start):
            yield start


def _ends_a_place(text: str, end: int) -> bool:
    return any(text[end - length : end] in dictionary.places() for length in (2, 3) if end >= length)


def _is_head(head: str, trade: str) -> bool:
    word = _without_place(head)
    return is_coined(word) or word in _stems() or (word != head and len(word) >= 2 and f"{word}{trade}" in _stems())


def _is_led(text: str, span: Span, head: str) -> bool:
    """Say whether a plain word with a trade is a firm since people lead it or it goes to the market."""
    if len(head) < 2 or len(head) > 4 or not _is_free(span.of(text)) or _is_plain(head):
        return False
    if text.startswith(("技术负责", "技术总监", "工程技术"), span.end - 2):
        return False
    return _LED.match(text, span.end) is not None


def _is_plain(head: str) -> bool:
    """Say whether a word says a sort of trade: 数字, 新型, 生物, 高端."""
    return (
        head in lexicon.words("generic")
        or head in dictionary.fields()
        or head in dictionary.places()
        or head in lexicon.column("trades", "trade")
        or governs(head[:2])
        or head[0] in _STARTS_NO_NAME
        or any(_is_common(part) for part in rjieba.cut(head, False))
    )


def _is_common(word: str) -> bool:
    """Say whether a word is one of many: a field, a general word, a trade, a verbal noun."""
    lists = ("generic", "soft-verb")
    if word in dictionary.fields() or any(word in lexicon.words(name) for name in lists):
        return True
    return len(word) > 1 and word in lexicon.column("trades", "trade")


def _classed(text: str, start: int, words: Words) -> Span | None:
    """Read the coined word behind a class of firms, up to the next plain word."""
    n = words.holding(start)
    if words.starts[n] != start:
        return None
    end = start
    while n < len(words.printed) and end - start < _LONGEST_HEAD and _HEAD.match(words.printed[n]):
        if words.printed[n] in lexicon.words("stop-verb") or (end > start and words.tags[n] not in _CLASSED_TAGS):
            break
        end = words.ends[n]
        n += 1
    span = Span(start, end)
    return span if 2 <= end - start <= _LONGEST_HEAD and is_coined(span.of(text)) and _is_free(span.of(text)) else None


_CLASSED_TAGS = frozenset({"nz", "nr", "nrt", "nrfg", "ng", "g", "x", "eng", "zg", "nt"})


def _without_place(head: str) -> str:
    for length in (4, 3, 2):
        if len(head) >= length + 2 and head[:length] in dictionary.places():
            return head[length:]
    return head


def _is_free(name: str) -> bool:
    listed = name in dictionary.fields() or name in dictionary.places() or name in dictionary.names()
    return not listed and name not in lexicon.words("generic")


def is_firm(name: str) -> bool:
    """Say whether a name by itself looks like a firm's: listed, or a coined word with or without a trade."""
    row = dictionary.names().get(name)
    if row is not None:
        return row["type"] == "Enterprise"
    if name in _stems():
        return True
    trades = lexicon.column("trades", "trade")
    return any(name[cut:] in trades and _is_head(name[:cut], name[cut:]) for cut in range(2, len(name)))


def stem_of(name: str) -> str:
    """Cut the trades off the end of a firm's name: 某某|新材料|科技."""
    trades = lexicon.column("trades", "trade")
    size = next((size for size in range(min(5, len(name) - 2), 1, -1) if name[-size:] in trades), 0)
    return stem_of(name[:-size]) if size else name


def tells(word: str) -> bool:
    """Say whether a word still names one firm when all else is cut off: 禾信, but not 创新 or 电子科技."""
    if len(word) < 2 or _is_plain(word):
        return False
    return len(word) > 2 or is_coined(word) or word in _stems()


@cache
def _stems() -> frozenset[str]:
    """Collect what listed firms' names are without the trade: 天赐|材料, but not 东方|电子."""
    trades = lexicon.column("trades", "trade") | {"股份", "集团", "控股", "科技"}
    firms = [name for name, row in dictionary.names().items() if row["type"] == "Enterprise"]
    stems = {name[:cut] for name in firms for cut in range(2, len(name)) if name[cut:] in trades}
    return frozenset(stem for stem in stems if not _is_plain(stem) and stem not in lexicon.words("common-stem"))


@cache
def is_coined(word: str) -> bool:
    """Say whether a word is a made-up one: no plain word, and no run of plain words."""
    if len(word) < 2 or word in dictionary.places() or word in dictionary.fields() or word in lexicon.words("generic"):
        return False
    if governs(word[:2]) or word[0] in _STARTS_NO_NAME or _NEVER.intersection(word):
        return False
    if word[-1] in _ENDS_NO_NAME:
        return False
    known = rjieba.cut(word, False)
    if len(word) <= _LONGEST_COINED and all(len(part) > 1 and _is_proper(part) for part in known):
        return True
    if len(known) == 1:
        return len(word) > 1 and rjieba.tag(word)[0][1] in _NAMING_TAGS
    return len(word) <= 3 and all(len(part) == 1 for part in known)


@cache
def _is_proper(word: str) -> bool:
    """Say whether the segmenter knows a word as a proper name only."""
    return rjieba.tag(word)[0][1] in _NAMING_TAGS and word not in dictionary.places()


_LONGEST_COINED = 5


def governs(word: str) -> bool:
    """Say whether a word governs what stands behind it."""
    return word in lexicon.words("stop-verb") or word in lexicon.words("governing")


_NEVER = frozenset("的了对与及且或等级们吗呢吧啊着被把并但也都就才而将让")
_ENDS_NO_NAME = frozenset("当为动向到成做是有的和与强新高型化性级类等业省市区县镇乡")
_STARTS_NO_NAME = frozenset(
    "的和与及在是为对把将向让使由从而且来到了这那该本此其各每某全我你他它有以不等第一两几多新老大小做用如像据经另称再"
)

"""Take lists apart: 代表企业有甲、乙和丙等 has three members, and the words around say that they are firms.

Place in the stream: finds + text → lists with their members. `company` decides what the members are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from kg.extraction.entities import trades
from kg.extraction.entities.edges import stops
from kg.extraction.entities.found import Found
from kg.extraction.entities.words import Words
from kg.model import Span

__all__ = ["Group", "groups"]

_FIRMS = (
    "(?:企业|公司|巨头|厂商|车企|药企|央企|国企|民企|外企|链主|独角兽|运营商|供应商|制造商|服务商|品牌商|整车厂|厂家|集团|投资机构"
    "|“小巨人”)"
)
_CALLED = regex.compile(
    rf"(?:等|为代表的?)?(?:[^，。；：、！？\n“”]{{0,14}}?){_FIRMS}(?![技家]|联合|研发|标准|数|发展|创新|“)"
)
_FIELDED = regex.compile("领域|产业|行业|方向|赛道|环节|方面|技术|产品|园区|类|业务|服务|的")
_ANNOUNCED = regex.compile(
    rf"{_FIRMS}(?:主要|分别|就|中|名单)?(?:有|包括|包含|如|涵盖|含|例如|比如|来自|分别为|分别是)(?:了)?[：:]?$|{_FIRMS}(?:——|：|:)$"
)
_SUCH = regex.compile("(?:以|像|诸如)$")
_CLAUSE = regex.compile(r"[^，。；！？\n]+")
_TAIL = regex.compile(
    r"等|为代表|[两二三四五六七八九十0-9]+[余多]?[家大]|分别|相继|先后|纷纷|[均都也已的]|落户|入驻|进驻|签约|入选|上榜|总部"
    r"|荣?获|成长|加速|亮相|参展|集中|联合|携手|齐聚|成为|位列|跻身|带动|组成|共同|在(?=\p{Han})"
)
_OTHERS = regex.compile("(?<![高中平优同对相初])等(?![离温级保待同])")
_JOINED = regex.compile("以及|和|与|及")
_TAKES = regex.compile(
    r".*(?:引进|吸引|集聚|聚集|汇聚|培育|涌现|落户|形成|拥有|包括|包含|诞生|孵化|带动|支持|推动|走出|招引|引育|导入|布局)(?:出|了|有|到|起)*"
    r"|.*[：:]|.*(?:企业|公司)(?:有|如|为|是)|[以有像如由与和从对向给为在](?=\p{Han}{2})|例如|比如|诸如|其中"
)
_NOTE = regex.compile(r"[（(][^（）()\n]{1,14}[）)]$")
_LONGEST = 12
_LONGEST_LAST = 6


@dataclass(frozen=True, slots=True)
class Group:
    """A list of names with what the text around it says of them."""

    members: tuple[Span, ...]
    announced: bool  # 代表企业有甲、乙
    called: bool  # 甲、乙等企业
    fielded: bool  # 甲、乙等汽车领域企业: the members may be fields


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found before: the start of each find by its end, the characters within finds, and the words."""

    ends: dict[int, int]
    inside: bytearray  # 1 where a character lies within a find, behind its first
    words: Words

    @classmethod
    def of(cls, text: str, found: Sequence[Found], words: Words) -> _Known:
        """Gather the finds that give members their edges; a place may be a part of a firm's name."""
        ends = {one.span.end: one.span.start for one in found if one.ref.kind != "place"}
        inside = bytearray(len(text))
        for end, start in ends.items():
            inside[start + 1 : end] = bytes([1]) * (end - start - 1)
        return cls(ends, inside, words)


def groups(text: str, found: Sequence[Found], words: Words) -> Iterator[Group]:
    """Find the lists of a text, clause by clause; finds and words give members their edges."""
    known = _Known.of(text, found, words)
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span()
        if "、" in clause[0] or "等" in clause[0]:
            parts: list[Span] = []
            for part in _parts(text, start, end):
                parts.append(part)
                if _OTHERS.search(text, part.start, part.end):  # 甲和乙等企业、丙银行等机构: two lists
                    yield from _group(text, parts, known)
                    parts = []
            if parts:
                yield from _group(text, parts, known)


def _group(text: str, parts: list[Span], known: _Known) -> Iterator[Group]:
    head, last = parts[0], parts[-1]
    tail = _TAIL.search(text, min(last.start + 2, last.end), last.end)
    stop = tail.start() if tail else last.end
    parts[-1] = Span(last.start, stop)
    if tail is None and stop - last.start > _LONGEST_LAST:
        parts.pop()
        stop = -1
        if not parts:
            return
    if len(parts) == 1 and (stop < 0 or tail is None or not text.startswith(("等", "为代表"), stop)):
        return
    first = _governed(_first(text, Span(head.start, parts[0].end), known.ends), known)
    members = [first, *parts[1:]]
    members = [half for one in members[:-1] for half in _halves(text, one, known, sure=True)] + _halves(
        text, members[-1], known
    )
    spans = tuple(_bare(text, span) for span in members if 2 <= span.end - span.start <= _LONGEST + 14)
    if not spans:
        return
    before = text[max(0, spans[0].start - 12) : spans[0].start]
    called = _CALLED.match(text, stop) if stop > 0 else None
    yield Group(
        tuple(span for span in spans if 2 <= span.end - span.start <= _LONGEST),
        announced=bool(_ANNOUNCED.search(before) or (_SUCH.search(before) and called)),
        called=called is not None,
        fielded=called is not None and _FIELDED.search(called[0]) is not None,
    )


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    while (mark := text.find("、", start, end)) >= 0:
        yield Span(start, mark)
        start = mark + 1
    yield Span(start, end)


def _first(text: str, part: Span, ends: dict[int, int]) -> Span:
    """Cut the words before a list off its first member."""
    if part.end in ends and ends[part.end] >= part.start:
        return Span(ends[part.end], part.end)
    taken = _TAKES.match(text, part.start, part.end)
    start = taken.end() if taken else part.start
    while taken and (taken := _TAKES.match(text, start, part.end)):
        start = taken.end()
    return Span(start, part.end)


def _governed(part: Span, known: _Known) -> Span:
    """Cut off what stands before the last governing word: 某大学|新|成立|甲特装."""
    if part.end in known.ends:
        return part
    start, words = part.start, known.words
    for n in range(words.holding(part.start), words.holding(max(part.start, part.end - 2))):
        word, end = words.printed[n], words.ends[n]
        heavy = words.tags[n] in _FUNCTION or (len(word) > 1 and (word in stops() or trades.governs(word)))
        if heavy and part.start <= words.starts[n] and end <= part.end - 2:
            start = end
    return Span(start, part.end)


_FUNCTION = frozenset({"p", "c", "u", "uj", "ul", "r"})


def _halves(text: str, part: Span, known: _Known, *, sure: bool = False) -> list[Span]:
    """Cut a member in two where 和 joins two names: 、甲和乙等; when `sure`, only behind a name that was found."""
    for joint in _JOINED.finditer(text, part.start + 2, max(part.start + 2, part.end - 1)):
        if sure and joint.start() not in known.ends:
            continue
        if joint.start() in known.ends or not known.inside[joint.start()]:
            return [Span(part.start, joint.start()), Span(joint.end(), part.end)]
    return [part]


def _bare(text: str, span: Span) -> Span:
    """Leave out the bracket behind a member."""
    note = _NOTE.search(text, span.start, span.end)
    return Span(span.start, note.start()) if note and note.start() - span.start >= 2 else span

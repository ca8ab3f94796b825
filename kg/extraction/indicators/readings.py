"""Readings: what one rule makes of one cell: the thing measured, its type, the words that say so.

Place in the stream: cells × rules → readings, before subjects and times are settled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from kg.extraction import candidates
from kg.extraction.indicators import counting, dimensions, words
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.subjects import Subject
from kg.extraction.patterns import TIME_LIMIT, TOKENS, Annotation, Match
from kg.extraction.rules import Rule
from kg.model import Quantity, Span

_TOKENS = regex.compile("[" + "".join(TOKENS[name] for name in TOKENS if name != "Name") + "]")


@dataclass
class Reading:
    """What a cell says, as far as the cell alone can."""

    cell: Cell
    rule: Rule
    base: str = ""  # what is measured: 技术合同成交额; empty: that of the reading before
    start: int = 0  # where it begins in the article
    verb: str = ""
    name: Callable[[str], str] = field(default=lambda base: base)
    type: str = "stock"
    scope: str = ""
    role: str = ""
    lead: Span | None = None  # the words before a counting.counted noun, where a subject may stand
    flow: str = ""  # the verb that a list shares: 新增
    base_span: Span | None = None  # the words of the base
    verb_span: Span | None = None
    said: Span | None = None  # 分别 before a list of numbers
    who: Subject | None = None  # whom a respectively list gives the number to
    shared: Quantity | None = None  # the first number of a respectively list
    thing: Span | None = None  # what an attribute before it belongs to: 总投资n亿元的|储能项目
    dimension: str = ""  # what a unit of area or length says of the noun after it: 面积

    @property
    def number(self) -> Annotation:
        """Give the number read."""
        return self.cell.number


def read(cell: Cell, ruleset: Sequence[Rule]) -> Reading | None:
    """Read a cell by the first rule that fits it."""
    for rule in ruleset:
        only = rule.set.get("only")
        if only and cell.number.type not in only.split():
            continue
        if rule.needs and not any(word in cell.text for word in rule.needs):
            continue
        match = _match(rule, cell)
        reading = match and _MAKERS[rule.emit](cell, match)
        if reading:
            if cell.number.type == "Rank" and not reading.base:
                _take_list(reading)
            return reading
    return None


def _match(rule: Rule, cell: Cell) -> Match | None:
    try:
        found = rule.pattern.match(cell.shadow.text, cell.begin, cell.end, timeout=TIME_LIMIT)
    except TimeoutError:
        cell.shadow.late.append(rule.name)
        return None
    return Match(rule, cell.shadow, found) if found else None


def phrase(match: Match, group: str) -> tuple[str, int]:
    """Give a group's phrase, trimmed, without numbers and times before it, and where it begins in the article."""
    begin, end = match.found.span(group) if group in match.rule.groups else (-1, -1)
    if begin < 0 or begin == end:
        return "", 0
    edges = [begin, *[edge for token in _TOKENS.finditer(match.shadow.text, begin, end) for edge in token.span()], end]
    pieces = [(edges[n], edges[n + 1]) for n in range(0, len(edges), 2)]
    while pieces[-1][0] == pieces[-1][1] and len(pieces) > 1 and match.shadow.text[pieces[-1][1] - 1] == TOKENS["Time"]:
        pieces.pop()  # 指数|自2013年起|连续5年|居首位: what is measured stands before the times
    begin, end = pieces[-1]
    if begin >= end:
        return "", 0
    span = match.shadow.span(begin, end)
    text = "".join(match.shadow.printed(span).split())
    aside = _ASIDE.match(text)
    if aside:
        text, span = text[aside.end() :], Span(span.start + aside.end(), span.end)
    crossed = _CROSSED.search(text, 2)
    trimmed, cut = words.trim(text[: crossed.start()] if crossed else text)
    return trimmed, span.start + cut


def plain(text: str) -> str:
    """Drop blanks and what stands in brackets."""
    return _BRACKETS.sub("", "".join(text.split()))


_BRACKETS = regex.compile(r"（[^（）]*）")
_ASIDE = regex.compile(r"[^（]{0,12}（[^）]*）(?:实现|完成)(?=..)")
_CROSSED = regex.compile("突破.{0,4}$|跨过|迈过|跨越|跃上|登上|迈上|跨上|迈入|跨入|站上|连续")


def _reading(cell: Cell, match: Match, group: str = "measure") -> Reading:
    base, start = phrase(match, group)
    span = Span(start, start + len(base))
    base = plain(base)
    kept = base if _says_something(base) else ""
    return Reading(
        cell,
        match.rule,
        base=kept,
        start=start,
        verb=match.text_of("verb"),
        scope=match.text_of("scope"),
        role=match.rule.set.get("role", ""),
        base_span=span if kept else None,
        verb_span=match.span_of("verb"),
    )


def _says_something(base: str) -> bool:
    return len(base) >= 2 or base in ("水", "电", "煤", "油", "粮", "茶", "长", "宽", "高", "重")


def _growth(cell: Cell, match: Match) -> Reading:
    reading = _reading(cell, match)
    reading.type = "growth"
    verb, base = reading.verb, match.text_of("base")
    if base:
        reading.name = lambda measured: (
            f"{measured}{verb}{base}" if verb[-1:] in "于先出" else f"{measured}比{base}{verb}"
        )
    elif verb == "实现":
        reading.name = lambda measured: f"{measured}{cell.number.item.text}"
    elif match.rule.id == "ind.growth-of":
        average = "年均" if "均" in match.text_of("adv") else ""
        reading.name = lambda measured: f"{measured}{average}增长"
    elif verb and not reading.base.endswith((verb, "增长", "增速")):
        adverb = next(
            (word for word in ("年均", "同比", "环比") if word in match.text_of("adv") + match.text_of("adv2")), ""
        )
        reading.name = lambda measured: f"{measured}{adverb}{verb}"
    return reading


def _ratio(cell: Cell, match: Match) -> Reading:
    reading = _reading(cell, match)
    reading.type, base = "growth", match.text_of("base")
    reading.name = lambda measured: f"{measured}与{base}之比"
    return reading


def _share(cell: Cell, match: Match) -> Reading | None:
    kind = match.rule.id.rpartition(".")[2]
    reading = _reading(cell, match, "noun" if kind == "share-of-noun" else "measure")
    reading.type = "share"
    if kind == "share-of-whole":
        whole = match.text_of("whole").removesuffix("的")
        reading.name = lambda part: f"{part}占{whole}比重" if whole and whole != "比" else f"{part}占比"
    elif kind == "share-of-noun":
        left = match.text_of("left")
        reading.lead = match.span_of("left")
        verb, found = counting.last_verb(left), counting.read(reading.base, event=True)
        if found.noun and found.deed and reading.base.startswith(found.noun):
            reading.base, does = found.noun, found.named
            reading.name = lambda part: f"{does(part)}占比"
        else:
            reading.name = lambda part: f"{verb}{part}占比"
    elif kind == "part-put":
        whole, pred = match.text_of("whole"), match.text_of("pred").removeprefix("以上")
        reading.base, reading.start = whole, (match.span_of("whole") or match.span).start
        reading.lead = match.span_of("left")
        reading.name = lambda part: f"{pred}占{part}比重"
    else:
        pred = match.text_of("pred")
        reading.name = lambda part: f"{part}{pred}占比"
        if not reading.base:
            reading.base, reading.start = pred, (match.span_of("pred") or match.span).start
            reading.name = lambda part: f"{part}占比"
    return reading


def _rank(cell: Cell, match: Match) -> Reading:
    reading = _reading(cell, match)
    reading.type = "rank"
    listed = _LISTED.fullmatch(reading.base)
    if listed:
        reading.base, reading.start = listed["list"], reading.start + listed.start("list")
        reading.base_span = Span(reading.start, reading.start + len(reading.base))
    elif _AMONG.fullmatch(reading.base):
        reading.base, reading.base_span = "", None
    scope = reading.scope.removesuffix("的").removesuffix("排名").removesuffix("综合")
    reading.name = lambda measured: f"{measured}{scope if len(scope) <= 8 else ''}排名".replace("排名排名", "排名")
    return reading


_LISTED = regex.compile(
    "(?:在|于)?(?P<list>[^，。]{2,24}?(?:评价|评比|评估|考核|排名|榜单|排行榜|指数|竞赛|大赛|报告|评选|监测|测评|测试|榜))(?:结果)?(?:中|里|上)"
)
_AMONG = regex.compile(
    "(?:在)?(?:全国|全球|全省|全市|世界|国内|西部|中部|东部|长三角|省内|同类|所有)[^，。]{0,14}?(?:中|里|内|范围)?"
)


def _level(cell: Cell, match: Match) -> Reading:
    reading = _reading(cell, match)
    if not reading.base and match.rule.id == "ind.level":
        _take_clause_before(reading)
    if cell.number.type == "Share":
        reading.type = "share"
    elif cell.number.type == "Rank":
        scope = reading.scope.removeprefix("的")
        reading.type, reading.name = "rank", lambda measured: f"{measured}{scope}排名"
    elif cell.number.type == "Times":
        reading.type = "growth"
    return reading


def _take_list(reading: Reading) -> None:
    """Read 在…指数榜单上，青岛由第80位跃升至第20位: the list is what the rank is in."""
    cell = reading.cell
    found = None
    for found in _IN_LIST.finditer(cell.shadow.text, 0, cell.at):
        pass
    if found is not None:
        span = cell.shadow.span(*found.span("list"))
        reading.base, reading.start = plain(cell.shadow.printed(span)), span.start
        reading.base_span = span


_IN_LIST = regex.compile(
    r"(?:^|[，。；：\ue005])在[^，。；]{0,40}?(?<list>[^，。；的]{2,30}?(?:榜单|排行榜|排名|榜|评价|评比|评估|考核|指数|竞赛|大赛|报告|评选))(?:结果)?(?:中|上|里)，"
)


def _take_clause_before(reading: Reading) -> None:
    """Read 一年引进的高层次人才，就达到2516名: the clause before is nothing but what is measured."""
    cell = reading.cell
    found = _NOUN_CLAUSE.search(cell.shadow.text, 0, max(0, cell.clause - 1))
    if found is None or _ANY_NUMBER.search(cell.shadow.text, 0, cell.clause):
        return
    span = cell.shadow.span(*found.span("noun"))
    reading.base, cut = words.trim(plain(cell.shadow.printed(span)))
    reading.start = span.start + cut
    reading.base_span = Span(reading.start, span.end)


_NOUN_CLAUSE = regex.compile(
    r"(?:^|[，。；：\ue005])[^，。；：\ue000-\ue005]{0,30}?(?<noun>(?:\p{Han}{2,6}的)?[\p{Han}“”A-Za-z]{2,14}(?:人才|人员|企业|机构|平台|项目|专利|论文|团队|资金|投资|总额|总量|规模|收入|产值|数量|总数|产量|销量|面积|里程|占比|比例|比重|率))$"
)
_ANY_NUMBER = regex.compile("[\ue000-\ue004]")


def _count(cell: Cell, match: Match) -> Reading | None:
    kind = match.rule.id.rpartition(".")[2]
    if kind == "number-first":
        return _number_first(cell, match)
    reading = _reading(cell, match)
    if kind == "done":
        reading.flow = counting.last_verb(reading.base)
        return reading
    if reading.base.startswith(words.listed("flow")):
        reading.flow = next(verb for verb in words.listed("flow") if reading.base.startswith(verb))
    kinds = _KIND_OF.search(reading.base)
    if kinds:
        cut = kinds.start("of")
        reading.start, reading.base = reading.start + cut, reading.base[cut:]
        reading.base_span = Span(reading.start, reading.start + len(reading.base))
        verb = reading.flow
        reading.name = lambda thing: f"{verb}{thing}"
    if cell.number.type in ("Share", "Rank"):
        return _level(cell, match) if reading.base else None
    return reading


_KIND_OF = regex.compile(r"..(?<![高中平同初优均头何])等(?<of>(?![级待于号候])[^等]{4,})$")


def _number_first(cell: Cell, match: Match) -> Reading | None:
    """Read a number before the noun it counts, which ends where a verb begins; the verb before it may belong to it."""
    noun_span = match.span_of("noun")
    if noun_span is None:
        return None
    text = match.shadow.source[noun_span.start - match.shadow.start :]
    unit_text, quantity_unit = cell.number.item.unit_text, cell.number.item.unit
    owned = _OWNED.match("".join(match.shadow.printed(noun_span).split()))
    if owned:
        reading = Reading(cell, match.rule, base=owned["head"], start=noun_span.start)
        thing = noun_span.start + owned.end()
        reading.thing = Span(thing, thing + len(counting.counted(text[owned.end() :]))) if owned.end() else None
        return reading
    found = counting.read("".join(match.shadow.printed(noun_span).split()), event=unit_text in _EVENTS)
    noun, (left, _) = found.noun, phrase(match, "left")
    reading = Reading(cell, match.rule, lead=match.span_of("left"))
    if not noun and unit_text.endswith(("人", "名", "位", "人次")) and not left:
        reading.base, reading.start = "".join(match.shadow.printed(noun_span).split()), noun_span.start
        return reading
    before = match.text_of("left")
    if not noun and found.deed and quantity_unit == "NUM" and not counting.last_verb(before):
        reading.name = found.named
        if unit_text == "次":
            reading.base, reading.start, reading.name = found.deed, noun_span.start, lambda deed: f"{deed}次数"
        return reading
    if not noun:
        return None
    if counting.ends_nominal(before) and cell.number.item.unit not in ("NUM",):
        return None
    verb = reading.flow = counting.last_verb(before)
    reading.base, reading.start = noun, noun_span.start
    reading.base_span = Span(noun_span.start, noun_span.start + len(noun))
    reading.dimension = dimensions.of(quantity_unit, noun)
    if reading.dimension:
        reading.name = lambda thing: f"{verb}{thing}{reading.dimension}"
        return reading
    batch = next((word for word in _BATCHES if before.endswith(word)), "")
    goes_on = not verb or before.endswith(words.listed("pivots"))
    does = counting.told(noun, text).named if goes_on else None
    reading.name = lambda thing: f"{batch}{does(thing) if does else verb + thing}"
    return reading


_OWNED = regex.compile(
    "(?P<head>市值|产值|年产值|营收|年营收|销售额|年销售额|注册资本金?|注册资金|估值|规模|总?投资|库容|面积|建筑面积|产能|年产能)的(?=[\\p{Han}“]{2})"
)
_BATCHES = ("首批", "首期", "第一批", "第二批", "第三批", "首次", "新一批")
_EVENTS = ("次", "场", "项", "起", "例", "轮", "批", "宗", "场次", "期", "件", "份", "笔", "单", "篇", "人次", "项次")


def _attribute(cell: Cell, match: Match) -> Reading | None:
    """Read an attribute before the thing that has it: 总投资50亿元的|储能电池项目."""
    noun_span = match.span_of("noun")
    noun = counting.counted("".join(match.shadow.printed(noun_span).split())) if noun_span else ""
    if noun_span is None or not noun:
        return None
    reading = _reading(cell, match)
    reading.type = "share" if cell.number.type == "Share" else "stock"
    reading.thing = Span(noun_span.start, noun_span.start + len(noun))
    return reading


def _same(cell: Cell, match: Match) -> Reading:
    reading = Reading(cell, match.rule)
    if cell.number.type == "Rank":
        reading.type, reading.name = "rank", lambda measured: f"{measured}排名"
    elif cell.number.type == "Share":
        reading.type = "share"
    return reading


_MAKERS: Mapping[str, Callable[[Cell, Match], Reading | None]] = {
    "growth": _growth,
    "share": _share,
    "ratio": _ratio,
    "rank": _rank,
    "level": _level,
    "count": _count,
    "same": _same,
    "attribute": _attribute,
}


_SEEN_BEFORE = 20
"""Symbols before a cell that a look-behind of a rule may reach."""


def ruleset(cell: Cell) -> list[Rule]:
    """Give the rules of the indicator layer that a cell may fit, in order of priority."""
    return candidates.among(("indicators.toml",), cell.shadow.text[max(0, cell.begin - _SEEN_BEFORE) : cell.end])

"""Ranks: in what a thing takes which place.

Place in the stream: cells × rules that emit `rank` → readings.
"""

from __future__ import annotations

import regex

from kg.extraction.indicators import readings
from kg.extraction.indicators.cells import Cell
from kg.extraction.indicators.readings import Reading
from kg.extraction.patterns import Match
from kg.model import Span


def rank(cell: Cell, match: Match) -> Reading:
    """Read 居全国第8位 and 在…评价中列第15位."""
    reading = readings.begun(cell, match)
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


def take_list(reading: Reading) -> None:
    """Read 在…指数榜单上，青岛由第80位跃升至第20位: the list is what the rank is in."""
    cell = reading.cell
    listed = list(_IN_LIST.finditer(cell.shadow.text, 0, cell.at))
    if listed:
        span = cell.shadow.span(*listed[-1].span("list"))
        reading.base, reading.start = readings.plain(cell.shadow.printed(span)), span.start
        reading.base_span = span


_IN_LIST = regex.compile(
    r"(?:^|[，。；：\ue005])在(?:[^，。；]{0,40}的)?(?<list>[^，。；的]{2,34}(?:榜单|排行榜|排名|榜|评价|评比|评估|考核|指数|竞赛|大赛|报告|评选))(?:结果)?(?:中|上|里)，"
)

"""Names of indicators: 高新技术企业 counted is 高新技术企业数量, its growth 高新技术企业数量同比增速.

Place in the stream: reading + base → `Indicator`. The report prints measures as the text puts them; the graph needs one
name for one measure, whatever verb told of it.
"""

from __future__ import annotations

import regex

from kg.extraction.indicators import words
from kg.extraction.indicators.readings import Reading
from kg.model import Indicator, Period, Quantity

_PURE = ("", "NUM", "PERCENT", "PPTH", "UNITLESS", "percentage-point", "permille-point", "basis-point", "permyriad")
_DURATIONS = ("YR", "MO", "WK", "DAY", "HR", "MIN", "SEC", "MilliSEC")
_THINGS = (
    *("企业", "公司", "机构", "平台", "中心", "实验室", "人员", "人才", "项目", "专利", "园区", "基地", "用户", "主体"),
    *("院士", "团队", "学校", "院校", "高校", "场景", "车间", "产品", "成果", "集群", "学生", "论文", "车站", "医院"),
    *("标准", "岗位", "学科", "工作站", "研究院", "联合体", "分岛", "设施", "装置", "高新区", "示范区", "专项", "代表"),
    *("工厂", "品牌", "清单"),
)
_MARK = regex.compile(
    r"^(?:(?:可以?|能够?|将)?[使让令](?=\p{Han}{2})|将(?![近军士])|把|在(?=《|国际|全国|全球|全省|全市|世界))"
)
_ACTED = regex.compile(r"(?:[\p{Han}“”]{2,10}?)?(?P<verb>\p{Han}{2})了(?P<what>\p{Han}[\p{Han}“”A-Za-z\d]{1,24})$")
_DONE_BY = regex.compile(r"^所\p{Han}{1,4}的(?=\p{Han}{2})")
_PREDICATE = regex.compile(r"(?<=\p{Han}{2})(?:建设)?(?:取得|迎来|迈出|走在).*$")
_GREW = regex.compile("(?:增长|递增|增加|上涨|增|涨|成长|增收)$")


def indicator(reading: Reading, base: str, quantity: Quantity, period: Period | None) -> Indicator:
    """Name what is measured and of which type it is."""
    base = _noun(base)
    printed = _noun(reading.name(base))
    type_ = measure_type(reading, printed, quantity)
    if type_ in ("stock", "flow", "cumulative") and quantity.unit == "NUM" and printed.endswith(_THINGS):
        return Indicator(f"{printed}数量", type_)
    whole = f"{base}数量" if base.endswith(_THINGS) else base
    if type_ == "growth" and _is_plain_growth(reading, base, quantity):
        return Indicator(f"{whole}{_rate(printed, period)}", type_, of=whole)
    return Indicator(printed, type_, of=whole if type_ in ("growth", "share", "rank") and whole != printed else "")


def _noun(phrase: str) -> str:
    """Leave a measure its noun: 将术中等待时间, 科创高地建设取得进展 are 术中等待时间, 科创高地."""
    acted = _ACTED.match(phrase)
    if acted and acted["verb"].endswith(words.listed("flow")):
        phrase = acted["verb"] + acted["what"]
    return _PREDICATE.sub("", _DONE_BY.sub("", _MARK.sub("", phrase))) or phrase


def printed(name: str) -> str:
    """Give a measure as a text puts it: the rates that we name so are growth there."""
    for rate in ("同比增速", "年均增速", "累计增速"):
        if name.endswith(rate):
            return name.removesuffix(rate) + {"同比增速": "增长", "年均增速": "年均增长", "累计增速": "增长"}[rate]
    return name


def measure_type(reading: Reading, name: str, quantity: Quantity) -> str:
    """Name the concept of scheme/measure-type."""
    if reading.type != "stock":
        return reading.type
    if name.startswith("累计"):
        return "cumulative"
    if reading.flow and reading.flow not in words.listed("stative"):
        return "flow"
    if quantity.unit in _DURATIONS:
        return "duration"
    measured = quantity.unit not in _PURE and not quantity.unit.startswith("CCY")
    return "capacity" if measured else "stock"


def _is_plain_growth(reading: Reading, base: str, quantity: Quantity) -> bool:
    """Say whether a growth is the measure's own rate, not a comparison, a fall or a rate already named."""
    if quantity.unit not in ("PERCENT", "UNITLESS") or quantity.unit_text == "番" or base.endswith(("增速", "增长率")):
        return False
    return reading.rule.id == "ind.growth" and _GREW.search(reading.verb) is not None


def _rate(name: str, period: Period | None) -> str:
    if "年均" in name:
        return "年均增速"
    several = period is not None and period.start is not None and period.end is not None
    several = several and period is not None and _years(period) > 1
    return "累计增速" if several else "同比增速"


def _years(period: Period) -> int:
    return period.end.year - period.start.year + 1 if period.start and period.end else 1

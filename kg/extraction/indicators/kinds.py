"""Kinds: whether a number is observed, a target or a forecast, from the words before it and its paragraph.

Place in the stream: shadow sentence + clock → `ValueKind`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex
import rjieba

from kg.extraction.annotating import Annotated
from kg.extraction.indicators import words
from kg.extraction.indicators.timing import Clock, spelled, until_later
from kg.extraction.patterns import Shadow
from kg.model import ValueKind, View


def kind(shadow: Shadow, at: int, clock: Clock, *, changed: bool = False) -> ValueKind:
    """Say whether the number at a symbol is observed, a target or a forecast, from the words before it."""
    before = shadow.text[:at]
    forecast = max((found.end() for found in words.pattern("forecast").finditer(before)), default=-1)
    plan = max((found.end() for found in words.pattern("plan_ahead").finditer(before)), default=-1)
    will = _will(before)
    plan = max(plan, will if forecast < 0 or "；" in before[forecast:] else -1, _once_built(before))
    year = clock.now.year
    for number, annotation in shadow.at.items():
        if number >= at or annotation.type != "Time":
            continue
        if until_later(annotation, shadow, year) and _opens(shadow.text, number):
            plan = max(plan, number)
        if spelled(annotation, shadow).startswith("预计"):
            forecast = max(forecast, number)
    if changed and _WOULD.search(before) and plan < 0:
        return ValueKind.TARGET
    if forecast >= 0 and forecast >= plan:
        return ValueKind.FORECAST
    aimed = plan < 0 and _AIMED_AT.match(shadow.text, at + 1)
    if aimed and (before.endswith(_SET) or not _REACHED.search(before)):
        return ValueKind.TARGET
    if plan >= 0 and not _done_since(shadow, plan, at, year):
        return ValueKind.TARGET
    if clock.ahead and _TOLD_DONE.search(shadow.source) is None:
        return ValueKind.TARGET
    return ValueKind.TARGET if clock.planned or clock.listing or clock.aiming else ValueKind.OBSERVED


def _will(text: str) -> int:
    """Find the last 将 that speaks of what is to come: before a verb, not before what is acted on (将收入的15%投入)."""
    at = len(text)
    if _PUT.search(text):
        return -1
    while (at := text.rfind("将", 0, at)) >= 0:
        if text[at - 1 : at] not in ("已", "可", "能", "年", "即") and text[at + 1 : at + 2] not in ("近", "军"):
            word, tag = (rjieba.tag(text[at + 1 : at + 9]) or [("", "x")])[0]
            after = text[at + 1 : at + 3]
            leads = after in ("稳定", "保持", "维持", "新建", "新增") or after[:1] in _WILL_LEADS
            if leads or tag in ("v", "vd", "d", "vf", "vi") or (tag in ("p", "c", "ad") and word not in ("把", "和")):
                return at
    return -1


_PUT = regex.compile("将[^，。；]{1,20}的$")


def _opens(text: str, number: int) -> bool:
    """Say whether a time opens what is planned: at the head of a clause or after a verb that announces it."""
    return text[:number][-1:] in _OPENS or text[:number].endswith(_ANNOUNCES)


_ANNOUNCES = (
    "提出",
    "明确",
    "明确了",
    "要求",
    "指出",
    "规定",
    "部署",
    "强调",
    "计划",
    "目标",
    "宣布",
    "确定",
    "承诺",
    "即",
)
_OPENS = ("", "，", "。", "；", "：", "“", "、", "要", "将")
_DONE = regex.compile(r"[，。；][^，。；]{0,12}?(?:目前|已(?!有)|已经|去年|截至|实际(?!投资)|累计完成)")
_TOLD_DONE = regex.compile("了|已|目前|现有|现在|去年|上年|今年|以来|累计|同比")
_WILL_LEADS = tuple("以在从用由对向为于与围按通继进再重争加")
_WOULD = regex.compile("(?:可|能够?|有望|拟|将)[^。；]*?[将把](?![^，。；]*[了已])")


def _done_since(shadow: Shadow, plan: int, at: int, year: int | None) -> bool:
    """Say whether something is told as done after the words of a plan: 计划…，目前已建成; 目标…，去年完成."""
    if _DONE.search(shadow.text, plan, at):
        return True
    for number in range(plan + 1, at):
        annotation = shadow.at.get(number)
        if annotation is not None and annotation.type == "Time" and shadow.text[number - 1] in "，；。":
            period = annotation.item
            if year is not None and period.end is not None and period.end.year < year:
                return True
    return False


def _once_built(before: str) -> int:
    """Find what is told of a thing for the time after it is built: 建成后，可容纳…; not where it is told as done."""
    built = list(_BUILT.finditer(before))
    return built[-1].start() if built and not _TOLD_DONE.search(before, built[-1].end()) else -1


_BUILT = regex.compile(
    "(?:建成|投产|投用|完工|竣工|投运|落成|投入使用|投入运营|建成投用|建成投产|通车|开园|交付使用|全线贯通)(?:并[^，。；]{1,6})?后(?!的)"
    "(?=[^。；]*(?:可|将|能(?![源量耗力])|预计|有望))"
)
_AIMED_AT = regex.compile("(?:以上)?的?(?:年度|发展|预期|奋斗|总体|阶段性?)*目标(?!任务完成)")
_SET = ("提出的", "确定的", "规定的", "既定的", "设定的", "明确的", "制定的", "要求的", "下达的")
_REACHED = regex.compile("(?:完成|实现了|超额|达成|突破了|提前)[^，。；]*$")


@cache
def _clauses() -> regex.Pattern[str]:
    return regex.compile(r"(?<=^|[，。；、])" + words.pattern("plan_clause").pattern)


def planned_blocks(view: View, annotated: Annotated) -> frozenset[int]:
    """Find the paragraphs of a yearly report that say what will be done: all imperatives, nothing told as done."""
    if not annotated.reference.report:
        return frozenset()
    texts: dict[int, list[str]] = {}
    for sentence in view.sentences:
        texts.setdefault(sentence.block, []).append(sentence.text)
    return frozenset(block for block, parts in texts.items() if _is_plan(parts))


def _is_plan(parts: Sequence[str]) -> bool:
    text = "".join(parts)
    imperatives = len(_clauses().findall(text))
    return imperatives >= 4 and not words.pattern("past").search(text)

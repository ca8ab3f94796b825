"""The reference date: what relative times count from, and the years that results and spans are of.

Place in the stream: view + time annotations → `Reference`: the sidecar's date, else the one printed, else one inferred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from kg.extraction.patterns import Annotation
from kg.extraction.times.said import Said
from kg.model import View

_TITLE_YEAR = regex.compile(r"(?<!\d)((?:19|20)\d\d)年.{0,24}(?:工作报告|公报|工作要点|工作总结)")
_BULLETIN_YEAR = regex.compile(r"(?<!\d)((?:19|20)\d\d)年.{0,24}(?:公报|工作总结|年报|年度报告)")
_RANKING_YEAR = regex.compile(
    r"(?<!\d)((?:19|20)\d\d)年?[^\n。，]{0,24}(?:排名|榜单|排行榜|百强|指数报告|统计(?:数据|结果|年报)|[蓝白]皮书)[^\n。，]{0,6}"
    "(?:发布|出炉|公布|揭晓)"
)
_DAY = regex.compile(r"((?:19|20)\d\d)(?:年|[-./])(1[0-2]|0?\d)(?:月|[-./])(3[01]|[12]\d|0?\d)")
_BASELINE = regex.compile("(?:[由从较比与]|成立|创立|建成|始建|组建|创办|设立)于?$")
_AHEAD = regex.compile(r"(?:力争|预计|计划|确保|规划|拟|有望|将|争取)[^，。；]*$")
_HEAD = 260
"""Characters at the start in which a full date is the article's own."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The date that relative times count from; month and day may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    basis: str = "none"  # explicit | inferred | none
    report: bool = False  # a yearly report: results are of the year before
    told: int | None = None  # the year a bulletin is of, whenever it came out

    @property
    def results(self) -> int | None:
        """Give the year that results without a time are of."""
        if self.told is not None:
            return self.told
        if self.year is None:
            return None
        return self.year - 1 if self.report else self.year

    @property
    def closed(self) -> int | None:
        """Give the year that 全年 and 年末 mean: in the first months of a year still the one before."""
        if self.told is None and not self.report and self.year is not None and (self.month or 12) <= 3:
            return self.year - 1
        return self.results

    @property
    def last_full(self) -> int | None:
        """Give the last year that spans like 近五年 end with."""
        if self.year is None:
            return None
        return self.year - 1 if self.report or (self.month or 12) <= 3 else self.year


def reference(view: View, found: Mapping[int, Sequence[Annotation]]) -> Reference:
    """Settle the reference date: the sidecar's, else the one printed at the head, else what the years used allow."""
    head = view.text[:_HEAD]
    title = _TITLE_YEAR.search(head)
    bulletin = _BULLETIN_YEAR.search(head) or _RANKING_YEAR.search(head)
    told = int(bulletin[1]) if bulletin else None
    report = title is not None or bulletin is not None
    issued = view.article.metadata.issued
    if issued:
        basis = "inferred" if view.article.metadata.issued_basis == "inferred" else "explicit"
        told = told if told and issued.year - 1 <= told <= issued.year else None
        return Reference(issued.year, issued.month, issued.day, basis, report=report, told=told)
    printed = _DAY.search(head)
    if printed and (not title or int(title[1]) <= int(printed[1]) <= int(title[1]) + 1):
        spelled = (int(part) for part in printed.groups())
        return Reference(next(spelled), next(spelled), next(spelled), "explicit", report=report, told=told)
    if told:
        return Reference(told + 1, basis="inferred", report=True, told=told)
    if title:
        return Reference(int(title[1]), basis="inferred", report=True)
    return _inferred([annotation for known in found.values() for annotation in known], view.text)


def _inferred(known: Sequence[Annotation], text: str) -> Reference:
    """Infer the year from the years used: the last one that is not ahead, one more when 去年 speaks of it."""
    past: list[int] = []
    ahead: list[int] = []
    last = False
    for annotation in known:
        said = Said(annotation.item) if annotation.type == "Time" else Said({})
        last = last or said["rel"].startswith(("去年", "上年"))
        number = said.number("y")
        if number and not said["y2"] and said["mod"] not in ("自", "自从"):
            behind = text[max(0, annotation.span.start - 10) : annotation.span.start]
            if _is_ahead(said, behind, text[annotation.span.end : annotation.span.end + 14]):
                ahead.append(number)
            elif not _BASELINE.search(behind):
                past.append(number)
    if not past:
        return Reference()
    latest = max(past)
    return Reference(latest + 1 if last and (not ahead or min(ahead) > latest) else latest, basis="inferred")


def _is_ahead(said: Said, behind: str, beyond: str) -> bool:
    """Say whether a time is told as one to come: 到2030年, 计划于2026年, 2026年底前, 2026年将."""
    until = said["mod"].endswith(("到", "至")) and (not behind or behind[-1] in "，。；：“\n ")
    return until or _AHEAD.search(behind) is not None or said["part"] == "前" or "将" in beyond

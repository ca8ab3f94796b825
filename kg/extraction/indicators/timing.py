"""Times and kinds of values: when a number holds, and whether it is observed, aimed at or forecast.

Place in the stream: annotations of the sentences so far → `Period` and `ValueKind`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import regex

from kg.extraction import times
from kg.extraction.patterns import TOKENS, Annotation, Shadow
from kg.model import BlockKind, Period, PeriodBasis, Sentence, Span, ValueKind

_SAME = ("全年", "当年", "同年")


_COMPARED = regex.compile(rf"(?:比|较|与|相比于?){TOKENS['Time']}")
_BASE_OF = regex.compile(
    rf"{TOKENS['Time']}的?(?={TOKENS['Times']})|(?<=是|为|相当于|达|达到){TOKENS['Time']}的(?={TOKENS['This']})"
)
_BORN = regex.compile(rf"{TOKENS['Time']}(?<=(?:成立|创立|创建|建成|始建|登记|组建|创办|设立|注册)于?{TOKENS['Time']})")
_NOW = ("目前", "截至目前", "到目前为止", "如今", "现在", "现时", "当前")
_UNTIL = ("到", "至", "预计到", "力争到", "计划到", "确保到", "规划到", "争取到")
_VAGUE = (
    *(
        "目前",
        "如今",
        "当前",
        "眼下",
        "现在",
        "截至目前",
        "日前",
        "近日",
        "近年",
        "下一步",
        "今后",
        "未来",
        "接下来",
        "至今",
    ),
    *("多年", "连年", "历年", "常年", "当天", "今天", "今日"),
)


@dataclass
class Clock:
    """The times a reader has in mind while going down the text."""

    now: times.Reference
    block: int = -1
    carried: Period | None = None  # of this block
    standing: Period | None = None  # of earlier blocks, until a heading
    planned: bool = False
    headed: bool = False  # a heading said the time
    aiming: bool = False  # the heading above is one of aims
    listing: bool = False  # a list of aims goes on over semicolons
    said_now: Period | None = None  # this paragraph speaks of now: 目前，…；…
    ahead: bool = False  # this paragraph opened with a time to come: 到2027年，…

    def enter(self, sentence: Sentence, planned: bool) -> None:
        """Go on to a sentence: a new block loses its own time, a heading all of them."""
        if sentence.block != self.block:
            self.standing = self.carried or self.standing
            self.block, self.carried, self.planned = sentence.block, None, planned
            self.said_now = None
            self.ahead = self.ahead and _POINT.match(sentence.text) is not None
        if sentence.kind in (BlockKind.HEADING, BlockKind.TITLE):
            self.carried = self.standing = None
            self.headed = False
            self.aiming = sentence.kind is BlockKind.HEADING and _is_of_aims(sentence.text)

    def period(
        self, shadow: Shadow, at: int, kind: ValueKind, *, before: bool = False, after: int = -1
    ) -> tuple[Period | None, Span | None]:
        """Give the period of the number at a symbol, and the words that say it where they stand in the sentence.

        It is that of the sentence, else one carried, else that of the text; `before` asks where a change starts,
        `after` is the symbol of the number that it starts from.
        """
        own = self.nearest(shadow, at)
        if own is not None and after < 0 and kind is ValueKind.OBSERVED:
            own = self._told_now(shadow, at, own) or own
        if own is not None and after >= 0:
            own = self._own_of_change(shadow, at, after)
        if own is not None:
            return own.item, own.span
        ahead = kind is not ValueKind.OBSERVED
        vague = self.nearest(shadow, at, vague=True)
        if vague is not None and vague.rule.startswith("time.now") and not self.now.report and not self.headed:
            return vague.item, None
        if self.said_now is not None and not ahead and self.carried is None:
            return self.said_now, None
        for earlier in (self.carried, self.standing if not ahead or self.ahead else None):
            fits = earlier is not None and (self.headed or ahead == self._is_ahead(earlier))
            if earlier is not None and fits and self._is_recent(earlier) and not self._is_event(earlier):
                carried = replace(earlier, basis=PeriodBasis.CARRIED)
                return (year_before(carried) if before and _spans_years(carried) else carried), None
        return self.of_text(ahead) or (vague.item if vague else None), None

    def of_text(self, ahead: bool) -> Period | None:
        """Give the year a yearly report speaks of; of any other text it is not said."""
        year = self.now.year if ahead else self.now.results
        if year is None or not self.now.report:
            return None
        start, end = times.year(year)
        return Period(str(year), start, end, PeriodBasis.CARRIED)

    def nearest(self, shadow: Shadow, at: int, *, vague: bool = False) -> Annotation | None:
        """Find the last time before a symbol in its sentence that is not what something is compared with."""
        passed = not_when(shadow.text)
        for number in reversed(shadow.at):
            annotation = shadow.at[number]
            if number >= at or annotation.type != "Time" or number in passed:
                continue
            if not vague and (annotation.rule.startswith("time.now") or shadow.printed(annotation.span) in _SAME):
                continue
            period: Period = annotation.item
            opens = number == 0 or shadow.text[number - 1] == "？"  # a question before it is a sentence of its own
            named = self._is_named(period) and not annotation.rule.startswith("time.coming-years")
            if _is_long(period) or (_is_day(annotation) and opens) or named:
                return annotation
        return None

    def _told_now(self, shadow: Shadow, at: int, own: Annotation) -> Annotation | None:
        """Find the 目前 that stands between an earlier time and the number: 去年以来…，目前已有70%."""
        latest = self.nearest(shadow, at, vague=True)
        if latest is None or latest.span.start <= own.span.start or latest.item.start is None:
            return None
        return latest if shadow.printed(latest.span) in _NOW else None

    def _own_of_change(self, shadow: Shadow, at: int, after: int) -> Annotation | None:
        """Find the time of what a change leads to: not that of what it starts from."""
        behind = [n for n in shadow.at if after < n < at and shadow.at[n].type == "Time"]
        if behind:
            return shadow.at[behind[-1]]
        start = max(shadow.text.rfind("从", 0, after), shadow.text.rfind("由", 0, after))
        return self.nearest(shadow, start if start >= 0 else after)

    def _is_named(self, period: Period) -> bool:
        return period.start is None and not period.label.startswith(_VAGUE)

    def remember(self, shadow: Shadow, *, heading: bool = False, title: bool = False) -> None:
        """Keep the first usable time of a sentence for those after it; a heading's or title's wherever it stands."""
        passed = not_when(shadow.text)
        for number, annotation in sorted(shadow.at.items()):
            if annotation.type != "Time" or number in passed:
                continue
            self._outdate(annotation.item)
            if annotation.rule.startswith("time.now"):
                if number == 0 and shadow.printed(annotation.span) in _NOW and not self.now.report and not self.headed:
                    self.said_now = annotation.item
                continue
            if title and self._is_ahead(annotation.item):
                continue
            opens = heading or title or number == 0 or shadow.text[number - 1] in "，：；。“、—"
            if opens and _is_long(annotation.item) and shadow.printed(annotation.span) not in _SAME:
                self.carried, self.said_now = annotation.item, None
                self.headed = self.headed or heading
                return

    def _outdate(self, period: Period) -> None:
        """Let go of the year of earlier paragraphs once a later one that is past is spoken of."""
        standing = self.standing
        if standing is None or standing.end is None or period.start is None or self.now.year is None or self.headed:
            return
        if standing.end.year < period.start.year <= self.now.year and not self.now.report:
            self.standing = None

    def _is_event(self, period: Period) -> bool:
        """Say whether a period is a month of an earlier year: when something happened, not when numbers hold."""
        start, end = period.start, period.end
        if start is None or end is None or self.now.year is None or self.headed or self.now.report:
            return False
        return end.year < self.now.year and (start.year, start.month) == (end.year, end.month)

    def listen(self, text: str) -> None:
        """Notice whether a list of aims begins, goes on over a semicolon, or ends."""
        self.listing = text.endswith("；") and (self.listing or _AIMS.search(text) is not None)

    def look_ahead(self, shadow: Shadow) -> None:
        """Notice that a sentence opens with a time to come: what its paragraph tells after it is aimed at too."""
        first = shadow.at.get(0)
        if first is not None and first.type == "Time" and until_later(first, shadow, self.now.year):
            self.ahead = True

    def _is_recent(self, period: Period) -> bool:
        return self.now.year is None or period.end is None or period.end.year >= self.now.year - 3

    def _is_ahead(self, period: Period) -> bool:
        return bool(self.now.year and period.start and period.start.year > self.now.year)


def _is_long(period: Period) -> bool:
    """Say whether a period can be that of results: a month or more."""
    return period.start is not None and period.end is not None and (period.end - period.start).days >= 27


def _is_day(annotation: Annotation) -> bool:
    return annotation.rule.startswith("time.date") and annotation.item.start is not None


def _spans_years(period: Period) -> bool:
    return bool(period.start and period.end and period.end.year > period.start.year)


def year_before(period: Period) -> Period:
    """Give the same period a year before; of several years the one before the first."""
    if period.start is None or period.end is None:
        return period
    if _spans_years(period):
        start, end = times.year(period.start.year - 1)
    else:
        start, end = _shifted(period.start), _shifted(period.end)
        if (end.month, end.day) == (2, 28) and period.end.month == 2:
            end = times.months(end.year, 2, 2)[1]
    return Period(times.label(start, end), start, end, period.basis)


def _shifted(day: date) -> date:
    """Give the same day a year before; of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


@lru_cache(maxsize=16)
def not_when(text: str) -> frozenset[int]:
    """List the time symbols that are no time of a value: what is compared with, when something was founded."""
    if TOKENS["Time"] not in text:
        return frozenset()
    passed = {found.end() - 1 for found in _COMPARED.finditer(text)}
    passed.update(found.start() for found in _BASE_OF.finditer(text))
    passed.update(found.start() for found in _BORN.finditer(text))
    return frozenset(passed)


_AIMED = regex.compile("(?:目标|任务|工作安排|工作计划|工作打算|工作思路|重点工作)$|^.{0,6}下一步")
_LOOKING_BACK = regex.compile("完成|回顾|情况|成效|总结")
_AIMS = regex.compile("(?:目标|任务)(?:是|为|：)")


def _is_of_aims(heading: str) -> bool:
    """Say whether a heading announces what will be done, not what was."""
    return _AIMED.search(heading) is not None and _LOOKING_BACK.search(heading) is None


def spelled(annotation: Annotation, shadow: Shadow) -> str:
    """Give the characters of a time."""
    return shadow.printed(annotation.span)


_POINT = regex.compile(r"[—－●■·◆▲•*]|\d{1,2}[.、．]|（\d{1,2}）|[一二三四五六七八九十]是|（[一二三四五六七八九十]）")
_SOON = regex.compile("[1-5一二两三四五](?:年|个月)(?:之|以)?内")
_TOLD = regex.compile("了|已|增长|下降|曾")


def until_later(annotation: Annotation, shadow: Shadow, year: int | None) -> bool:
    """Say whether a time names a year that had not come, as in 到2030年."""
    period: Period = annotation.item
    said = spelled(annotation, shadow)
    if annotation.rule.startswith("time.coming-years") and said.startswith(("未来", "今后", "接下来")):
        return True
    if said.startswith(("力争", "计划", "确保", "争取", "规划到")):
        return True
    if _SOON.fullmatch(said) and not _TOLD.search(shadow.text):
        return True
    if said.endswith("前") and ("底" in said or "末" in said) and year is not None:
        return period.end is None or period.end.year >= year
    if period.start is None or year is None:
        return False
    return period.start.year > year or (said.startswith(_UNTIL) and period.start.year >= year and "底" in said)

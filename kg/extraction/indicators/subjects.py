"""Subjects: whom a number is about, and how surely.

Place in the stream: entities + clauses → the `about` of a value. A subject stands in the clause, earlier in its
sentence, earlier in its paragraph, or it is the region the whole text speaks of; each step is told as the basis.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from kg.model import BlockKind, Entity, Ref, Span, View

_PASSIVE = frozenset(
    {
        *("Person", "Role", "Field", "Technology", "Strategy", "Honour", "Ranking", "Event", "Standard", "Scenario"),
        *("Goal", "Measure", "Group", "Quote", "Distinction", "Programme", "SpecialProgramme", "ActionPlan"),
        *("PilotReform", "ResearchProgramme", "Highland", "Industry", "Product"),
    }
)
"""Classes that a number is seldom about without being named as its subject by the grammar."""

_HOME_WORDS = regex.compile(r"(?:我|全|本)(?:市|省|区|县|州|自治区)")
_NATION = regex.compile(
    r"我国|全国(?!重点|人大|政协|首|第|一流|最|先进|前|性|各|统一|文明|科普|示范|优秀|技术|范围|百强|知名)"
)
_NOUN = regex.compile(
    r"(?:[\p{Han}]{0,6}的?(?:这|该|此)(?:家|座|条|个|款|种|项|一|些)?[\p{Han}]{0,8}?(?:企业|公司|工厂|街道|城市|园区|平台|实验室|中心|系统|设备|项目|技术|产品|基金|医院|高校|研究院|团队|生产线|科技公司)|"
    r"[\p{Han}A-Za-z0-9“”（）]{2,22}?(?:实验室|有限公司|集团|研究院|研究所|大学|基金|公司|高新区|经开区|走廊|工厂|园区|科技城|科学城|产业园|技术创新中心|研究中心)"
    r"(?!数|总数|企业|项目|建设|体系|产业|平台|的数量|集群|等|领域|达|家))"
)
_EDGE = regex.compile(r"(?:的|已|共|现|累计|总|就|正|将|实现|完成|平均|先后|成功|年|内|目前|全年|[，、\s])*")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a number is about; `basis` is clause, sentence, carried, home, title or document."""

    ref: Ref
    label: str
    span: Span | None = None
    basis: str = "clause"


@dataclass
class Subjects:
    """The possible subjects of one view."""

    view: View
    starts: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    refs: list[tuple[Ref, str, str]] = field(default_factory=list)
    home: Subject | None = None

    @classmethod
    def of(cls, view: View, entities: Iterable[Entity]) -> Subjects:
        """Index the entities that numbers can be about by where they stand."""
        known = sorted(
            (mention.span, (entity.ref, entity.label, entity.type))
            for entity in entities
            if entity.type not in _PASSIVE
            for mention in entity.mentions
        )
        found = cls(view, [span.start for span, _ in known], [span for span, _ in known], [ref for _, ref in known])
        found.home = _home(view, found)
        return found

    def at(self, start: int, end: int) -> Subject | None:
        """Find the longest subject that begins exactly at an offset and ends before another."""
        n = bisect_left(self.starts, start)
        best: Subject | None = None
        while n < len(self.starts) and self.starts[n] == start:
            if self.spans[n].end <= end and (best is None or best.span is None or self.spans[n].end > best.span.end):
                best = Subject(self.refs[n][0], self.refs[n][1], self.spans[n])
            n += 1
        return best or self.worded(start, end)

    def worded(self, start: int, end: int) -> Subject | None:
        """Find a subject that is only a common noun at an offset: 这家企业, 我市, 全国."""
        text = self.view.text
        home = _HOME_WORDS.match(text, start, end)
        if home and self.home:
            return Subject(self.home.ref, self.home.label, Span(*home.span()))
        nation = _NATION.match(text, start, end)
        if nation:
            return Subject(Ref("place", "全国"), nation[0], Span(*nation.span()))
        noun = _NOUN.match(text, start, end)
        return Subject(Ref("org", noun[0]), noun[0], Span(*noun.span())) if noun else None

    def last_in(self, span: Span) -> Subject | None:
        """Find the last subject that stands inside a span."""
        n = bisect_left(self.starts, span.end) - 1
        while n >= 0 and self.starts[n] >= span.start:
            if self.spans[n].end <= span.end:
                return Subject(self.refs[n][0], self.refs[n][1], self.spans[n])
            n -= 1
        return None

    def title(self) -> Subject | None:
        """Find the first subject that stands in a title or heading at the top."""
        for sentence in self.view.sentences[:3]:
            if sentence.kind in (BlockKind.TITLE, BlockKind.HEADING):
                n = bisect_left(self.starts, sentence.span.start)
                if n < len(self.starts) and self.starts[n] < sentence.span.end:
                    return Subject(self.refs[n][0], self.refs[n][1], None, "title")
        return None


def after(text: str, start: int, end: int) -> int:
    """Skip what may stand between a subject and what is measured of it: 的, 已, 累计."""
    edge = _EDGE.match(text, start, end)
    return edge.end() if edge else start


def _home(view: View, found: Subjects) -> Subject | None:
    """Settle the region the text speaks of: the sidecar's, else the title's, else the one named most."""
    places = [(span, ref) for span, ref in zip(found.spans, found.refs, strict=True) if ref[0].kind == "place"]
    named = view.article.metadata.home
    if named:
        for _, (ref, label, _) in places:
            if named in (label, ref.name) or label.startswith(named) or named.startswith(label):
                return Subject(ref, label, None, "home")
        return Subject(Ref("place", named), named, None, "home")
    head = view.sentences[min(2, len(view.sentences) - 1)].span.end if view.sentences else 0
    titled = [ref for span, ref in places if span.end <= head and _in_title(view, span)]
    if titled:
        ref, label, _ = _narrowest(titled)
        return Subject(ref, label, None, "home")
    return _most_named([ref for _, ref in places])


def _in_title(view: View, span: Span) -> bool:
    first = [s for s in view.sentences[:3] if s.span.contains(span)]
    return bool(first) and first[0].ordinal <= 2


def _narrowest(refs: Sequence[tuple[Ref, str, str]]) -> tuple[Ref, str, str]:
    """Choose among the places of a title: of 杭州市滨江区 the last, of 重庆 and 永川 the first."""
    return refs[0]


def _most_named(refs: Sequence[tuple[Ref, str, str]]) -> Subject | None:
    counts = Counter(refs)
    if not counts:
        return None
    (ref, label, _), times = counts.most_common(1)[0]
    return Subject(ref, label, None, "home") if times >= 2 and times * 2 >= len(refs) else None

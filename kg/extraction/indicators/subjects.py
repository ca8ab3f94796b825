"""Subjects: what numbers can be about, and where it is named.

Place in the stream: entities → an index by offset. Whom one number is about is then looked for from its clause
outwards, in `heads` and `outward`; each step is told as the basis.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import regex

from kg.extraction.indicators import generic, vocabulary
from kg.extraction.regions import Regions
from kg.model import Entity, Ref, Span, View

_NEVER = frozenset(
    {
        *("Person", "Role", "Field", "Honour", "Ranking", "Standard", "Scenario", "Goal", "Measure", "Group", "Quote"),
        *("Distinction", "Strategy", "Highland", "PilotReform", "Event"),
    }
)
"""Classes of things that no number is about."""

SELDOM = frozenset(
    {
        *("Technology", "Programme", "SpecialProgramme", "ActionPlan", "ResearchProgramme", "Industry", "Product"),
        *("Cluster",),
    }
)
"""Classes of things that no number of a report is about."""

SECTORS = ("Industry", "Cluster", "Technology")
NATIONAL = frozenset({"中国", "全国", "我国", "全球", "国内", "世界"})
NEAR = 600
"""Characters back that a name may stand for which a common noun stands."""

_MEDIA = regex.compile("(?:报|网|社|电视台|新闻联播|杂志|新闻办|国新办|科创板|创业板|北交所|新三板)$")
_SPEAKS = regex.compile("(?:的?(?:有关|相关)?(?:负责人|发言人)[^，。；：]{0,8}?|相关人士)(?:介绍|表示|透露|告诉|说)")
_CODE = regex.compile("[0-9.]+[A-Za-z]{1,2}")  # 5G names a standard, no one that has subscribers


def _can_have_numbers(entity: Entity) -> bool:
    """Say whether numbers can be about a thing: no medium, no code, nothing that only sounds like a name."""
    if entity.type in _NEVER or _MEDIA.search(entity.label) or _CODE.fullmatch(entity.label):
        return False
    if entity.label in vocabulary.listed("of_firms"):
        return False
    return entity.type not in _DOUBTED or len(entity.label) < 5 or not generic.is_general(entity.label)


_NATION = frozenset({"中国", "全国", "我国"})
_WORK_END = regex.compile("(?:项目|工程)$")
_DOUBTED = ("Enterprise", "Product", "InnovationPlatform")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a number is about; `basis` is clause, sector, sentence, quoted, carried, firm, home, theme or document."""

    ref: Ref
    label: str
    span: Span | None = None
    basis: str = "clause"
    type: str = ""  # the class of a named thing


@dataclass(frozen=True, slots=True)
class Known:
    """One mention of a thing that numbers can be about."""

    span: Span
    ref: Ref
    label: str
    type: str

    @property
    def subject(self) -> Subject:
        """Give the thing as a subject that stands in a clause."""
        basis = "sector" if self.type in SECTORS else "clause"
        return Subject(self.ref, self.label, self.span, basis, self.type)


@dataclass
class Subjects:
    """The possible subjects of one view, in text order."""

    view: View
    known: list[Known] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: Mapping[int, Known] = field(default_factory=dict)  # the longest name that ends at an offset
    report: bool = False
    refs: Mapping[str, Ref] = field(default_factory=dict)  # what each name and alias is the name of
    events: Mapping[int, Known] = field(
        default_factory=dict
    )  # what is held: a number may be about it in the sentence that says so
    home: Subject | None = None
    theme: Subject | None = None  # what a title without names speaks of: 国家高新区
    regions: Regions = field(default_factory=Regions)
    counted: str = ""  # the things counted last, with their number: 20多家量子科技企业
    centre: Known | None = None  # the thing that the sentences just read dwell on

    @classmethod
    def of(cls, view: View, entities: Iterable[Entity], *, report: bool = False) -> Subjects:
        """Index the entities that numbers can be about by where they stand."""
        entities = list(entities)
        refs = {name: entity.ref for entity in entities for name in (*entity.aliases, entity.label)}
        events = {
            mention.span.start: Known(mention.span, entity.ref, entity.label, entity.type)
            for entity in entities
            if entity.type == "Event"
            for mention in entity.mentions
        }
        known = sorted(
            (
                Known(mention.span, entity.ref, entity.label, entity.type)
                for entity in entities
                if _can_have_numbers(entity)
                for mention in entity.mentions
                if not _SPEAKS.match(view.text, mention.span.end)
            ),
            key=lambda one: (one.span, one.type, one.label),
        )
        ends = {one.span.end: one for one in reversed(known)}
        return cls(view, known, [one.span.start for one in known], ends, report, refs, events)

    def identified(self, subject: Subject) -> Subject:
        """Give a subject the identity of the thing that bears its name."""
        if subject.label in _NATION:
            return replace(subject, ref=Ref("place", "全国"))
        ref = self.refs.get(subject.label) or self.refs.get(_WORK_END.sub("", subject.label))
        return replace(subject, ref=ref) if ref is not None and ref.kind != "person" else subject

    def at(self, start: int, end: int, *, agents: bool = False) -> Known | None:
        """Find the longest name that begins exactly at an offset and ends before another."""
        best: Known | None = None
        for known in self._from(start):
            if known.span.start > start:
                break
            fits = known.span.end <= end and not (self.report and known.type in SELDOM)
            fits = fits and not (agents and known.type in SECTORS)
            if fits and (best is None or known.span.end > best.span.end):
                best = known
        return best

    def note(self, known: Known) -> None:
        """Take up a thing that no name finder knows but that a clause is about: 兴威新材料项目."""
        if not any(other.span == known.span for other in self._from(known.span.start)):
            n = bisect_left(self.starts, known.span.start)
            self.known.insert(n, known)
            self.starts.insert(n, known.span.start)

    def last_before(self, offset: int, fits: Callable[[Known], bool], *, near: int = NEAR) -> Known | None:
        """Find the last name before an offset that fits, not too far above."""
        n = bisect_left(self.starts, offset) - 1
        while n >= 0 and self.starts[n] > offset - near:
            if fits(self.known[n]) and self.known[n].span.end <= offset:
                return self.known[n]
            n -= 1
        return None

    def inside(self, span: Span) -> Iterator[Known]:
        """Give the names that stand inside a span, in text order."""
        for known in self._from(span.start):
            if known.span.start >= span.end:
                return
            if known.span.end <= span.end:
                yield known

    def holding(self, span: Span) -> Subject | None:
        """Find the product or technology whose name holds a span: the 18MW of 18MW级…风电机组 is its rating."""
        n = bisect_left(self.starts, span.start + 1) - 1
        while n >= 0 and self.starts[n] > span.start - 40:
            known = self.known[n]
            if known.span.contains(span) and known.type in ("Product", "Technology"):
                return Subject(known.ref, known.label, known.span)
            n -= 1
        return None

    @cached_property
    def nation(self) -> Subject | None:
        """Take the nation as subject of a text that names no region but speaks of 我国 or 全国."""
        found = regex.search("我国|全国", self.view.text)
        return Subject(Ref("place", "全国"), found[0], None, "document") if found else None

    @cached_property
    def is_national(self) -> bool:
        """Say whether a text speaks of the nation again and again."""
        return self.view.text.count("我国") + self.view.text.count("全国") >= 3

    def _from(self, start: int) -> Iterator[Known]:
        yield from (self.known[n] for n in range(bisect_left(self.starts, start), len(self.known)))

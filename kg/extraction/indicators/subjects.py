"""Subjects: whom a number is about, and how surely.

Place in the stream: entities + clauses → the `about` of a value. A subject stands in the clause, earlier in its
sentence, earlier in its paragraph, or it is the region the whole text speaks of; each step is told as the basis.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import regex

from kg.extraction.indicators import phrases
from kg.model import BlockKind, Entity, Ref, Sentence, Span, View

_NEVER = frozenset(
    {
        *("Person", "Role", "Field", "Honour", "Ranking", "Standard", "Scenario", "Goal", "Measure", "Group", "Quote"),
        *("Distinction", "Strategy", "Highland", "PilotReform", "Event"),
    }
)
"""Classes of things that no number is about."""


_SELDOM = frozenset(
    {
        *("Technology", "Programme", "SpecialProgramme", "ActionPlan", "ResearchProgramme", "Industry", "Product"),
        *("Cluster",),
    }
)
"""Classes of things that a text as a whole is not about."""

_SECTORS = ("Industry", "Cluster", "Technology")
_MEDIA = regex.compile("(?:报|网|社|电视台|新闻联播|杂志|新闻办|国新办|科创板|创业板|北交所|新三板)$")
NATIONAL = frozenset({"中国", "全国", "我国", "全球", "国内", "世界"})
_HOME_WORDS = regex.compile(r"(?:我|全|本|该)(?:市|省|区|县|州|自治区)")
_NATION = regex.compile(
    r"我国|国内(?=(?!市场|首|领先|外)[\p{Han}A-Za-z]{2,12}?(?:销量|产量|用户|市场规模|装机))|中国(?=[\p{Han}]{2,16}?(?:规模|销量|产量|产值|收入|指数|出口|总额|数量))|全国(?!重点|人大|政协|首|第|一流|最|先进|前|性|各|统一|文明|科普|示范|优秀|技术创新|范围|百强|知名)"
)
_NOUN = regex.compile(
    r"[\p{Han}]{0,6}的?(?:这|该|此|本届)(?:家|座|条|个|款|种|项|一|些|类)?[\p{Han}\d]{0,12}?"
    r"(?:企业|公司|工厂|街道|城市|园区|平台|实验室|中心|系统|设备|项目|技术|产品|基金|医院|高校|研究院|团队|生产线|政府|机构|学院|大学|走廊|集群|基地|行业)"
)
_NATIONAL_BODY = regex.compile(
    "国家(?:统计局|知识产权局|发展(?:和)?改革委(?:员会)?|发改委|自然科学基金委(?:员会)?|数据局|能源局|航天局|国防科工局|"
    "药监局|税务总局|市场监管总局|互联网信息办公室|网信办)|国务院(?!批)|国新办|工业和信息化部|工信部|科学技术部|科技部(?!火炬)|教育部|"
    "财政部|商务部|农业农村部|国民经济和社会发展统计公报"
)
_SOURCE = regex.compile(r"[：:]|(?:\d+日)?发布|解读|公布|通报|统计(?!公报)|\d+月\d+日(?:电|讯|消息)")  # and a dateline
_SPEAKS = regex.compile("(?:的?(?:有关|相关)?(?:负责人|发言人)[^，。；：]{0,8}?|相关人士)(?:介绍|表示|透露|告诉|说)")
_CODE = regex.compile("[0-9.]+[A-Za-z]{1,2}")  # 5G names a standard, no one that has subscribers
_COMPANY = regex.compile(r"(?:该|本)?公司(?!法|制|数|总|化|治|债)")
_REGION = regex.compile("(?:西部|东部|中部|东北|沿海)地区")
_BODY = regex.compile(
    "(?:该|本)?(?<what>研究所|研究院|实验室|医院|学校|中心|集团|高新区|经开区|园区|新区)(?=现有|已|目前|共|拥有|将|先后|累计|还|的|面向)"
    "|该(?<what>校|院|所)"
)
_EDGE = regex.compile(r"(?:的|已|共|现|累计|就|正|将|实现|完成|平均|先后|成功|年|内|目前|全年|[，、\s])*")


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
    report: bool = False
    theme: Subject | None = None  # what a title without names speaks of: 国家高新区

    @classmethod
    def of(cls, view: View, entities: Iterable[Entity], *, report: bool = False) -> Subjects:
        """Index the entities that numbers can be about by where they stand."""
        known = sorted(
            (mention.span, (entity.ref, entity.label, entity.type))
            for entity in entities
            if entity.type not in _NEVER and not _MEDIA.search(entity.label) and not _CODE.fullmatch(entity.label)
            for mention in entity.mentions
            if not _SPEAKS.match(view.text, mention.span.end)
        )
        found = cls(view, [span.start for span, _ in known], [span for span, _ in known], [ref for _, ref in known])
        found.report = report
        found.home = _home(view, found)
        found.theme = _theme(view)
        return found

    def at(self, start: int, end: int, *, agents: bool = False) -> Subject | None:
        """Find the longest subject that begins exactly at an offset and ends before another."""
        n = bisect_left(self.starts, start)
        best: Subject | None = None
        while n < len(self.starts) and self.starts[n] == start:
            type_ = self.refs[n][2]
            fits = self.spans[n].end <= end and not (self.report and type_ in _SELDOM)
            fits = fits and not (agents and type_ in ("Technology", "Industry", "Cluster"))
            if fits and (best is None or best.span is None or self.spans[n].end > best.span.end):
                best = Subject(
                    self.refs[n][0], self.refs[n][1], self.spans[n], "sector" if type_ in _SECTORS else "clause"
                )
            n += 1
        return best or self.worded(start, end)

    def worded(self, start: int, end: int) -> Subject | None:
        """Find a subject that is only a common noun at an offset: 这家企业, 我市, 全国."""
        text = self.view.text
        home = _HOME_WORDS.match(text, start, end)
        place = self._place(start, home[0][-1]) if home else None
        if home:
            place = place or Subject(Ref("place", home[0]), home[0])
            return Subject(place.ref, place.label, Span(*home.span()))
        nation = _NATION.match(text, start, end)
        if nation:
            return Subject(Ref("place", "全国"), nation[0], Span(*nation.span()))
        if _COMPANY.match(text, start, end):
            return self._company(start)
        region = _REGION.match(text, start, end)
        if region:
            return Subject(Ref("place", region[0]), region[0], Span(*region.span()))
        body = _BODY.match(text, start, end)
        meant = self._meant(body["what"], start) if body else None
        if body and meant:
            return replace(meant, span=Span(*body.span()))
        noun = _NOUN.match(text, start, end)
        company = (
            self._company(start) if noun and noun[0].endswith(("企业", "公司")) and noun[0][0] in "这该此" else None
        )
        if noun and company:
            return replace(company, span=Span(*noun.span()))
        return Subject(Ref("org", noun[0]), noun[0], Span(*noun.span())) if noun else None

    def _place(self, start: int, level: str) -> Subject | None:
        """Find the place that 全区 or 我市 means: the home, else the last one of that level named above."""
        if self.home is not None and self.home.ref.kind == "place":
            return self.home
        n = bisect_left(self.starts, start) - 1
        while n >= 0:
            if self.refs[n][1].endswith(level):
                return Subject(self.refs[n][0], self.refs[n][1])
            n -= 1
        return self.home

    def _company(self, start: int) -> Subject | None:
        """Find the company that 公司 means: the last one named, not too far above."""
        n = bisect_left(self.starts, start) - 1
        while n >= 0 and self.starts[n] > start - 600:
            if self.refs[n][2] == "Enterprise":
                found = _COMPANY.match(self.view.text, start)
                return Subject(self.refs[n][0], self.refs[n][1], Span(*found.span()) if found else None)
            n -= 1
        return None

    def _meant(self, what: str, start: int) -> Subject | None:
        """Find the body that 研究所 or 学校 means: the last one named above whose name ends so."""
        if what.endswith("区") and self.home is not None and self.home.label.endswith(("园", "区")):
            return self.home
        endings = ("大学", "学院", "学校") if what in ("学校", "校") else (what,)
        n = bisect_left(self.starts, start) - 1
        while n >= 0 and self.starts[n] > start - 600:
            if self.refs[n][1].endswith(endings):
                return Subject(self.refs[n][0], self.refs[n][1])
            n -= 1
        return None

    def last_in(self, span: Span) -> Subject | None:
        """Find the last subject that stands inside a span."""
        n = bisect_left(self.starts, span.end) - 1
        while n >= 0 and self.starts[n] >= span.start:
            if self.spans[n].end <= span.end:
                return Subject(self.refs[n][0], self.refs[n][1], self.spans[n])
            n -= 1
        return None

    def holding(self, span: Span) -> Subject | None:
        """Find the product or technology whose name holds a span: the 18MW of 18MW级…风电机组 is its rating."""
        n = bisect_left(self.starts, span.start + 1) - 1
        while n >= 0 and self.starts[n] > span.start - 40:
            if self.spans[n].contains(span) and self.refs[n][2] in ("Product", "Technology"):
                return Subject(self.refs[n][0], self.refs[n][1], self.spans[n])
            n -= 1
        return None

    def nation(self) -> Subject | None:
        """Take the nation as subject of a text that names no region but speaks of 我国 or 全国."""
        found = regex.search("我国|全国", self.view.text)
        return Subject(Ref("place", "全国"), found[0], None, "document") if found else None

    def is_national(self) -> bool:
        """Say whether a text speaks of the nation again and again."""
        return len(regex.findall("我国|全国", self.view.text)) >= 3

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
    return _titled(view, found) or _national(view, places) or _most_named([ref for _, ref in places])


def _national(view: View, places: Sequence[tuple[Span, tuple[Ref, str, str]]]) -> Subject | None:
    """Take the nation where the head names one of its bodies, or its bulletin, and no region."""
    head = Span(0, max((sentence.span.end for sentence in view.sentences[:2]), default=0))
    if _NATIONAL_BODY.search(view.text, 0, head.end) is None:
        return None
    regions = any(head.contains(span) and ref[1] not in NATIONAL for span, ref in places)
    return None if regions else Subject(Ref("place", "全国"), "全国", None, "home")


def _titled(view: View, found: Subjects) -> Subject | None:
    """Find what the title is about: the first thing it names, of things that follow each other the last (市|区)."""
    for sentence in view.sentences[:2]:
        last: Subject | None = None
        n = bisect_left(found.starts, sentence.span.start)
        while n < len(found.starts) and found.starts[n] < sentence.span.end:
            span, (ref, label, type_) = found.spans[n], found.refs[n]
            source = _SOURCE.match(view.text, span.end) is not None
            if (
                type_ not in (*_SELDOM, "PublicBody", "GovernmentBody")
                and not _NATIONAL_BODY.fullmatch(label)
                and not source
                and (last is None or last.span is None or _goes_on(last.span, span))
            ):
                last = Subject(ref, label, span, "home")
            n += 1
        if last is not None and last.label not in NATIONAL and _is_head(sentence, last):
            return replace(last, span=None)
    return None


def _goes_on(last: Span, span: Span) -> bool:
    """Say whether a name follows another one at once, or is longer from the same place."""
    return span.start <= last.end <= span.end


def _is_head(sentence: Sentence, subject: Subject) -> bool:
    """Say whether what a first line names is its topic: a headline's, or what a sentence opens with."""
    if sentence.kind is not BlockKind.PARAGRAPH or sentence.ordinal > 1:
        return sentence.kind is not BlockKind.PARAGRAPH
    return subject.span is not None and subject.span.start - sentence.span.start <= 12


def _most_named(refs: Sequence[tuple[Ref, str, str]]) -> Subject | None:
    counts = Counter(ref for ref in refs if ref[1] not in NATIONAL)
    if not counts:
        return None
    (ref, label, _), times = counts.most_common(1)[0]
    return Subject(ref, label, None, "home") if times >= 4 and times * 2 >= len(refs) else None


def _theme(view: View) -> Subject | None:
    """Find the common noun that the head speaks of and the text repeats: 国家高新区, 专精特新中小企业."""
    counted: Counter[str] = Counter()
    for sentence in view.sentences[:3]:
        for phrase in phrases.phrases(sentence.text):
            if _ACTS.search(phrase):
                counted[phrase] = view.text.count(phrase)
    best = max(counted, key=lambda noun: (counted[noun] * min(len(noun), 8), noun), default="")
    return Subject(Ref("group", best), best, None, "theme") if counted[best] >= 3 else None


_ACTS = regex.compile("(?:区|企业|公司|机构|高校|院|室|园|城市|县|产业|业|团队|联盟|集团)$")

"""Nouns that stand for a thing named elsewhere: 我市, 公司, 该项目, 这家企业, 园区, 我国.

Place in the stream: text at an offset → `Subject`. A definite noun (该院) means the last thing named above that its
head noun fits, first the one the text dwells on; a bare noun (公司, 项目) only where a predicate follows it.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

from kg.extraction import regions
from kg.extraction.indicators.subjects import NEAR, Known, Subject, Subjects
from kg.extraction.indicators.vocabulary import listed, pattern
from kg.model import Ref, Span

_ENDINGS = {
    **dict.fromkeys(("学校", "高校", "校", "大学"), ("大学", "学院", "学校")),
    **dict.fromkeys(("院",), ("院",)),
    **dict.fromkeys(("所",), ("所",)),
    **dict.fromkeys(("平台", "中心", "机构"), ("平台", "中心", "研究院", "研究所", "机构", "院")),
    **dict.fromkeys(("团队", "课题组"), ("团队", "课题组")),
}
_WORK_ENDINGS = ("项目", "工程", "基地", "园", "中心", "厂", "线", "城", "电站", "港", "装置", "园区")


def worded(subjects: Subjects, start: int, end: int) -> Subject | None:
    """Find whom a common noun at an offset means."""
    text = subjects.view.text
    said = pattern("region").match(text, start, end)
    if said:
        return _region(subjects, said)
    nation = pattern("nation").match(text, start, end)
    if nation:
        return Subject(Ref("place", "全国"), nation[0], Span(*nation.span()))
    country = pattern("country").match(text, start, end)
    if country:
        return Subject(Ref("place", country[0]), country[0], Span(*country.span()))
    part = pattern("part").match(text, start, end)
    if part:
        return Subject(Ref("place", part[0]), part[0], Span(*part.span()))
    house = pattern("house").match(text, start, end)
    if house:
        return _meant(subjects, house)
    return _definite(subjects, start, end) or _bare(subjects, start, end)


def _region(subjects: Subjects, said: regex.Match[str]) -> Subject:
    """Find the region that 我市, 全省 mean: the home if it is of that level, else the one of that level named most."""
    home, level = subjects.home, said["level"] or "省"
    span = Span(*said.span())
    place = home is not None and home.ref.kind == "place"
    if home is not None and place and (regions.is_of_level(home.label, level) or said["det"] == "我"):
        return Subject(home.ref, home.label, span)
    name = subjects.regions.named(level)
    if name:
        return Subject(Ref("place", name), name, span)
    if home is not None and place and (level == "区" or not subjects.regions.weights):
        return Subject(home.ref, home.label, span)
    return Subject(Ref("place", said[0]), said[0], span)


def _definite(subjects: Subjects, start: int, end: int) -> Subject | None:
    """Read 该院, 这家企业, 本次大会: what was named above, else the words themselves."""
    many = pattern("many").match(subjects.view.text, start, end)
    if many:
        label = subjects.counted if subjects.counted.endswith(many["head"]) else many[0]
        return Subject(Ref("group", label), label, Span(*many.span()))
    said = pattern("definite").match(subjects.view.text, start, end)
    if said is None:
        return None
    span = Span(*said.span())
    return _meant(subjects, said) or (None if said[0][0] in "我全" else Subject(Ref("group", said[0]), said[0], span))


def _meant(subjects: Subjects, said: regex.Match[str]) -> Subject | None:
    """Take a definite noun for the thing above that it fits, if it says no more of it than that; else for itself."""
    span = Span(*said.span())
    bare = len(said["mod"]) <= 4 and said[0][0] in "这该此本上我全"
    meant = antecedent(subjects, said["head"], said.start()) if bare else None
    if meant is not None:
        return Subject(meant.ref, meant.label, span, "clause", meant.type)
    return None if said[0][0] in "我全" else Subject(Ref("org", said[0]), said[0], span)


def _bare(subjects: Subjects, start: int, end: int) -> Subject | None:
    """Read 公司, 项目, 实验室 before a predicate: what was named above, else nothing."""
    said = pattern("bare").match(subjects.view.text, start, end)
    if said is None or (subjects.report and said["head"] in ("企业", "产品", "技术", "项目", "平台", "中心", "工程")):
        return None
    head = "公司" if said["head"] == "产品" else said["head"]
    meant = antecedent(subjects, head, start)
    return Subject(meant.ref, meant.label, Span(*said.span()), "clause", meant.type) if meant else None


def antecedent(subjects: Subjects, head: str, start: int) -> Subject | None:
    """Find the thing above that a noun means: in this sentence, dwelt on, last at the head of a clause, last."""
    fits = _fitting(head)
    centre, text = subjects.centre, subjects.view.text
    since = max(text.rfind(mark, max(0, start - NEAR), start) for mark in "。\n；")
    since = since if since >= 0 else start - NEAR
    here = subjects.last_before(start, fits, near=start - since)
    if here is not None:
        return here.subject
    if centre is not None and fits(centre):
        return centre.subject
    opening = subjects.last_before(start, lambda known: fits(known) and _opens(text, known.span.start))
    found = opening or subjects.last_before(start, fits)
    if found is None and subjects.home is not None and fits(_as_known(subjects.home)):
        return subjects.home
    return found.subject if found else None


def _as_known(subject: Subject) -> Known:
    return Known(Span(0, 0), subject.ref, subject.label, subject.type)


def _opens(text: str, start: int) -> bool:
    return start == 0 or not text[start - 1].isalnum()


def _fitting(head: str) -> Callable[[Known], bool]:
    """Give the test whether a thing can be meant by a head noun."""
    if head in ("厂", *listed("firms")):
        return lambda known: known.type == "Enterprise" or known.label.endswith(("公司", "集团", "厂"))
    if head in ("基地", *listed("works")):
        return lambda known: known.type in ("Facility", "Work") or known.label.endswith(_WORK_ENDINGS)
    if head in ("园", *listed("sites")):
        return lambda known: known.type in ("Zone", "Facility") or known.label.endswith(("园", "园区", "城", "高新区"))
    if head in listed("things"):
        return lambda known: known.label.endswith(head) or known.type in ("Product", "Facility")
    endings = _ENDINGS.get(head, (head,))
    return lambda known: known.label.endswith(endings)


def named(subjects: Subjects, start: int, end: int, *, agents: bool = False) -> Subject | None:
    """Find what is named at an offset, by its name or by a common noun."""
    known = subjects.at(start, end, agents=agents)
    if known is None:
        return worded(subjects, start, end)
    town = pattern("town").match(subjects.view.text, known.span.end, end) if known.ref.kind == "place" else None
    if town:
        return Subject(Ref("place", town[0]), town[0], Span(start, town.end()))
    return known.subject

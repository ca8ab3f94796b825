"""Topics: what a text as a whole speaks of, weighed by its title, its dateline and how often and where it names things.

Place in the stream: view + entities → `Subjects` with their home and theme. Each name counts for itself, more where it
opens a clause and most in the title; 我市 and 全省 count for their region, a public body for its place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from kg.extraction import regions
from kg.extraction.indicators import phrases
from kg.extraction.indicators.subjects import NATIONAL, SELDOM, Known, Subject, Subjects
from kg.model import BlockKind, Entity, Ref, Sentence, Span, View

_TITLE_OPENS, _TITLE_HOLDS, _OPENS, _LEADS = 4.0, 2.0, 0.5, 1.0
_LEAST = 3.5
"""Weight below which nothing is what the text speaks of."""
_CLEARLY = 1.5
"""How much more the topic weighs than the next thing."""
_NEARLY = 0.6
"""How much of a region's weight a part of it needs to be the topic in its place."""
_HEAVIEST = 12
"""How many of the heaviest things are compared by name."""
_RIVALS = 3.0
"""How much more another thing may weigh than what the title opens with."""

_SELDOM = SELDOM | {"Event"}
"""Classes of things that a text as a whole is seldom about."""

_NATIONAL_BODY = regex.compile(
    "国家(?:统计局|知识产权局|发展(?:和)?改革委(?:员会)?|发改委|自然科学基金委(?:员会)?|数据局|能源局|航天局|国防科工局|"
    "药监局|税务总局|市场监管总局|互联网信息办公室|网信办)|国务院(?!批)|国新办|工业和信息化部|工信部|科学技术部|科技部(?!火炬)|教育部|"
    "财政部|商务部|农业农村部|国民经济和社会发展统计公报"
)
_SOURCE = regex.compile(r"(?:\d+日)?发布|解读|公布|通报|统计(?!公报)|\d+月\d+日(?:电|讯|消息)")  # and a dateline
_HONG_KONG = regex.compile("香港|特区政府|立法会|财政司|行政长官|本港|港府|创科局|创科署|数码港|本届政府|今届政府")
_CLAUSE_MARK = frozenset("，。；：！？、“（】》—\n \u3000")
_PRELUDE = regex.compile(r"(?:【[^】\n]{1,24}】|[^！？：\n]{0,6}[！？]|(?:19|20)\d\d年|\d+[家个所]|[“《\s])*")
_WE = regex.compile("(?<![居占列在])[我全本该](?<level>[市省区县州])(?![域面体])")
_OURS = regex.compile("我(?<level>[省市区县州])")
_NATION_OPENS = regex.compile(r"我国|(?<=^|[，。；：！？、“\s年])中国(?=[\p{Han}]{2})(?!科学|工程|移动|联通|电信|石)")


def subjects(view: View, entities: Iterable[Entity], *, report: bool) -> Subjects:
    """Index what numbers can be about, with the topic of the whole text."""
    entities = list(entities)
    found = Subjects.of(view, entities, report=report)
    found.regions = regions.of(view, entities)
    found.home = _given(view, found) or _chosen(view, found)
    found.theme = _theme(view)
    found.home = found.home or _unnamed(view, found)
    return found


def _given(view: View, found: Subjects) -> Subject | None:
    """Take the region that the sidecar or the caller names, under its official name."""
    named = view.article.metadata.home
    if not named:
        return None
    official = regions.full_name(named) or named
    for known in found.known:
        if known.ref.kind == "place" and official in (known.label, known.ref.name):
            return Subject(known.ref, known.label, None, "home")
    return Subject(Ref("place", official), official, None, "home")


def _national(view: View, found: Subjects) -> Subject | None:
    """Take the nation where the head names one of its bodies, or its bulletin, and no region."""
    head = Span(0, max((sentence.span.end for sentence in view.sentences[:2]), default=0))
    if _NATIONAL_BODY.search(view.text, 0, head.end) is None:
        return None
    regional = any(
        known.ref.kind == "place" and known.label not in NATIONAL and head.contains(known.span) for known in found.known
    )
    return None if regional else Subject(Ref("place", "全国"), "全国", None, "home")


def _chosen(view: View, found: Subjects) -> Subject | None:
    """Choose what the text speaks of: what its title opens with, the nation, what weighs most."""
    weights = weigh(view, found)
    ranked = sorted(weights, key=lambda ref: (-weights[ref], ref.name))
    heaviest = weights[ranked[0]] if ranked else 0.0
    titled = _titled(view, found)
    if titled is not None and weights.get(titled.ref, 0.0) * _RIVALS >= heaviest:
        return titled
    national = _national(view, found)
    if national is not None or heaviest < _LEAST:
        return national or _in_title(view, found)
    types = {known.ref: known.type for known in found.known}
    ours = {said["level"] for said in _OURS.finditer(view.text)}
    said = any(regions.is_of_level(ranked[0].name, level) for level in ours)
    best = ranked[0] if said else _narrowest(ranked, weights, types)
    rivals = (ref for ref in ranked if ref != best and _is_rival(ref, best, types))
    rival = next(rivals, None)
    clear = rival is None or weights[best] >= _CLEARLY * weights[rival]
    label = next((known.label for known in found.known if known.ref == best), best.name)
    return Subject(best, label, None, "home", types.get(best, "")) if clear else None


def _narrowest(ranked: Sequence[Ref], weights: Mapping[Ref, float], types: Mapping[Ref, str]) -> Ref:
    """Go down from a region to the city or zone in it that the text speaks of nearly as much."""
    best = ranked[0]
    for ref in ranked[1:_HEAVIEST]:
        zone = types.get(ref) == "Zone" and types.get(best) != "Zone" and best.kind == "place"
        if weights[ref] >= _NEARLY * weights[best] and (zone or regions.lies_in(ref.name, best.name)):
            best = ref
    return best


def _is_rival(ref: Ref, best: Ref, types: Mapping[Ref, str]) -> bool:
    """Say whether a text that speaks of one thing cannot as well be said to speak of the other."""
    if _is_one(ref.name, best.name) or regions.lies_in(best.name, ref.name):
        return False
    if types.get(best) == "Zone" and ref.kind == "place":
        return types.get(ref) == "Zone"
    return best.kind in (ref.kind, "org")


def _unnamed(view: View, found: Subjects) -> Subject | None:
    """Take 我市 or 全县 for the topic of a text that says it again and again and names no such region."""
    said = Counter(match[0] for match in _WE.finditer(view.text))
    lead = max((sentence.span.end for sentence in view.sentences[:3]), default=0)
    if found.theme is not None or not said or (said.total() < 2 and _WE.search(view.text, 0, lead) is None):
        return None
    word = max(said, key=lambda one: (said[one], one))
    name = found.regions.named(word[1:2])
    if name:
        return Subject(Ref("place", name), name, None, "home")
    zone = _BARE_ZONE.search(view.text) if word.endswith("区") else None
    word = zone[0] if zone else word
    return Subject(Ref("place", word), word, None, "home")


_BARE_ZONE = regex.compile(r"(?<!\p{Han})(?:高新区|经开区|开发区|新区|园区|科学城)")


def _titled(view: View, found: Subjects) -> Subject | None:
    """Find what the title opens with; of names that follow each other (某市某区) the last."""
    for title in _titles(view):
        prelude = _PRELUDE.match(view.text, title.start, title.end)
        start = prelude.end() if prelude else title.start
        last: Known | None = None
        for known in found.inside(title):
            opens = known.span.start <= start + 1
            region = regions.leading(known.label[:-1], longest=5) if known.type in _SELDOM and opens else ""
            if region:
                return Subject(Ref("place", region), region, None, "home", "AdministrativeArea")
            fits = known.type not in (*_SELDOM, "PublicBody", "GovernmentBody") and known.label not in NATIONAL
            follows = last is not None and last.span.start <= known.span.start <= last.span.end <= known.span.end
            if fits and (follows or (last is None and opens)) and not _SOURCE.match(view.text, known.span.end):
                last = known
        if last is not None:
            return Subject(last.ref, last.label, None, "home", last.type)
    return None


def _in_title(view: View, found: Subjects) -> Subject | None:
    """Find the first region, zone or body that a title holds, wherever in it."""
    for title in _titles(view):
        for known in found.inside(title):
            passed = known.type in (*_SELDOM, "PublicBody", "GovernmentBody") or known.label in NATIONAL
            if not passed and not _SOURCE.match(view.text, known.span.end):
                return Subject(known.ref, known.label, None, "home", known.type)
    return None


def _is_one(name: str, other: str) -> bool:
    """Say whether a name is another with characters left out, so that both may name one thing."""
    short, full = sorted((name, other), key=len)
    characters = iter(full)
    return short in full or (short[-1] == full[-1] and all(character in characters for character in short))


def weigh(view: View, found: Subjects) -> Mapping[Ref, float]:
    """Weigh everything a text can be about."""
    weights: dict[Ref, float] = defaultdict(float)
    titles = list(_titles(view))
    lead = max((sentence.span.end for sentence in view.sentences[:2]), default=0)
    for known in found.known:
        if known.type in ("PublicBody", "GovernmentBody") or _SOURCE.match(view.text, known.span.end):
            continue
        share = 0.25 if known.type in _SELDOM or known.label in NATIONAL else 1.0
        weights[known.ref] += share * (1 + _place_bonus(view, known, titles, lead))
    for name, times in _regions_meant(view, found).items():
        weights[Ref("place", name)] += times
    hong_kong = len(_HONG_KONG.findall(view.text))
    if hong_kong >= 3:
        weights[Ref("place", "香港特别行政区")] += hong_kong
    nation = sum(1.0 for _ in _NATION_OPENS.finditer(view.text))
    if nation:
        titled = any(_NATION_OPENS.search(view.text, *title) for title in titles)
        weights[Ref("place", "全国")] += nation + (_TITLE_OPENS if titled else 0) + 0.5 * view.text.count("全国")
    return _joined(weights)


def _place_bonus(view: View, known: Known, titles: Iterable[Span], lead: int) -> float:
    """Weigh where a name stands: at the head of the title or in it, in the lead, at the start of a clause."""
    start = known.span.start
    for title in titles:
        if title.contains(known.span):
            prelude = _PRELUDE.match(view.text, title.start, title.end)
            opens = start <= (prelude.end() if prelude else title.start) or start - title.start <= 1
            return _TITLE_OPENS if opens else _TITLE_HOLDS
    opens = start == 0 or view.text[start - 1] in _CLAUSE_MARK
    return (_OPENS if opens else 0) + (_LEADS if start < lead else 0)


def _titles(view: View) -> Iterator[Span]:
    """Give the lines at the top that are a title: headlines, or a first block without a full stop."""
    first = [sentence for sentence in view.sentences[:4] if sentence.block == view.sentences[0].block]
    for sentence in view.sentences[:3]:
        if sentence.kind in (BlockKind.TITLE, BlockKind.HEADING):
            yield sentence.span
    if first and first[0].kind is BlockKind.PARAGRAPH and _is_headline(first):
        yield Span(first[0].span.start, first[-1].span.end)


def _is_headline(block: list[Sentence]) -> bool:
    length = block[-1].span.end - block[0].span.start
    return length <= 60 and not block[-1].text.endswith("。")


def _regions_meant(view: View, found: Subjects) -> Mapping[str, float]:
    """Count 我市, 全省 for the region of that level."""
    levels = Counter(said["level"] for said in _WE.finditer(view.text))
    meant: Counter[str] = Counter()
    for level, times in levels.items():
        name = found.regions.named(level)
        if name:
            meant[name] += times
    return meant


def _joined(weights: Mapping[Ref, float]) -> dict[Ref, float]:
    """Give a brand the weight of its firm's full name, and the other way round."""
    joined = dict(weights)
    heaviest = sorted(weights, key=lambda ref: (-weights[ref], ref.name))[:_HEAVIEST]
    firms = [ref for ref in heaviest if ref.kind == "org" and len(ref.name) >= 3]
    for short in firms:
        longer = [
            ref for ref in firms if ref != short and len(ref.name) > len(short.name) and _is_one(short.name, ref.name)
        ]
        if longer:
            joined[short] += sum(weights[ref] for ref in longer)
    return joined


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

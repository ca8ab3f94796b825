"""Grow names leftwards from a telling ending such as 实验室, 有限公司, 行动计划, 高新区.

The ending says the class; the name's left edge is the first word that cannot belong to a name (a verb that governs
it, a preposition, a mark), found over words and listed units. What only says a class is no name: 国家重点实验室.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.dictionary import Hit
from kg.extraction.entities.found import Found
from kg.extraction.entities.words import Words
from kg.model import Span

__all__ = ["Grower", "find"]

PLANS = frozenset(
    {"ActionPlan", "Programme", "SpecialProgramme", "PilotReform", "ResearchProgramme", "Strategy", "Event"}
)
ORGANISED = frozenset({"InnovationPlatform", "ResearchInstitution", "Organization"})
LONGEST_QUOTE = 20
LONGEST_NAME = 36

_STOP_TAGS = frozenset({"p", "c", "u", "uj", "ul", "ud", "uv", "uz", "ug", "r", "x", "y", "m", "q", "w"})
_NAME_CHARACTER = regex.compile(r"[\u4e00-\u9fffA-Za-z0-9·]")
_COUNTED = regex.compile(r"第?[0-9〇零一二三四五六七八九十百]+(?:届|次)?|届|次")
_PARTICLES = frozenset("为在对把将向与和于被让使由从而及且来到是")
_CLASSIFIED = regex.compile(r"[0-9〇零一二两三四五六七八九十百]+(?:大|项|个|家|类|批|所|条|种|款|台|套|座|强|位|名)?")


@cache
def _soft() -> frozenset[str]:
    return lexicon.words("soft-verb")


@cache
def _stops() -> frozenset[str]:
    return lexicon.words("stop-verb") - _soft()


class Grower:
    """Grow names over one text, given the listed units (places, names, fields) that stand in it."""

    def __init__(self, text: str, words: Words, units: Mapping[int, int], walls: Collection[int] = ()) -> None:
        self.walls = walls  # end offsets of persons: no name of a thing runs across one
        self.text = text
        self.words = words
        self.units = units  # end offset → start offset of the longest listed unit

    def left(self, start: int, type_: str) -> int:
        """Give the offset at which the name that ends in a suffix at `start` begins."""
        position, noun_passed, quoted = start, False, False
        while position > 0 and start - position < LONGEST_NAME:
            character = self.text[position - 1]
            if character in "”’)）":
                opening = self._opening(position, quoted=quoted)
                if opening is None:
                    break
                quoted, position = quoted or character in "”’", opening
                continue
            step = self._step(position, type_, noun_passed=noun_passed)
            if step is None:
                break
            noun_passed = noun_passed or self.text[step:position] not in _soft()
            position = step
        return position + self._particle(position, start)

    def _particle(self, position: int, start: int) -> int:
        """Count the particle that the segmenter glued to the first word: 为|甬江实验室."""
        n = self.words.holding(position)
        inside = position in self.units.values() or self.words.tags[n] in ("ns", "nt", "nz")
        return int(position < start and not inside and self.text[position] in _PARTICLES)

    def _opening(self, position: int, *, quoted: bool) -> int | None:
        """Step over a quoted phrase or a short bracket that belongs to the name."""
        closing = self.text[position - 1]
        if closing in "”’":
            opening = self.text.rfind(
                "“" if closing == "”" else "‘", max(0, position - LONGEST_QUOTE - 2), position - 1
            )
            inside = self.text[opening + 1 : position - 1]
            return None if opening < 0 or quoted or any(mark in inside for mark in "。？！；：”’") else opening
        opening = max(
            self.text.rfind("(", max(0, position - 8), position), self.text.rfind("（", max(0, position - 8), position)
        )
        inside = self.text[opening + 1 : position - 1]
        before = self.text[opening - 1 : opening] if opening > 0 else ""
        fits = inside.isalpha() and bool(_NAME_CHARACTER.match(before)) and inside in dictionary.places()
        return opening if opening > 0 and fits else None

    def _step(self, position: int, type_: str, *, noun_passed: bool) -> int | None:
        """Give the start of the word or unit before `position` when it may belong to the name."""
        if position in self.walls or not _NAME_CHARACTER.match(self.text[position - 1]):
            return None
        if position in self.units:
            return self.units[position]
        words = self.words
        n = words.holding(position - 1)
        word, tag, begin = self.text[words.starts[n] : position], words.tags[n], words.starts[n]
        if type_ == "Event" and (_COUNTED.fullmatch(word) or word in lexicon.words("event-word")):
            return begin
        if _CLASSIFIED.fullmatch(word):
            return None
        if word in ("与", "和", "及"):
            return self._joined(begin) if type_ in _JOINED else None
        if word in _soft():
            return begin if self._soft(n, type_, noun_passed=noun_passed) else None
        if type_ in _ONE_ENDING and word in dictionary.suffixes() and dictionary.suffixes()[word]["type"] == type_:
            return None
        if _is_title(word) or (len(word) == 4 and word[:2] in _stops() and word[2:] in _stops() | _soft()):
            return None
        if word in _stops() or (tag in _STOP_TAGS and not _latin(word) and word != "首位"):
            return None
        return begin

    def _soft(self, n: int, type_: str, *, noun_passed: bool) -> bool:
        """Say whether a verbal noun (建设, 服务) belongs to the name: 队伍建设行动, but not 建设创新中心."""
        if not noun_passed:
            return True
        before = self.words.printed[n - 1] if n else ""
        nominal = self.words.tags[n - 1][:1] in "nvab" if n else False
        if not nominal or before in _stops() or self.words.ends[n - 1] in self.units:
            return False
        return type_ in PLANS or self.words.tags[n] != "v"

    def _joined(self, begin: int) -> int | None:
        """Give the start of the item that 与 at `begin` joins into one name: a plain word after a mark of a list."""
        before = _ITEM.search(self.text, max(0, begin - 12), begin)
        if before is None or before[1] in dictionary.suffixes() or before[1] in dictionary.places():
            return None
        return before.start(1)

    def parts(self, start: int, end: int) -> Iterator[tuple[str, bool]]:
        """Cut a stem into words and listed units; say of each whether it is a listed unit."""
        position = end
        while position > start:
            unit = self.units.get(position)
            if unit is not None and unit >= start:
                yield self.text[unit:position], True
                position = unit
                continue
            begin = max(start, self.words.starts[self.words.holding(position - 1)])
            yield self.text[begin:position], False
            position = begin


_ONE_ENDING = frozenset({"Laboratory", "Enterprise"})
_JOINED = frozenset(
    {"Event", "Organization", "InnovationPlatform", "Laboratory", "ActionPlan", "Strategy", "Product", "ResearchInstitution"}
)
_ITEM = regex.compile(r"(?:、|，|^|实施|推进|启动|召开|举办|举行)([\u4e00-\u9fff]{2,6})$")


def _is_title(word: str) -> bool:
    return word in lexicon.words("role") and word.endswith(_TITLES)


_TITLES = ("长", "书记", "主任", "院士", "教授", "记者", "经理", "总裁", "主席", "委员")


def _latin(word: str) -> bool:
    return word.isascii() and word[:1].isalpha()


def find(grower: Grower, hits: list[Hit], roles: frozenset[int]) -> Iterator[Found]:
    """Find the names that end in a listed suffix, the longest suffix at each end.

    `roles` are the offsets at which a post begins: 市科技局|局长, whatever the segmenter makes of it.
    """
    longest: dict[int, Hit] = {}
    for hit in hits:
        known = longest.get(hit.end)
        if known is None or hit.start < known.start:
            longest[hit.end] = hit
    for hit in longest.values():
        found = _name(grower, hit, roles)
        if found is not None:
            yield found


def _name(grower: Grower, hit: Hit, roles: frozenset[int]) -> Found | None:
    text, row = grower.text, dictionary.suffixes()[hit.word]
    type_ = row["type"]
    if hit.word in ("人大", "政协") and _DEPUTIES.match(text, hit.end):
        return None
    if type_ in PLANS and _GOES_ON.match(text, hit.end):
        return None
    after = grower.words.holding(hit.end - 1)
    crossed = grower.words.ends[after] > hit.end and hit.end not in roles
    if crossed or grower.words.starts[grower.words.holding(hit.start)] < hit.start - 3:
        return None
    start = grower.left(hit.start, type_)
    if grower.units.get(hit.end, hit.start) < hit.start and grower.units[hit.end] != start:
        start = _before_listed(grower, grower.units[hit.end])
    if type_ == "Highland" and text[start - 1 : start] == "的":
        start = _described(text, start)
    if hit.word == "改革" and "”" not in text[start : hit.start]:
        return None
    if type_ == "Strategy" and text[start : hit.start].endswith(("”", "’")) is False and hit.word != "战略":
        return None
    if start == hit.start or not _is_name(grower, start, hit.start, row):
        return None
    return Found(Span(start, hit.end), type_, text[start : hit.end], f"entity.{_slug(type_)}/1", weight=2)


_GOES_ON = regex.compile(
    "机遇|性|科技|力量|前沿|定位|支点|目标|任务|需求|方案|新局|合作|部署|咨询|布局|导向|师|硕|博|院|技术|研究|学|机械|材料|化|性|者|力|论|家|区|中|项目"
)
_DEPUTIES = regex.compile("代表|委员|常委|会议|[一二三四五六七八九十0-9]+(?:次|届)|专题|监督|支持")
_INFLUENCE = regex.compile(r"具有[^，。；、“”]{2,10}(?:影响力|竞争力|辨识度|特色)的$")


def _before_listed(grower: Grower, start: int) -> int:
    """Keep a listed name as it is listed, but for a place right before it."""
    above = grower.units.get(start, start)
    return above if grower.text[above:start] in dictionary.places() else start


def _described(text: str, start: int) -> int:
    described = _INFLUENCE.search(text[max(0, start - 20) : start])
    return start if described is None else max(0, start - 20) + described.start()


def _slug(type_: str) -> str:
    return regex.sub(r"(?<!^)([A-Z])", r"-\1", type_).lower()


def _is_name(grower: Grower, start: int, end: int, row: Mapping[str, str]) -> bool:
    """Say whether a stem names one thing rather than a class of things."""
    stem, type_ = grower.text[start:end], row["type"]
    if type_ == "PublicBody" and stem in ("省", "市", "区", "县", "州", "自治区", "自治州"):
        return row["suffix"] not in ("人大", "政协", "人民政府")
    if "“" in stem or "‘" in stem:
        if type_ == "Cluster":
            return any(listed for _, listed in grower.parts(start, end))
        return type_ not in ("Industry", "Enterprise")
    parts = list(grower.parts(start, end))
    places = [part for part, listed in parts if listed and part in dictionary.places()]
    listed = [part for part, is_listed in parts if is_listed and part not in places]
    special = [part for part, is_listed in parts if not is_listed and not _generic(part)]
    if type_ == "Product" and _PLAIN_PLATFORM.search(stem):
        return False
    if type_ == "Industry" and _ROLE_OF.search(stem):
        return False
    if row["suffix"] in ("公司", "股份") and not listed and not _is_firm(grower, start, end, special):
        return False
    if special or (listed and type_ not in ("Event",)):
        return _enough(type_, special, listed, places, stem)
    if type_ == "Highland":
        return bool(places) or _WIDE.search(stem) is not None or (row["suffix"] == "高地" and len(stem) >= 4)
    if type_ in ORGANISED and stem.startswith("国家") and len(stem) >= 6:
        return True
    if type_ == "Event":
        return (bool(places) or _WIDE.search(stem) is not None) and len(parts) > 1
    roomy = type_ in ORGANISED | {"Zone"} and (len(parts) > len(places) or len(row["suffix"]) >= 4)
    return bool(places) and (bool(row["place_alone"]) or roomy)


_WIDE = regex.compile(r"国际|全球|世界|国家|中央|中国|全国|区域|综合性|[0-9]")


_PLAIN_PLATFORM = regex.compile("(?:高能级|发展|创新|合作|交流|重要|公共|综合|重大|集成|优势|国际|国家)$")
_ROLE_OF = regex.compile("优势|支柱|主导|新兴|特色|战略性|先导|传统|重点|未来|现代|高技术|大$|全$|各|“")


def _is_firm(grower: Grower, start: int, end: int, special: list[str]) -> bool:
    """Say whether what stands before 公司 is a firm's own name rather than a sort of firm (科技公司, A股公司)."""
    tags = dict(zip(grower.words.starts, grower.words.tags, strict=True))
    own = [tags.get(at, "x") for at in range(start, end) if at in tags]
    return bool(special) and any(tag in ("nz", "nr", "nrt", "ns", "x", "ng") for tag in own)


def _enough(type_: str, special: list[str], listed: list[str], places: list[str], stem: str) -> bool:
    if type_ in ("Industry", "Cluster"):
        return bool(listed) or (type_ == "Industry" and sum(map(len, special)) >= 2 and "".join(special) == stem)
    if type_ == "PilotReform" and not listed and len(stem) < 5:
        return False
    if type_ in PLANS and not listed and not places:
        return len(stem) >= 4 or any(len(part) >= 2 for part in special)
    return len(stem) >= 2


def _generic(word: str) -> bool:
    return word in lexicon.words("generic") or word in _soft() or (len(word) == 1 and word in "级型化式类性")

"""Grow names leftwards from a telling ending such as 实验室, 有限公司, 行动计划, 高新区.

The left edge is the first word that cannot belong to a name (a verb that governs it, a preposition, a mark), found
over words and listed units.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary
from kg.extraction.entities.edges import BODIES, NTH, PLANS, both, ends_a_name, governs, is_generic, soft, stops
from kg.extraction.entities.words import Words

__all__ = ["PLANS", "Grower", "is_generic"]

LONGEST_QUOTE = 20
LONGEST_NAME = 36

_NAME_CHARACTER = regex.compile(r"[\u4e00-\u9fffA-Za-z0-9·]")
_COUNTED = regex.compile(r"第?[0-9〇零一二三四五六七八九十百]+(?:届|次)?|届|次")
_PARTICLES = frozenset("为在对把将向与和于被使让由从而及且来到是但并即则或供给赴至")
_COUNTS = regex.compile("[0-9一二两三四五六七八九十余多][个家所座]")
_SORT_OF_FIRM = regex.compile(
    ".*(?:[台民国央外车药日德美港]企|企业|公司|厂商"
    "|(?:基金|集团|大学|研究院|银行|控股|资本|投资|实验室|学院|园区)(?:以?及|和|与))(?=\\p{Han}{2})"
)
_WHOLE = ("中心", "实验室", "研究院", "研究所", "公司", "集团", "大学", "学院", "医院")
_LEADS = regex.compile("就是|[也即便均都正]是|还有|作为|名为|叫做|称为|分别[是为]|依次[是为]|[均分]为")
_NUMBERED = regex.compile("[0-9零一二三四五六七八九十百千]{1,4}$")
_OWNERS = frozenset({"ResearchInstitution", "Enterprise", "PublicBody"})
_CLASSIFIED = regex.compile(r"[0-9〇零一二两三四五六七八九十百]+(?:大|项|个|家|类|批|所|条|种|款|台|套|座|强|位|名)?")

_JOINED = frozenset(
    {
        "Event",
        "Organization",
        "InnovationPlatform",
        "Laboratory",
        "ActionPlan",
        "Strategy",
        "Product",
        "ResearchInstitution",
        "Zone",
        "Cluster",
    }
)
_ITEM = regex.compile(r"(?:、|，|^|实施|推进|启动|召开|举办|举行|为|的|于)([\u4e00-\u9fff]{2,6})$")
_BUILDING = frozenset({"建设", "推进", "培育", "引进"})
_CONJUNCTIONS = ("与", "和", "及")


class Grower:
    """Grow names over one text, given the listed units (places, names, fields) that stand in it."""

    def __init__(self, text: str, words: Words, units: Mapping[int, int], walls: Collection[int] = ()) -> None:
        self.walls = walls  # end offsets of persons: no name of a thing runs across one
        self.text = text
        self.words = words
        self._begins = frozenset(units.values())
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
            if (quoted and self._is_named(position)) or self._begins_anew(position, type_):
                break
            step = self._step(position, type_, noun_passed=noun_passed)
            if step is None:
                break
            word = self.text[step:position]
            noun_passed = noun_passed or not (word in soft() or (type_ in BODIES and word in both()))
            owned = type_ in BODIES and self._is_owner(step, position)
            position = step
            if owned:
                position = self._placed(position)
                break
        if type_ == "Enterprise" and start - position >= 2:
            sort = _SORT_OF_FIRM.search(self.text, position, start - 1)
            position = sort.end() if sort else self._seat(position)
        return position + self._particle(position, start)

    def _is_owner(self, start: int, end: int) -> bool:
        """Say whether a listed body stands here, so that no other name can begin before it: 见证|清华大学某研究院."""
        if self.units.get(end) != start:
            return False
        row = dictionary.names().get(self.text[start:end])
        return row is not None and row["type"] in _OWNERS

    def _begins_anew(self, position: int, type_: str) -> bool:
        """Say whether a name that begins with the nation's stands behind another body's: 中国工程院|中国某研究院."""
        if type_ not in BODIES or (position not in self._begins and position not in self.units):
            return False
        if position in self._begins and self.text.endswith(_WHOLE, 0, position):  # 创新中心|陕西生物样本库
            return any(self.text[position : position + size] in dictionary.places() for size in (2, 3, 4))
        anew = position in self.units and self.text.startswith(("中国", "国家"), position)
        return anew and self._is_owner(self.units[position], position)

    def _placed(self, position: int) -> int:
        """Step over the place right before a listed body: 合肥|华米科技有限公司."""
        above = self.units.get(position, position)
        return above if self.text[above:position] in dictionary.places() else position

    def _seat(self, position: int) -> int:
        """Take in the place that a firm's name begins with when a numeral in it broke the name: 江苏二十八度…公司."""
        gap = _NUMBERED.search(self.text, max(0, position - 6), position)
        if gap is None:
            return position
        above = self.units.get(gap.start(), gap.start())
        return above if self.text[above : gap.start()] in dictionary.places() else position

    def _is_named(self, position: int) -> bool:
        """Say whether a listed name that is no field ends here: 未来科学城|“三城一区”平台."""
        return position in self.units and self.text[self.units[position] : position] not in dictionary.fields()

    def _particle(self, position: int, start: int) -> int:
        """Count the particle that the segmenter glued to the first word: 为|甬江实验室."""
        n = self.words.holding(position)
        inside = position in self._begins or self.words.tags[n] in ("ns", "nt", "nz")
        if position >= start or inside:
            return 0
        lead = _LEADS.match(self.text, position, start)
        if lead is not None:
            return lead.end() - position
        if self.text[position] in _PARTICLES or _COUNTS.match(self.text, position - 1, position + 1):
            return 1
        return 0

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
        if type_ == "Event" and (_COUNTED.fullmatch(word) or word == "暨" or word in lexicon.words("event-word")):
            return begin
        if type_ in BODIES and not noun_passed and NTH.fullmatch(word):
            return begin  # 湘雅二|医院
        if _CLASSIFIED.fullmatch(word):
            return None
        if word in _CONJUNCTIONS:
            return self._joined(begin) if type_ in _JOINED else None
        if word in soft() or (type_ in BODIES and word in both()):
            return begin if self._soft(n, type_, noun_passed=noun_passed) else None
        if type_ in BODIES and governs(word, tag, type_):
            return None
        return None if ends_a_name(word, tag, type_) else begin

    def _soft(self, n: int, type_: str, *, noun_passed: bool) -> bool:
        """Say whether a verbal noun (建设, 服务) belongs to the name: 队伍建设行动, but not 建设创新中心."""
        if not noun_passed or type_ == "Enterprise":
            return True
        before = self.words.printed[n - 1] if n else ""
        if before in _CONJUNCTIONS and type_ in _JOINED:
            return True
        nominal = self.words.tags[n - 1][:1] in "nvab" if n else False
        if before in dictionary.suffixes():  # 附属医院|建设|国家中心: the name before is whole
            return False
        if not nominal or before in stops() or (self.words.ends[n - 1] in self.units and not self._is_work(n, type_)):
            return False
        return type_ in PLANS or (self.words.tags[n] != "v" and self.words.printed[n] not in _BUILDING)

    def _is_work(self, n: int, type_: str) -> bool:
        """Say whether a field stands before word number `n` in a body's name: 人工智能|发展|战略研究院."""
        end = self.words.ends[n - 1]
        return type_ in BODIES and self.text[self.units[end] : end] in dictionary.fields()

    def _joined(self, begin: int) -> int | None:
        """Give the start of the item that 与 at `begin` joins into one name: a plain word after a mark of a list."""
        if self.text[begin + 1] in "省市" or any(
            self.text[begin + 1 : begin + size] in dictionary.places() for size in (3, 4)
        ):
            return None  # 和|合肥先进光源, 与|省科学院: what follows is a whole name
        if begin in self.units and self.text[self.units[begin] : begin] in dictionary.fields():
            return self.units[begin]
        for position in range(begin - 2, max(0, begin - 10), -1):
            if position in self.units and self.text[position:begin].isalpha() and self._is_named(position):
                if self._stopped(position, begin):
                    break
                return self.units[position]
        noun = self.words.starts[self.words.holding(begin - 1)]
        if noun in self.units and self._is_owner(self.units[noun], noun) and begin - noun >= 2:
            return noun  # 中国科学院|黄土|与|第四纪地质研究室
        before = _ITEM.search(self.text, max(0, begin - 12), begin)
        if (
            before is None
            or before[1][:2] in stops()
            or before[1] in dictionary.suffixes()
            or before[1] in dictionary.places()
            or any(before[1][-length:] in dictionary.suffixes() for length in (2, 3, 4))
        ):
            return None
        return before.start(1)

    def is_governed(self, start: int, end: int) -> bool:
        """Say whether a plain verb of two characters stands in a stretch: 省政府率先|启动|3批共."""
        first, last = self.words.holding(start), self.words.holding(end - 1)
        printed = (self.words.printed[n] for n in range(first, last + 1))
        return any(len(word) > 1 and (word in stops() or word in lexicon.words("governing")) for word in printed)

    def _stopped(self, start: int, end: int) -> bool:
        """Say whether a governing verb stands in a stretch, also behind an adverb in one word: 全面实施."""
        first, last = self.words.holding(start), self.words.holding(end - 1)
        printed = (self.words.printed[n] for n in range(first, last + 1))
        return any(word in stops() or (len(word) == 4 and word[2:] in stops()) for word in printed)

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

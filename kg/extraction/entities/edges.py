"""Say which words cannot stand inside a name, and which tell nothing apart: the edges at which names end.

Place in the stream: beneath `growing`, which walks over words and listed units; `stems` judges what is left.
"""

from __future__ import annotations

from functools import cache

import regex
import rjieba

from kg.extraction import lexicon
from kg.extraction.entities import dictionary

__all__ = ["BODIES", "NTH", "PLANS", "both", "ends_a_name", "governs", "is_generic", "soft", "stops"]

PLANS = frozenset(
    {"ActionPlan", "Programme", "SpecialProgramme", "PilotReform", "ResearchProgramme", "Strategy", "Event"}
)
BODIES = frozenset(
    {"Laboratory", "Enterprise", "InnovationPlatform", "ResearchInstitution", "Organization", "PublicBody", "Facility"}
)
NTH = regex.compile("第?[一二三四五六七八九十]{1,2}")

_STOP_TAGS = frozenset({"p", "c", "u", "uj", "ul", "ud", "uv", "uz", "ug", "r", "x", "y", "m", "q", "w"})
_AGAIN = regex.compile("再[^生]|[又已皆仅].")
_MANY = regex.compile(".{0,2}[两二三四五六七八九十]大")
_HARD = frozenset("的了在与和及由向对将把是等让被从给以于并或为有该这并")
_FIRM_WORDS = frozenset(
    ["控股", "联合", "集成", "通用", "创造", "跨越", "超越", "卓越", "希望", "租赁", "领航", "出版", "照明"]
)
_ONE_ENDING = frozenset({"Laboratory", "Enterprise"})
_GENERATION = regex.compile("首位|第[一二三四五六七八九]代?|新一代|下一代")
_TITLES = ("长", "书记", "主任", "院士", "教授", "记者", "经理", "总裁", "主席", "委员")


@cache
def soft() -> frozenset[str]:
    """Collect the verbs that are nouns as well: 服务, 创新."""
    return lexicon.words("soft-verb")


@cache
def stops() -> frozenset[str]:
    """Collect the words before which a name begins."""
    return lexicon.words("stop-verb") - soft()


@cache
def both() -> frozenset[str]:
    """Collect the verbs that govern names and also stand in those of bodies: 规划 in 发展规划研究院."""
    return stops() & lexicon.words("name-verb")


@cache
def governs(word: str, tag: str, type_: str) -> bool:
    """Say whether a word governs a body's name and so stands before it: a plain verb that names do not hold, 这家."""
    if word[0] in "这那该其此" and len(word) > 1:
        return True
    if _AGAIN.fullmatch(word) or (len(word) > 1 and word[-1] == "于"):
        return True  # 再获, 仅次于
    if _MANY.fullmatch(word):
        return True  # 设七大|研发中心, glued by the segmenter
    if len(word) > 2 and word[-2:] in stops() and word not in dictionary.fields():
        return True  # 应邀出席
    if type_ == "Enterprise":
        if word in _FIRM_WORDS:
            return False
        plain = len(word) > 1 and tag == "v" and word not in lexicon.words("name-verb") and word not in soft()
        return word in lexicon.words("governing") or (plain and len(rjieba.cut(word, False)) == 1)
    if word in lexicon.words("before-body") or word in lexicon.words("governing"):
        return word not in lexicon.words("name-verb")
    plain = tag == "v" and len(word) > 1 and word not in lexicon.words("name-verb")
    return plain and len(rjieba.cut(word, False)) == 1


def ends_a_name(word: str, tag: str, type_: str) -> bool:
    """Say whether a word cannot stand inside a name: a governing verb, a post, another name's own ending."""
    if type_ in _ONE_ENDING and len(word) > 2 and dictionary.suffixes().get(word, {}).get("type") == type_:
        return True
    if type_ == "Enterprise" and word in lexicon.words("before-firm"):
        return True
    if _is_title(word) or (len(word) == 4 and word[:2] in stops() and word[2:] in stops() | soft()):
        return True
    if type_ == "Enterprise" and (word in _FIRM_WORDS or (len(word) == 1 and tag != "m" and word not in _HARD)):
        return False  # 万宝|至|精工部件有限公司
    if type_ in BODIES and NTH.fullmatch(word):
        return False
    return word in stops() or (tag in _STOP_TAGS and not _latin(word) and not _GENERATION.fullmatch(word))


def _is_title(word: str) -> bool:
    return word in lexicon.words("role") and word.endswith(_TITLES)


def _latin(word: str) -> bool:
    return word.isascii() and word[:1].isalpha()


def is_generic(word: str) -> bool:
    """Say whether a word tells things apart no more than 国家, 重点 or 创新 do."""
    return word in lexicon.words("generic") or word in soft() or (len(word) == 1 and word in "级型化式类性")

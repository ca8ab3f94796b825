"""Count: what a number before a noun counts, and where that noun ends.

Place in the stream: the words after a number → the counted noun. Called by `readings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex
import rjieba

from kg.extraction.indicators import words


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun, and what the clause goes on to say of the things counted: 企业|入选省级名单."""

    noun: str
    deed: str = ""

    def named(self, base: str) -> str:
        """Put what they do before the noun, as a noun phrase has it: 入驻企业, 入选省级名单的企业."""
        joint = "" if len(self.deed) <= 4 and self.deed.endswith(words.listed("stops") + _ACTS) else "的"
        return f"{self.deed}{joint}{base}" if self.deed else base


def read(text: str, *, event: bool = False, money: bool = False) -> Counted:
    """Cut a phrase after a number where the counted noun ends: before a verb, an adverb, a preposition.

    `event`: the classifier counts doings (次, 场), whose noun may be a verb; `money`: the unit is one of money.
    """
    noun, named = "", False
    found = _UNTIL.match(text.removeprefix("的"))
    cut = rjieba.tag(found[0] if found else "")
    for number, (word, tag) in enumerate(cut):
        begun = (not noun and word not in _PREMODIFIERS) or (named and len(noun) >= 2)
        if begun and noun + word not in words.listed("heads") and _ends_noun(cut, number, event=event):
            break
        noun += word
        named = named or tag[:1] in ("n", "j", "l", "x", "e", "z") or tag == "vn"
    noun = (noun.removesuffix("中") if len(noun) > 2 else noun).removesuffix("的")
    places = _PLACES.match(noun)
    if places:
        noun = places[0]
    if money and _GRANTS.fullmatch(found[0] if found else ""):
        return Counted(found[0] if found else "")
    if cut and (cut[0][0] in _omits() or not (named or event)):
        return Counted("", _deed("".join(text.split())))
    if len(noun) < 2 or _begins_verbal(noun):
        return Counted("")
    return Counted(noun, _deed("".join(text.split()).partition(noun)[2]))


def told(noun: str, text: str) -> Counted:
    """Give a counted noun with what the text after the number goes on to say of it."""
    return Counted(noun, _deed("".join(text.split()).partition(noun)[2]))


def counted(text: str) -> str:
    """Give only the noun that a number counts."""
    return read(text).noun


_PLACES = regex.compile(
    "(?:国家和地区|国家|省份|省区市|省市|城市|区县|地市|市州|县区|县市区?|乡镇|街道|社区|行政村|村|园区|行业|领域|学科)(?=的)"
)
_ITEM_END = regex.compile("[，。；：、（\n]")
_UNTIL = regex.compile(r"(?:[^，。；：（]|（[^（）]{1,4}）)*")
_ACTS = (
    "签约",
    "开工",
    "落户",
    "落地",
    "投产",
    "上市",
    "发布",
    "启动",
    "备案",
    "就业",
    "办公",
    "交付",
    "使用",
    "建设",
    "运营",
)


def _deed(rest: str) -> str:
    """Keep what the counted things do where it is short enough to name them by."""
    rest = _ADVERBS.sub("", _told(_ITEM_END.split(rest)[0]))
    rest = rest.replace("了", "", 1) if rest[1:3].find("了") >= 0 else rest
    fits = 2 <= len(rest) <= 16 and rest[:1].isalpha() and (not _NUMERIC.search(rest) or _PASSES.match(rest))
    return rest if fits and not rest.startswith(_NO_DEEDS) and not _SAYS_LITTLE.fullmatch(rest) else ""


_ROLES = frozenset({"引领", "带动", "支撑", "牵头", "主导", "协同", "联动", "为主", "补充", "配套", "参与"})
"""What things do for a whole: 1个示范区|引领、4个高新区|带动、12个园区|支撑的格局. It tells them from no others."""

_SAYS_LITTLE = regex.compile(f"(?:{'|'.join(sorted(_ROLES))})(?:的.*)?|取得.*(?:进展|成效|突破|成果|成绩|进步)")


_PASSES = regex.compile(
    "(?:进入|跻身|入围|入选|位列)[^、，]*$|[^、，\\d]{2,10}(?:超过?|突破|过|逾)[\\d.百千万亿]+(?:元|美元|%|万亿元)?(?:以上)?$"
)


def _told(rest: str) -> str:
    """Keep a list whole (获评领航级、卓越级工厂), and leave the next count out (开工、|5个项目竣工)."""
    first, listed, others = rest.partition("、")
    return first if not listed or _NUMERIC.search(others) else rest


_ADVERBS = regex.compile(
    "^(?:都|均|已经?|也|还|就|便|正在?|将|全部|陆续|先后|相继|顺利|成功|正式|率先|首次|分别|同时|目前|共同|不断|持续|纷纷|现已|均已|集体|同步)+(?=..)"
)
_NUMERIC = regex.compile("[\\d\ue000-\uf8ff]")
_GRANTS = regex.compile(
    "的?(?:一次性|资金|经费|财政|专项|配套|最高|政策|贷款|项目|科研|研发|启动)*(?:支持|奖励|补助|补贴|资助|扶持|贷款|授信|融资|投资|贴息|奖金|补偿|担保|补贴金|奖励金)"
)
_NO_DEEDS = (
    "的",
    "以上",
    "以下",
    "左右",
    "中",
    "里",
    "等",
    "为",
    "是",
    "和",
    "与",
    "及",
    "共",
    "累计",
    "由",
    "比",
    "较",
    "其中",
)


def _ends_noun(cut: Sequence[tuple[str, str]], number: int, *, event: bool) -> bool:
    """Say whether a word begins what is told of a counted noun."""
    word, tag = cut[number]
    if word in _stops():
        return not (word == "不" and number == 0)
    if word in _ROLES and number and cut[number + 1 : number + 2] and cut[number + 1][0] == "的":
        return True
    if tag in ("d", "p", "zg", "y", "uz") and word not in ("特新", "专精"):
        return True
    acts = tag == "v" or word in _doubtful()
    if not acts or event:
        return False
    rest = cut[number + 1 :]
    if not rest or rest[0][0] in ("了", "过", "着") or all(_is_verb(*one) for one in rest):
        return True
    return tag == "v" and len(rest) >= 3 and cut[number - 1][0].endswith(_CLOSERS)


_CLOSERS = ("企业", "公司", "人员", "居民", "学生", "家庭", "用户", "农户", "市民", "专家", "毕业生", "高校", "医院")


def _is_verb(word: str, tag: str) -> bool:
    return tag in ("v", "vn", "vd") or word in _doubtful() or word in _stops()


@cache
def _stops() -> frozenset[str]:
    return frozenset(words.listed("stops"))


@cache
def _omits() -> frozenset[str]:
    """List the verbs that follow a classifier whose noun was told before: 其中3家|入选."""
    return _stops() - _PREMODIFIERS


_PREMODIFIERS = frozenset(
    {
        *(
            "已",
            "未",
            "曾",
            "刚",
            "来自",
            "源自",
            "出自",
            "上市",
            "入选",
            "获批",
            "在",
            "由",
            "上榜",
            "入围",
            "参展",
            "参赛",
            "参会",
            "以上",
        ),
        *(
            "跨",
            "跨区域",
            "受",
            "共建",
            "入驻",
            "入库",
            "挂牌",
            "上云",
            "联合",
            "牵头",
            "领衔",
            "主导",
            "聚焦",
            "专注",
            "致力于",
            "落户",
        ),
        *(
            "新建",
            "引进",
            "发布",
            "覆盖",
            "涉及",
            "支持",
            "打造",
            "共享",
            "投用",
            "参与",
            "从事",
            "具有",
            "拥有",
            "具备",
            "获奖",
            "涵盖",
        ),
    }
)


@cache
def _doubtful() -> frozenset[str]:
    return frozenset(words.listed("doubtful_stops"))


def _begins_verbal(noun: str) -> bool:
    return noun.startswith(("实施", "用于", "支持", "投入", "以上", "左右", "，"))


def last_verb(left: str) -> str:
    """Give the verb that a phrase ends with: 重庆已成功孵化 → 孵化; 拥有 counts as none."""
    left = left.removesuffix("了").removesuffix("过").removesuffix("着")
    if not left.endswith(words.listed("flow")):
        return ""
    verb = next(verb for verb in words.listed("flow") if left.endswith(verb))
    return verb if verb not in words.listed("stative") else ""


def ends_nominal(left: str) -> bool:
    """Say whether the words before a number can be what it measures: 投资|260亿元|建设…."""
    if not left:
        return False
    left = left.removesuffix("了").removesuffix("着")
    if left.endswith(("的", "首款", "首台", "首个", "首套", "唯一")):
        return False
    return not left.endswith(
        (
            *words.listed("stative"),
            *words.listed("flow"),
            "每",
            "从",
            "由",
            "对",
            "为",
            "在",
            "以",
            "与",
            "向",
            "给",
            "同",
        )
    )

"""Judge what stands before a telling ending: whether it names one thing or only says a class of things.

国家重点实验室 and 六大优势产业 say a class; 金陵实验室, 陕西省科技厅 and “东风”行动计划 name one thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from kg.extraction import lexicon
from kg.extraction.entities import dictionary, trades
from kg.extraction.entities.growing import PLANS, Grower, is_generic

__all__ = ["is_name"]

ORGANISED = frozenset({"InnovationPlatform", "ResearchInstitution", "Organization"})

_BOARDS = ("科创板", "创业板", "主板", "新三板", "A股", "港股", "美股", "北交所")
_LEVELS = frozenset({"省", "市", "区", "县", "州", "自治区", "自治州"})
_WIDE = regex.compile(r"国际|全球|世界|国家|中央|中国|全国|区域|综合性|[0-9]|第[一二三四五六七八九十百]+[届次]")
_PLAIN_PLATFORM = regex.compile("(?:加速|高能级|发展|创新|合作|交流|重要|公共|综合|重大|集成|优势|国际|国家)$")
_PLAIN_CENTRE = regex.compile(
    "(?:服务|文化|活动|体育|会议|政治|经济|商业|交通|运输|制造业|消费|金融|贸易|航运|科创|人才|创新|市民|购物|物流|会展|政务"
    "|生产|示范|训练|教育|种植|养殖|供应|原料|能源|革命|旅游|产业|科普|培训|实践|实训|供给|制造|战略|粮食|工业|人员|学术交流|项目孵化|技术服务|综合服务|学术会议)$"
)
_ROLE_OF = regex.compile("新型|工业化|优势|支柱|主导|新兴|特色|战略性|先导|传统|重点|未来|现代|高技术|大$|全$|各|“")
_SITES = frozenset(["科学城", "科技城", "高新区", "开发区", "经开区", "园区", "总部", "核心区", "校区", "院区"])
_ANY_LEVEL = regex.compile(
    "乡镇|各级|各|地方|当地|街道|乡|镇|各地|有关|相关|基层|属地|上级|下级|同级|两级|[省市区县]{2,3}"
)
_SORT_OF_GROUP = regex.compile("(?:企业|龙头|大型|国有|民营|上市|产业|跨国|外资|知名|医药|能源|汽车)$")
_LEVELLED = regex.compile("全?[省市区县](?![场长委级区])")
_PROVINCIAL = frozenset({"省", "直辖市", "自治区", "特别行政区"})
_NAMING_TAGS = frozenset({"nz", "nr", "nrt", "ns", "x", "ng"})


@dataclass(frozen=True)
class _Stem:
    """A stem with its parts: places, other listed units, words that tell it apart, all words."""

    text: str
    type: str
    places: list[str]
    listed: list[str]
    special: list[str]
    plain: list[str]
    size: int

    @classmethod
    def of(cls, grower: Grower, start: int, end: int, type_: str) -> _Stem:
        """Take a stem apart."""
        parts = list(grower.parts(start, end))
        places = [part for part, _ in parts if part in dictionary.places()]  # 云南 in 云南|省重点实验室 is no unit
        listed = [part for part, is_listed in parts if is_listed and part not in places]
        special = [
            part
            for part, is_listed in parts
            if not is_listed and part not in places and not is_generic(part) and part not in _SITES
        ]
        plain = [part for part, is_listed in parts if not is_listed and is_generic(part)]
        return cls(grower.text[start:end], type_, places, listed, special, plain, len(parts))


def is_name(grower: Grower, start: int, end: int, row: Mapping[str, str]) -> bool:
    """Say whether a stem names one thing rather than a class of things; `row` is the ending's."""
    stem = _Stem.of(grower, start, end, row["type"])
    if stem.type == "ResearchInstitution" and stem.text in _LEVELS:
        return bool(row["place_alone"]) and len(row["suffix"]) >= 3
    if stem.type == "PublicBody" and stem.text in _LEVELS:
        return row["suffix"] not in ("人大", "政协", "人民政府")
    if stem.type in ("PublicBody", "Organization") and (
        _ANY_LEVEL.fullmatch(stem.text) or stem.text.startswith(("省级", "市级", "区级", "县级", "各级", "各地"))
    ):
        return False
    if "“" in stem.text or "‘" in stem.text:
        return bool(stem.listed) if stem.type == "Cluster" else stem.type not in ("Industry", "Enterprise")
    if _is_refused(grower, start, end, stem, row):
        return False
    if stem.special or stem.listed:
        return _is_enough(stem)
    return _is_wide(stem) or _is_placed(stem, row)


def _is_refused(grower: Grower, start: int, end: int, stem: _Stem, row: Mapping[str, str]) -> bool:
    if stem.type == "Product":
        return _PLAIN_PLATFORM.search(stem.text) is not None
    if stem.type == "Industry":
        return _ROLE_OF.search(stem.text) is not None
    if row["suffix"] == "组织":
        return not stem.places and _WIDE.search(stem.text) is None
    if row["suffix"] in ("中心", "基地", "委员会"):
        return len(stem.text) < 4 or _PLAIN_CENTRE.search(stem.text) is not None
    return (
        row["suffix"] in ("公司", "股份", "证券", "资本", "创投", "药业", "重工")
        and (not _holds_firm(stem) or stem.text.endswith(_BOARDS))
        and not _is_firm(grower, start, end, stem)
    )


def _holds_firm(stem: _Stem) -> bool:
    return any(part in dictionary.names() for part in stem.listed)


def _is_firm(grower: Grower, start: int, end: int, stem: _Stem) -> bool:
    """Say whether what stands before 公司 is a firm's own name rather than a sort of firm (科技公司, A股公司)."""
    words = grower.words
    first, last = words.holding(start), words.holding(end - 1)
    named = any(words.tags[n] in _NAMING_TAGS for n in range(first, last + 1))
    if stem.text in ("中国", "国际", "亚洲", "欧洲", "美国"):
        return False
    return bool(stem.special) and not stem.text.endswith(_BOARDS) and (named or trades.is_coined(stem.text))


def _is_enough(stem: _Stem) -> bool:
    """Say whether the words that tell a stem apart are enough for its class."""
    if stem.type == "Cluster":
        return bool(stem.listed)
    if stem.type == "Industry":
        whole = sum(map(len, stem.special)) >= 2 and all(part in lexicon.words("soft-verb") for part in stem.plain)
        return bool(stem.listed) or whole
    if stem.type == "PilotReform" and not stem.listed and len(stem.text) < 5:
        return False
    if stem.type in PLANS and not stem.listed and not stem.places:
        return len(stem.text) >= 4 or any(len(part) >= 2 for part in stem.special)
    return len(stem.text) >= 2


def _is_wide(stem: _Stem) -> bool:
    """Say whether plain words name something all the same: 国际科技创新中心, 国家创业投资基金, 世界制造业大会."""
    wide = _WIDE.search(stem.text) is not None
    if stem.type == "Highland":
        return bool(stem.places) or wide
    if stem.type == "Event":
        return (bool(stem.places) or wide or _LEVELLED.match(stem.text) is not None) and stem.size > 1
    if stem.type in ("Ranking", "Honour"):
        return wide or stem.text in _LEVELS or _LEVELLED.match(stem.text) is not None
    if stem.type in ("ActionPlan", "Programme"):
        return len(stem.text) >= 6 and stem.text[-2:] in lexicon.words("soft-verb")
    return stem.type in ORGANISED and stem.text.startswith("国家") and stem.text[2:3] != "级" and len(stem.text) >= 6


def _is_placed(stem: _Stem, row: Mapping[str, str]) -> bool:
    """Say whether a place makes a name of it: 杭州高新区, 安徽高等研究院; 重庆实验室 is a class of laboratories."""
    if stem.type == "Laboratory":
        rows = [row for place in stem.places for row in dictionary.places()[place]]
        short = not stem.text.endswith(("省", "市", "区", "县"))
        return short and len(stem.places) == stem.size == 1 and not any(row["type"] in _PROVINCIAL for row in rows)
    if stem.type == "Highland":
        return row["suffix"].endswith("高地") and len(stem.text) + len(row["suffix"]) >= 6
    if stem.type == "Event":
        return False
    if stem.type == "Enterprise":
        return bool(stem.places) and stem.size > len(stem.places) and _SORT_OF_GROUP.search(stem.text) is None
    roomy = stem.type in ORGANISED | {"Zone"} and (stem.size > len(stem.places) or len(row["suffix"]) >= 4)
    return bool(stem.places) and (bool(row["place_alone"]) or roomy)

"""Say whether the words beside a technical term speak of it as a thing made, used or sold.

Place in the stream: read by `terms`. A term that is only an attribute (芯片|企业) or that nobody makes is passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kg.extraction import lexicon
from kg.extraction.entities.growing import Grower

if TYPE_CHECKING:
    from kg.extraction.entities.terms import Term

__all__ = ["is_free", "tells"]

REACH = 20
"""Characters before or after a term in which its evidence stands."""

_LINK = (
    r"(?:出来?|了|成功|过|的|并|和|、|有|首[款个台套颗条座艘架辆枚种例批]|第一[款个台套颗条座艘架辆枚种]|[一这该][款个台套颗条座艘架辆枚种批项]"
    r"|系列|多[款种项]|各[类种]|新一代|新型|国产|高端|高性能|自主|自研|先进的?|世界|全球|国内|我国|国际|领先的?|最[大高先长]的?|大型|一系列|“)*"
)
_MAKE = (
    "研发|研制|开发|生产|制造|推出|发布|量产|建造|发明|首创|攻克|试制|制备|供应|展[示出]|交付|搭载|配[备套]|主营(?:业务为?)?"
    "|专注于?|专业从事|专业生产|深耕|造出|做出|销售|出口|加工|打造"
)
_MADE_BEFORE = regex.compile(rf"(?:{_MAKE}|(?:产品|主打|主业)(?:主要)?(?:是|为|有|包括|涵盖)){_LINK}$")
_FIRST_BEFORE = regex.compile(
    r"(?:首|第一)[款个台套颗条座艘架辆枚种例](?:套)?(?:[^，。；、“”]{0,8}的)?(?:大型|新型|国产)?$|唯一[^，。；、]{0,6}的$"
    r"|(?:全球|世界|国内|全国|亚洲)(?:最[大高先长快小轻薄]|领先|唯一)[^，。；、]{0,6}(?:的|功率)$"
)
_MADE_AFTER = regex.compile(
    r"(?:产品|样机)?(?:的|也|已经?|均|都|成功|顺利|正式|首次|率先|同步|实现了?|[^，。；、]{0,3}在[^，。；、]{2,8}){0,3}"
    r"(?:下线|首飞|命名交付|点火成功|试车成功|开机|吊装|通过验收|首航|发射|升空|投用|问世|亮相|量产|获批|交付|研制成功|打破|填补|销往|出口|远销|畅销|热销|荣获|国产化|国产替代"
    r"|进口替代|产业化|批量生产|规模化生产|装车|装机应用|投入使用|投入运行|面世|上市|研发成功|获[得评]|入选|自主可控|产量|产能|销量|出货量"
    r"|出货|市场占有率|市占率|市场份额|国内市场|全球市场|供应商|生产商|制造商|厂商|生产企业|生产线|生产基地|年产|量产线|项目|研[发制](?:生产)?(?:企业|商)"
    r"|由[^，。；、]{2,16}(?:研制|研发|自主|打造|建造|生产)|生产与|研发[、和与]|的(?:研[发制]|生产|制造|设计|量产|产业化|销售))"
)
_PRODUCT_LIST = regex.compile(r"等[^，。；：、]{0,8}(?:产品|装备|设备|器件|材料|新品|品类|零部件|药物|器械|仪器)")
_USED_BEFORE = regex.compile(
    r"(?:突破|攻克|掌握|采用|运用|利用|应用|使用|基于|依托|凭借|借助|研[发制]|开发|首创|形成|拥有|推广|引进|融合|结合|围绕|针对|聚焦|开展|通过|提出|以)"
    + _LINK
    + r"(?:(?<=[一该这][种类项套])[^，。；、]{2,14}的)?$"
)
_USED_AFTER = regex.compile(
    r"(?:的|也|已经?|均|成功|首次|率先|等){0,3}(?:取得(?:重[大要])?(?:新)?突破|实现(?:重大)?突破|达到|处于|填补|打破|获得?|国际领先|世界领先|攻关"
    r"|产业化|应用于|入选|开展|研[发究]|走在|领先|居|跻身|是)"
)
_PROCESS_BEFORE = regex.compile(r"(?:经过?|通过|采用|运用|利用|借助|开展|实现了?|突破|攻克|掌握)(?:了|高通量|精准)?$")
_PROCESS_AFTER = regex.compile(r"[，。、；]|等|的?(?:技术|方法|手段|研究)|和|与|及")
_SALES = regex.compile(
    "产品|样机|市场|国产|进口|产业化|量产|命名|点火|功耗|性能|精度|效率|寿命|成本|价格|单价|尺寸|重量|产量|产能|销量|出货|市占|供应商|生产商|制造商|厂商|生产企业|生产线|生产基地|年产|项目|关键|核心|领域"
)
_FREE_TAGS = frozenset("cpdurxfmyt")


def is_free(grower: Grower, end: int) -> bool:
    """Say whether a term ends at an offset rather than going on as the attribute of a further noun."""
    text, words = grower.text, grower.words
    if end >= len(text) or not text[end].isalnum() or _SALES.match(text, end) or _MADE_AFTER.match(text, end):
        return True
    n = words.holding(end)
    word, tag = words.printed[n], words.tags[n]
    if tag[:1] in _FREE_TAGS:
        return True
    return tag == "v" and word not in lexicon.words("soft-verb")


def tells(grower: Grower, term: Term) -> bool:
    """Say whether the text speaks of a term as a thing."""
    text = grower.text
    if term.type == "Product":
        return _is_product(text, term)
    if term.kind == "process":
        return bool(
            _PROCESS_BEFORE.search(text, max(0, term.start - REACH), term.start)
            and _PROCESS_AFTER.match(text, term.end)
        )
    return bool(_USED_BEFORE.search(text, max(0, term.start - REACH), term.start) or _USED_AFTER.match(text, term.end))


def _is_product(text: str, term: Term) -> bool:
    before = _MADE_BEFORE.search(text, max(0, term.start - REACH), term.start)
    first = _FIRST_BEFORE.search(text, max(0, term.start - REACH), term.start)
    return bool(before or first or _MADE_AFTER.match(text, term.end) or _PRODUCT_LIST.match(text, term.end))

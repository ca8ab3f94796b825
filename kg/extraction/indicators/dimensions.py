"""Dimensions: what a unit of measure says of the noun after it: 12万平方米|厂房 is its area.

Place in the stream: unit + counted noun → 面积, 长度, 装机容量, or nothing where the number only rates the thing.
"""

from __future__ import annotations

_AREA = ("M2", "KiloM2", "HA", "mu")
_LENGTH = ("M", "KiloM", "MI", "MI_N")
_POWER = ("KiloW", "MegaW", "GigaW", "W", "TeraW")

_LINES = (
    *(
        "路",
        "道",
        "道路",
        "公路",
        "高速",
        "铁路",
        "地铁",
        "轨道",
        "轨道交通",
        "管网",
        "管道",
        "管线",
        "管廊",
        "河道",
        "岸线",
        "海岸线",
        "绿道",
    ),
    *(
        "隧道",
        "线路",
        "光缆",
        "光纤",
        "电缆",
        "通道",
        "走廊",
        "街区",
        "步道",
        "堤防",
        "渠道",
        "航道",
        "里程",
        "快速路",
        "主干道",
        "专线",
    ),
    *(
        "廊道",
        "林带",
        "干线",
        "支线",
        "沟渠",
        "围网",
        "跑道",
        "道路工程",
        "管网项目",
        "管网工程",
        "公路工程",
        "铁路工程",
        "长廊",
        "路段",
        "路网",
        "桥梁",
    ),
)
_FUNDS = ("基金", "母基金", "资金池", "风险池", "风险补偿金")
_PLANTS = ("项目", "电站", "工程", "基地", "电场", "风电", "光伏", "储能", "装机", "风电场", "发电厂", "电厂", "集群")


def of(unit: str, noun: str) -> str:
    """Name the dimension that a number in a unit gives of a noun; empty where it gives none."""
    if unit in _AREA:
        return "" if noun.endswith("面积") else "面积"
    if unit in _LENGTH and noun.endswith(_LINES):
        return "" if noun.endswith("里程") else "长度"
    if unit.startswith("CCY_") and noun.endswith(_FUNDS):
        return "规模"
    if unit in _POWER and noun.endswith(_PLANTS):
        return "装机容量"
    return ""

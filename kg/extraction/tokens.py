"""Tokens: the private-use character that stands for each type of annotation in a shadow, and the classes of them.

Place in the stream: read by `rules.py`, which writes them into patterns, and by `patterns.py`, which draws shadows.
"""

from __future__ import annotations

from collections.abc import Mapping

_FIRST_TOKEN = 0xE000
_NUMBERS = (
    "Qty",  # counted things, money, measures, durations: 35家, 39.8亿元, 18MW
    "Share",  # 19.2%, 六成, 三分之一
    "Point",  # 2.4个百分点
    "Times",  # 8.4倍, 翻番
    "Rank",  # 第8位, 前50名
)
_NUMERIC = (*_NUMBERS, "Time", "Name", "This")
_ENTITIES = (
    "Place",  # 重庆, 永川区, 四川省
    "Lab",
    "Zone",
    "Company",
    "Body",  # a public body: 市科技局
    "Org",  # any other organisation
    "Person",
    "Role",  # a post: 局长, 董事长
    "Highland",
    "Strategy",
    "Programme",
    "Measure",
    "Goal",
    "Field",
    "Industry",
    "Cluster",
    "Technology",
    "Product",
    "Standard",
    "Scenario",
    "Honour",
    "Ranking",
    "Event",
    "Facility",
    "Group",
    "Anaphor",  # 公司, 我市, 该企业: stands for an entity
)
TOKENS: Mapping[str, str] = {name: chr(_FIRST_TOKEN + n) for n, name in enumerate(_NUMERIC + _ENTITIES)}
"""The private-use character of each annotation type."""

CLASSES: Mapping[str, str] = {
    "Entity": "[" + "".join(TOKENS[name] for name in _ENTITIES) + "]",
    "Number": "[" + "".join(TOKENS[name] for name in _NUMBERS) + "]",
    "ANY": f"[{chr(_FIRST_TOKEN)}-{chr(_FIRST_TOKEN + 0xFF)}]",
    "Word": "[^" + "".join(symbol for name, symbol in TOKENS.items() if name != "Name") + "，。；：！？\\n]",
    "Lead": "[^" + "".join(TOKENS[name] for name in ("This", *_ENTITIES)) + "，。；：！？\\n]",
    "PLAIN": f"[^{chr(_FIRST_TOKEN)}-{chr(_FIRST_TOKEN + 0xFF)}，。；：！？\\n]",
}
"""What `@Entity`, `@Number`, `@ANY` and `@PLAIN` expand to."""

"""When gold and report say the same."""

from __future__ import annotations

import pytest

from kg.evaluation import matching


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("高新技术企业数", "高新技术企业数量", True),
        ("新增科技型中小企业数", "新增科技型中小企业", True),
        ("四川省", "四川", True),
        ("甬江實驗室", "甬江实验室", True),
        ("“双向揭榜挂帅”投入资金", "投入", True),
        ("研发投入强度", "技术合同成交额", False),
        ("合肥市", "安徽省", False),
        ("", "合肥市", False),
    ],
)
def test_phrases_are_compared_loosely(gold: str, found: str, same: bool) -> None:
    assert matching.same_phrase(gold, found) is same


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [(19.2, 19.2, True), (0.333333, 1 / 3, True), ([40, 50], [40, 50], True), ([40, 50], 40, False), (35, 36, False)],
)
def test_values_are_compared_exactly(gold: object, found: object, same: bool) -> None:
    assert matching.same_value(gold, found) is same


@pytest.mark.parametrize(
    ("gold", "start", "end", "same"),
    [
        ("2023年", "2023-01-01", "2023-12-31", True),
        ("2024年", "2023-01-01", "2023-12-31", False),
        ("“十四五”时期", "2021-01-01", "2025-12-31", True),
        ("“十四五”时期", "2016-01-01", "2020-12-31", False),
        ("2023年", None, None, None),
    ],
)
def test_periods_are_compared_by_their_years(gold: str, start: str | None, end: str | None, same: bool | None) -> None:
    assert matching.same_period(gold, {"start": start, "end": end}) is same

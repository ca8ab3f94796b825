"""Numerals become exact decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extraction import numerals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("39.8亿", "3980000000"),
        ("1.2万亿", "1200000000000"),
        ("1,234", "1234"),
        ("5百万", "5000000"),
        ("十", "10"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("两千三百万", "23000000"),
        ("三亿二千万", "320000000"),
        ("一万亿", "1000000000000"),
        ("二〇二五", "2025"),
        ("二十三点六", "23.6"),
        ("千亿", "100000000000"),
    ],
)
def test_a_numeral_has_its_value(text: str, value: str) -> None:
    assert numerals.parse(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "数十", "家", "三家", "一点家"])
def test_what_is_no_numeral_has_none(text: str) -> None:
    assert numerals.parse(text) is None


@pytest.mark.parametrize(
    ("text", "place"), [("39.8亿", "10000000"), ("7565", "1"), ("18万", "10000"), ("19.2", "0.1"), ("二十", None)]
)
def test_the_last_digit_printed_gives_the_precision(text: str, place: str | None) -> None:
    assert numerals.precision(text) == (None if place is None else Decimal(place))

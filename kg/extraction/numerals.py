"""Numerals: from digits, magnitudes and Chinese numerals to exact decimals.

Place in the stream: used by quantities and times. `parse("6.36亿")`, `parse("一百二十")`, `parse("二〇二五")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import regex

DIGITS: Mapping[str, int] = {
    **{str(n): n for n in range(10)},
    **{character: n for n, character in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
    "俩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
"""What one digit character says."""

_TENS: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Mapping[str, int] = {"万": 10**4, "亿": 10**8}
_BILLIONS = {"兆": 10**12}  # in Taiwan, before 元
_ARABIC = regex.compile(r"(\d[\d,]*(?:\.\d+)?)([十百千万亿兆]*)")
_COMPOUND = regex.compile(r"(?:\d[\d,]*(?:\.\d+)?[十百千万亿兆]+){2,}|(?:\d[\d,]*[万亿兆]+)+\d+(?:\.\d+)?")


def parse(text: str) -> Decimal | None:
    """Give the value of a numeral, or None when it is not one.

    Knows digits with separators and magnitudes (1,234 / 39.8亿), several places (16万5千, 1兆3681.05亿), Chinese
    numerals with 点, and digit by digit spelling (二〇二五).
    """
    arabic = _ARABIC.fullmatch(text)
    if arabic:
        return Decimal(arabic[1].replace(",", "")) * magnitude(arabic[2])
    if _COMPOUND.fullmatch(text):
        return _compound(text)
    whole, _, fraction = text.partition("点")
    value = _chinese(whole)
    if value is None or not all(character in DIGITS for character in fraction):
        return None
    decimals = "".join(str(DIGITS[character]) for character in fraction)
    return Decimal(f"{value}.{decimals}") if decimals else Decimal(value)


def magnitude(text: str) -> Decimal:
    """Give the factor of a magnitude word: 万 10000, 万亿 10¹², 百万 10⁶; empty is one."""
    factor = Decimal(1)
    for character in text:
        factor *= _TENS.get(character) or _MYRIADS.get(character) or _BILLIONS[character]
    return factor


def precision(text: str) -> Decimal | None:
    """Give the place value of the last digit printed: 39.8亿 → 10 000 000; None for Chinese numerals."""
    arabic = _ARABIC.fullmatch(text)
    if not arabic:
        return None
    decimals = len(arabic[1].partition(".")[2])
    return magnitude(arabic[2]).scaleb(-decimals)


def _compound(text: str) -> Decimal | None:
    """Add the places of 1兆3681.05亿; None where a place does not lie below the one before it."""
    total, least = Decimal(0), None
    for number, places in _ARABIC.findall(text):
        factor = magnitude(places)
        value = Decimal(number.replace(",", "")) * factor
        if least is not None and value >= least:
            return None
        total, least = total + value, factor
    return total


def _chinese(text: str) -> int | None:
    if not text or not all(character in DIGITS or character in _TENS or character in _MYRIADS for character in text):
        return None
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    return _additive(text)


def _additive(text: str) -> int:
    """Read 一百二十, 两千三百万, 一万亿: a digit times its place, places summed, each myriad closing what is open."""
    total, section, digit, pending = 0, 0, 0, False
    for character in text:
        if character in DIGITS:
            digit, pending = DIGITS[character], True
        elif character in _TENS:
            section += (digit if pending else 1) * _TENS[character]
            digit, pending = 0, False
        else:
            factor, open_part = _MYRIADS[character], section + digit
            closes_all = factor == 10**8 or not total
            total = (total + open_part or 1) * factor if closes_all else total + (open_part or 1) * factor
            section, digit, pending = 0, 0, False
    return total + section + digit

"""Which region a text means: official names, levels, publishers, bodies, the province around cities."""

from __future__ import annotations

import pytest

from kg.extraction import regions
from kg.extraction.regions import Regions
from kg.model import Article, View


def _weighed(text: str) -> Regions:
    return regions.of(View(Article(text, "0" * 64), text), [])


@pytest.mark.parametrize(
    ("name", "official"),
    [("重庆", "重庆市"), ("苏州", "苏州市"), ("安徽", "安徽省"), ("不是地名", "")],
)
def test_a_name_has_one_official_form(name: str, official: str) -> None:
    assert regions.full_name(name) == official


@pytest.mark.parametrize(
    ("text", "level", "place"),
    [
        ("长沙市科技局通报", "市", "长沙市"),
        ("苏州日报讯", "市", "苏州市"),
        ("楚天都市报讯", "省", "湖北省"),
        ("福州市委、厦门市政府", "省", "福建省"),
        ("昆山市政府与苏州市委", "市", "苏州市"),
        ("没有地名", "市", ""),
    ],
    ids=["a body", "a paper", "a paper's byname", "the province around", "the city above", "none"],
)
def test_a_level_means_the_place_that_speaks_for_it(text: str, level: str, place: str) -> None:
    assert _weighed(text).named(level) == place

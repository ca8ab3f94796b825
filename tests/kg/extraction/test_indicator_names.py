"""A measure is a noun: the particle before it and the predicate behind it are not of its name."""

import pytest

from kg import extraction
from kg.model import Article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("该产品将手术等待时间从40分钟缩短到5分钟。", "手术等待时间", id="将 is no part of it"),
        pytest.param("重庆在国际《城市创新榜》排名中列36位。", "国际《城市创新榜》排名", id="nor is 在"),
    ],
)
def test_a_measure_is_a_noun(text: str, expected: str) -> None:
    found = extraction.read(Article(text, sha256="0" * 64))

    assert expected in {claim.value.indicator.name for claim in found.claims if claim.value is not None}

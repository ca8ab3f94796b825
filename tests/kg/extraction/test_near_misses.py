"""A name one character off from a name that the text uses often is doubted, and not repaired."""

from pathlib import Path

import pytest

from kg import extraction
from kg.model import Article
from kg.reading import article

ARTICLE = Path(__file__).parents[3] / "kg" / "articles" / "000_343fefd9135c7987.txt"
OFTEN = "永川区高新技术企业达到300家。永川区建成实验室5个。永川区引进人才20名。永川区位于重庆。"


def doubted(text: str) -> list[str]:
    found = extraction.read(Article(text, sha256="0" * 64)).coverage.doubts
    return [span.of(text) for doubt in found if doubt.kind == "one-character-off" for span in doubt.spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(OFTEN + "张伟介绍了市川去年取得的成绩。", [], id="the short name is not used often"),
        pytest.param(OFTEN.replace("永川区", "永川") + "张伟介绍了市川去年取得的成绩。", ["市川"], id="a near miss"),
        pytest.param(OFTEN.replace("永川区", "永川") + "平川去年和平川今年不同。", [], id="used twice, so meant"),
        pytest.param(OFTEN.replace("永川区", "永川") + "会上介绍了重点去年的安排。", [], id="another word altogether"),
    ],
)
def test_a_name_one_character_off_is_doubted(text: str, expected: list[str]) -> None:
    assert doubted(text) == expected


def test_the_misprint_of_the_bundled_article_is_doubted() -> None:
    text = article.read(ARTICLE).text

    assert doubted(text) == ["市川"]

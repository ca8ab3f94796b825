from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from server import wording


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        pytest.param("en", "zh", "en", id="the address wins"),
        pytest.param("zh", "en", "zh", id="Chinese asked for by an English browser"),
        pytest.param(None, "en", "en", id="the browser's wish"),
        pytest.param("fr", None, "zh", id="a language we do not speak"),
        pytest.param("<script>", None, "zh", id="nonsense"),
    ],
)
def test_the_address_then_the_browser_then_chinese_choose_the_language(
    asked: str | None, accepted: str | None, language: str
) -> None:
    assert wording.choose(asked, accepted) == language


def test_every_phrase_is_there_in_both_languages() -> None:
    assert all(all(phrase.values()) for phrase in wording.load().phrases.values())


def test_a_phrase_that_lacks_a_language_is_refused(tmp_path: Path) -> None:
    (tmp_path / "area.toml").write_text('[greeting]\nzh = "好"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"area\.toml: \[greeting\] needs exactly the keys zh, en"):
        wording.load(tmp_path)


def test_an_unknown_phrase_says_where_to_add_it() -> None:
    with pytest.raises(InputError, match=r"server/phrases/entity\.toml"):
        wording.load().say("entity.no-such-phrase", "zh")

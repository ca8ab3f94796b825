"""Articles are read as received; what cannot be one is refused in one line."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from kg.errors import ArticleError, InputError
from kg.reading import article

TEXT = "去年，全市新增高新技术企业35家，增长19.2%。\r\n"
PAGE = f"""<!DOCTYPE html><html lang="zh"><head><title>科创新闻</title>
<meta property="article:published_time" content="2024-01-23"></head><body><nav>首页 新闻</nav>
<article><h1>科创新闻</h1>{"<p>去年，全市新增高新技术企业35家，增长19.2%，这一成绩来之不易。</p>" * 5}</article>
</body></html>"""


@pytest.mark.parametrize(
    ("received", "text"),
    [
        (TEXT.encode(), TEXT),
        (TEXT.encode("utf-8-sig"), "\ufeff" + TEXT),
        (TEXT.encode("gb18030"), TEXT),
        (TEXT.encode("utf-16"), TEXT),
    ],
    ids=["utf-8", "with a mark", "gb18030", "utf-16"],
)
def test_text_is_decoded_and_otherwise_untouched(received: bytes, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(received)
    read = article.read(tmp_path / "a.txt")
    assert read.text == text
    assert (read.sha256, read.name) == (hashlib.sha256(received).hexdigest(), "a")


@pytest.mark.parametrize(
    ("received", "message"),
    [
        (b"", "the file is empty"),
        (b"\r\n \n", "holds no text"),
        (b"%PDF-1.7 abc", "binary"),
        ("科技".encode() + b"\x00", "binary"),
        (b"caf\xe9 d\xe9j\xe0 vu \xff\xfe", "neither UTF-8"),
        (b"\x01\x02\x03\x04\x05 text", "control characters"),
        (b" " * (article.LIMIT + 1), "too many"),
    ],
    ids=["empty", "blank", "pdf", "nul", "latin-1", "controls", "too large"],
)
def test_what_is_no_article_is_refused(received: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(received)
    with pytest.raises(ArticleError, match=message):
        article.read(tmp_path / "a.txt")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"none\.txt: no such file"):
        article.read(tmp_path / "none.txt")


def test_a_folder_is_no_article(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="not a file"):
        article.read(tmp_path)


def test_the_sidecar_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.meta.toml").write_text('title = "题"\nissued = 2024-01-23\nhome = "重庆"\n', "utf-8")
    known = article.read(tmp_path / "a.txt").metadata
    assert (known.title, known.issued, known.issued_basis, known.home) == ("题", date(2024, 1, 23), "explicit", "重庆")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("titel = 'x'", "unknown key 'titel'"),
        ("issued = '2024'", "issued must be a date"),
        ("issued_basis = 'guess'", "must be one of"),
        ("title", "not TOML"),
    ],
)
def test_a_wrong_sidecar_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.meta.toml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        article.read(tmp_path / "a.txt")


def test_of_a_page_the_main_text_is_the_document() -> None:
    read = article.of_bytes(PAGE.encode(), name="page")
    assert read.text.startswith("科创新闻\n")
    assert "新增高新技术企业35家" in read.text
    assert "首页" not in read.text
    assert read.sha256 == hashlib.sha256(read.text.encode()).hexdigest()
    assert read.metadata.issued == date(2024, 1, 23)

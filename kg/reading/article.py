"""Read an article: bytes → text exactly as received, with what its sidecar file says of it.

Place in the stream: the first arrow. The text is decoded and otherwise untouched: a byte-order mark and carriage
returns stay, so that every offset points into what was received. Only HTML is different: there the extracted main
text is the document.
"""

from __future__ import annotations

import codecs
import hashlib
import unicodedata
from pathlib import Path

from kg.errors import ArticleError
from kg.model import Article, Metadata
from kg.reading import html, sidecar

LIMIT = 16 * 1024 * 1024
"""Most bytes of one article; a newspaper page has some 20 000."""

# PDF, ZIP (and office files), PNG, JPEG, GIF, gzip, old office files, ELF
_BINARY_SIGNS = tuple(
    map(bytes.fromhex, ("25504446", "504b0304", "89504e47", "ffd8ff", "47494638", "1f8b", "d0cf11e0", "7f454c46"))
)


def read(path: Path) -> Article:
    """Read one article with its sidecar.

    Raises:
        ArticleError: the file is missing, not a file, empty, too large, binary, or in no encoding that we know.

    """
    return of_bytes(_load(path), name=path.stem, metadata=sidecar.read(path), where=str(path))


def of_bytes(received: bytes, *, name: str = "", metadata: Metadata | None = None, where: str = "article") -> Article:
    """Make an article of the bytes received; `where` names them in an error."""
    text = decode(received, where)
    if html.looks_like(text):
        return html.article(text, name=name, metadata=metadata, where=where)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise ArticleError(f"{where}: the file holds no text; give an article with at least one sentence")
    return Article(text, hashlib.sha256(received).hexdigest(), metadata or Metadata(), name)


def decode(received: bytes, where: str = "article") -> str:
    """Decode UTF-8 (with or without mark), UTF-16 with mark, or GB18030 when what comes out is Chinese."""
    if received.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(received, "utf-16", where)
    if received.startswith(_BINARY_SIGNS) or b"\x00" in received:
        raise ArticleError(f"{where}: this is a binary file; give plain text or HTML")
    try:
        text = received.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _gb18030(received, where, error)
    _refuse_controls(text, where)
    return text


def _load(path: Path) -> bytes:
    if not path.exists():
        raise ArticleError(f"{path}: no such file")
    if not path.is_file():
        raise ArticleError(f"{path}: not a file; give the article's text file")
    size = path.stat().st_size
    if size > LIMIT:
        raise ArticleError(f"{path}: {size:,} bytes are too many for one article (limit {LIMIT:,}); split it")
    if size == 0:
        raise ArticleError(f"{path}: the file is empty")
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read: {error.strerror}") from error


def _strictly(received: bytes, encoding: str, where: str) -> str:
    try:
        return received.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(f"{where}: not {encoding.upper()} text at byte {error.start}; save it as UTF-8") from error


def _gb18030(received: bytes, where: str, error: UnicodeDecodeError) -> str:
    message = f"{where}: neither UTF-8 (byte {error.start}) nor GB18030 text; save it as UTF-8"
    try:
        text = received.decode("gb18030")
    except UnicodeDecodeError as second:
        raise ArticleError(message) from second
    beyond_ascii = [character for character in text if character > "\x7f"]
    if sum(map(_is_common, beyond_ascii)) < 0.9 * len(beyond_ascii):
        raise ArticleError(message)
    return text


def _is_common(character: str) -> bool:
    """Say whether a character stands in GB 2312, as nearly all of a Chinese text does."""
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def _refuse_controls(text: str, where: str) -> None:
    controls = sum(unicodedata.category(character) == "Cc" for character in set(text) - set("\t\n\r\f\x0b\x85"))
    if controls > 3:
        raise ArticleError(f"{where}: holds control characters; this does not look like an article")

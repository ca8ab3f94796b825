"""Read an HTML page: its main text becomes the document.

Place in the stream: inside the first arrow, for pages saved from the web. The work is trafilatura's (extra `[html]`).
"""

from __future__ import annotations

import hashlib
from datetime import date
from types import ModuleType

import regex

from kg.errors import ArticleError
from kg.model import Article, Metadata

_SIGN = regex.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", flags=regex.I | regex.S)


def looks_like(text: str) -> bool:
    """Say whether a text is an HTML page."""
    return _SIGN.match(text[:4096].lstrip("\ufeff")) is not None


def article(page: str, *, name: str = "", metadata: Metadata | None = None, where: str = "page") -> Article:
    """Extract the main text of a page and make it the article; what the sidecar says wins over the page's own words.

    Raises:
        ArticleError: the extra is not installed, or the page has no main text.

    """
    trafilatura = _trafilatura(where)
    document = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
    )
    text = document.text.strip() if document and document.text else ""
    if not text:
        raise ArticleError(f"{where}: no main text found in this HTML page; save the article as plain text")
    title = (document.title or "").strip()
    if title and not text.startswith(title):
        text = f"{title}\n{text}"
    known = metadata or Metadata()
    if known == Metadata():
        known = _metadata(title, document.sitename, document.date)
    return Article(text, hashlib.sha256(text.encode()).hexdigest(), known, name)


def _trafilatura(where: str) -> ModuleType:
    try:
        import trafilatura
    except ImportError as error:
        raise ArticleError(f"{where}: HTML needs the extra: pip install 'kechuang[html]'") from error
    return trafilatura


def _metadata(title: str, publisher: str | None, issued: str | None) -> Metadata:
    try:
        day = date.fromisoformat(issued or "")
    except ValueError:
        return Metadata(title=title, publisher=publisher or "")
    return Metadata(title=title, publisher=publisher or "", issued=day, issued_basis="explicit")

"""Freeze the site: every page and every file that its pages lead to, as files that need no server.

Place in the stream: outside the application, which it asks like any client. First everything is fetched and kept as it
came, then every link is turned to the file it leads to; English pages lie under `en/`. What only a running service can
answer (search, SPARQL) is unlinked.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urldefrag, urlencode, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient

from kg.errors import BuildError
from server.addresses import THINGS, page_path, thing_path

__all__ = ["Broken", "Frozen", "freeze"]

LIVE = ("/sparql", "/search", "/suggest", "/reconcile", "/resolve", "/graph/expand", "/-/", "/api", "/opensearch.xml")
SEEDS = ("/", "/doc", "/ontology", "/overview", "/queries", "/dump/", "/dataset", "/sitemap.xml", "/robots.txt")
MARKUP = ("text/html", "image/svg+xml")
LANGUAGES = ("zh", "en")
Progress = Callable[[int, int], object]  # called with what is done and what is known
# Of the many small parts of a document two forms are enough: facts, and facts with sources.
_MINOR = re.compile(r"/doc/[^/]+/[a-z]+/[^/]+\.(?:nt|rdf|jsonld|nq)")
_LINK = re.compile(r'(?P<name>\s(?:href|src))="(?P<address>[^"]*)"')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_LOCATION = re.compile(r"<loc>([^<]+)</loc>")


class Broken(NamedTuple):
    """A link that leads nowhere."""

    page: str
    link: str
    status: int


class Address(NamedTuple):
    """An address of the site without its fragment; the language is part of it."""

    path: str
    query: tuple[tuple[str, str], ...] = ()
    language: str = "zh"

    def __str__(self) -> str:
        query = [*self.query, *([("lang", self.language)] if self.language != LANGUAGES[0] else [])]
        return f"{self.path}?{urlencode(query)}" if query else self.path


@dataclass(frozen=True, slots=True)
class Kept:
    """What was fetched: its media type and the file that holds it."""

    media_type: str
    file: PurePosixPath


@dataclass(slots=True)
class Frozen:
    """What was frozen, and the links that lead nowhere."""

    files: dict[Address, Kept] = field(default_factory=dict)
    lost: dict[Address, int] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)


def freeze(app: Flask, folder: Path, *, progress: Progress = max) -> Frozen:
    """Write the whole site into a folder; raises `BuildError` when a link leads nowhere, with the first of them."""
    frozen = Frozen()
    with app.test_client() as client:
        _fetch_all(client, folder, frozen, progress)
    for address, kept in frozen.files.items():
        if kept.media_type in MARKUP:
            _relink(folder, address, kept, frozen)
    if frozen.broken:
        first = frozen.broken[0]
        raise BuildError(
            f"{len(frozen.broken)} links lead nowhere, the first from {first.page} to {first.link} ({first.status}); "
            "mend the page or the data it links to"
        )
    return frozen


def _fetch_all(client: FlaskClient, folder: Path, frozen: Frozen, progress: Progress) -> None:
    waiting = deque(Address(path, (), language) for language in LANGUAGES for path in SEEDS)
    known = set(waiting)
    while waiting:
        address = waiting.popleft()
        for found in _fetch(client, folder, address, frozen):
            if found not in known:
                known.add(found)
                waiting.append(found)
        progress(len(frozen.files), len(known))


def _fetch(client: FlaskClient, folder: Path, address: Address, frozen: Frozen) -> list[Address]:
    headers = {"Accept": "text/html, */*;q=0.5", "Accept-Language": "zh"}
    answer = client.get(_asked(address), headers=headers, follow_redirects=True)
    body, media_type, status = answer.data, answer.mimetype or "", answer.status_code
    answer.close()
    if status != 200:
        frozen.lost[address] = status
        return []
    frozen.files[address] = kept = Kept(media_type, _file(address, media_type))
    path = folder / kept.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    if media_type in MARKUP:
        return [found for link in _links(body.decode()) if (found := _address(link, address))]
    if address.path.startswith("/sitemap"):
        return [_plain(urlsplit(location).path) for location in _LOCATION.findall(body.decode())]
    return []


def _links(markup: str) -> Iterable[str]:
    return (unescape(match["address"]) for match in _LINK.finditer(_FORM.sub("", markup)))


def _asked(address: Address) -> str:
    """Give the address at which a page is fetched: that of a thing's page rather than the redirect to it."""
    root = address.path.split("/")[1]
    if root not in THINGS or not address.query:
        return str(address)
    return str(address._replace(path=page_path(address.path.removeprefix("/"))))


def _address(link: str, page: Address) -> Address | None:
    """Read a link of a page; None when it leaves the site or needs a running service."""
    if re.match(r"[a-z][a-z0-9+.-]*:|//", link, re.IGNORECASE):
        return None
    parts = urlsplit(urldefrag(urljoin(page.path, link)).url)
    query = dict(parse_qsl(parts.query))
    chosen = query.pop("lang", page.language if link.startswith("#") else LANGUAGES[0])
    if parts.path.startswith("/static/"):
        return _plain(parts.path)
    if _is_live(parts.path, query):
        return None
    path = unquote(parts.path)
    if path.startswith("/page/"):
        path = f"/{thing_path(path.removeprefix('/page/'))}"
    return Address(path, tuple(sorted(query.items())), chosen if chosen in LANGUAGES else LANGUAGES[0])


def _is_live(path: str, query: dict[str, str]) -> bool:
    """Say whether only a running service can answer: a query of one's own, a question with values, a minor form."""
    asks = path == "/graph" or (path.startswith("/queries/") and bool(query))
    return asks or path.startswith(LIVE) or _MINOR.fullmatch(path) is not None


def _plain(path: str) -> Address:
    return Address(unquote(path))


def _file(address: Address, media_type: str) -> PurePosixPath:
    """Name the file of an address: a page is the index of a folder, a language other than Chinese lies apart."""
    folder = PurePosixPath("en" if address.language == "en" else ".")
    name = address.path.strip("/")
    mark = "-" + hashlib.sha256(urlencode(address.query).encode()).hexdigest()[:8] if address.query else ""
    if media_type == "text/html" and not name.endswith(".html"):
        return folder / name / f"index{mark}.html"
    path = PurePosixPath(name)
    return folder / path.with_name(f"{path.stem}{mark}{path.suffix}")


def _relink(folder: Path, address: Address, kept: Kept, frozen: Frozen) -> None:
    """Turn every link of a page to the file it leads to."""
    markup = _FORM.sub("", (folder / kept.file).read_text(encoding="utf-8"))

    def turned(match: re.Match[str]) -> str:
        link = unescape(match["address"])
        if re.match(r"[a-z][a-z0-9+.-]*:|//|#", link, re.IGNORECASE):
            return match[0]
        found = _address(link, address)
        # A question whose default names nothing in this data needs a value from its reader.
        if found is None or (found.path.startswith("/queries/") and frozen.lost.get(found) == 400):
            return f' data-live="{escape(link)}"'
        if found not in frozen.files:
            frozen.broken.append(Broken(str(address), link, frozen.lost.get(found, 0)))
            return match[0]
        fragment = urldefrag(link).fragment
        to = os.fspath(frozen.files[found].file)
        relative = posixpath.relpath(to, os.fspath(kept.file.parent))
        return f'{match["name"]}="{escape(relative + (f"#{fragment}" if fragment else ""))}"'

    (folder / kept.file).write_text(_LINK.sub(turned, markup), encoding="utf-8")

"""Choose the form of an answer: the one file where media types are named.

Place in the house: between a request's `Accept` (RFC 9110, section 12.5.1) or `?format=` and everything that writes.
A form has a short name, which is its suffix and its name in `?format=`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from werkzeug.datastructures import LanguageAccept, MIMEAccept
from werkzeug.http import parse_accept_header

from server import wording

__all__ = [
    "MEDIA_TYPES",
    "NAMES",
    "charset",
    "choose",
    "content_type",
    "describe",
    "encoding",
    "language",
    "named",
    "prefers_page",
]

MEDIA_TYPES = {
    "html": "text/html",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "problem": "application/problem+json",
    "text": "text/plain",
    "svg": "image/svg+xml",
    "graphml": "application/graphml+xml",
    "png": "image/png",
    "plain-json": "application/json",
    "openapi": "application/vnd.oai.openapi+json",
    "metrics": "text/plain; version=0.0.4",
}
# Other names under which clients ask for a form.
ALIASES = {
    "html": ("application/xhtml+xml",),
    "json": ("application/json", "text/json"),
    "xml": ("application/xml", "text/xml"),
    "tsv": ("text/tsv",),
    "ttl": ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
    "nt": ("text/plain", "text/ntriples", "application/ntriples"),
    "rdf": ("application/xml", "text/xml"),
    "jsonld": ("application/json",),
    "nq": ("text/x-nquads", "text/nquads"),
    "trig": ("application/x-trig",),
    "problem": ("application/json",),
    "graphml": ("application/xml",),
    "openapi": ("application/json",),
}
# What may stand in `?format=` besides the short names.
NAMES = {
    "turtle": "ttl",
    "n3": "ttl",
    "n-triples": "nt",
    "ntriples": "nt",
    "rdfxml": "rdf",
    "rdf+xml": "rdf",
    "rdf/xml": "rdf",
    "json-ld": "jsonld",
    "n-quads": "nq",
    "nquads": "nq",
    "sparql-results+json": "json",
    "sparql-results+xml": "xml",
    "srj": "json",
    "srx": "xml",
}
_CHARSET = {"csv", "tsv", "ttl", "html", "text"}
_PARAMETERS = re.compile(r";\s*(?!q=)[\w!#$&^.+-]+\s*=\s*(?:\"[^\"]*\"|[^;,\s]*)", re.IGNORECASE)
_RANGE = re.compile(r"^(\*/\*|[\w!#$&^.+-]+/(?:\*|[\w!#$&^.+-]+))$")


@lru_cache(maxsize=4096)
def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """Give the offered form that `Accept` likes best, the first of several; None when none will do.

    A header that names no media range at all is no header.
    """
    ranges = _ranges(accept)
    if not ranges:
        return offered[0]
    rated = [(_quality(ranges, name), name) for name in offered]
    best = max(quality for quality, _ in rated)
    return next(name for quality, name in rated if quality == best) if best > 0 else None


def _ranges(accept: str | None) -> dict[str, float]:
    plain = _PARAMETERS.sub("", accept or "")
    found = [(value.lower(), quality) for value, quality in parse_accept_header(plain, MIMEAccept)]
    return {value: quality for value, quality in reversed(found) if _RANGE.match(value)}


def _spellings(name: str) -> tuple[str, ...]:
    return (MEDIA_TYPES[name], *ALIASES.get(name, ()))


def _quality(ranges: dict[str, float], name: str) -> float:
    """Give the quality by the most specific range; a form's other names count only where they are written out."""
    media_type = MEDIA_TYPES[name]
    spelled = [ranges[spelling] for spelling in _spellings(name) if spelling in ranges]
    if spelled:
        return max(spelled)
    return ranges.get(f"{media_type.partition('/')[0]}/*", ranges.get("*/*", 0.0))


def named(name: str) -> str | None:
    """Give the form that `?format=` or a suffix names: its short name, a common other name, or a media type."""
    name = name.strip().lower()
    if name in MEDIA_TYPES:
        return name
    if name in NAMES:
        return NAMES[name]
    return next((short for short in MEDIA_TYPES if name in _spellings(short)), None)


def content_type(name: str) -> str:
    """Give the value of `Content-Type` for a form."""
    return f"{MEDIA_TYPES[name]}; charset=utf-8" if name in _CHARSET else MEDIA_TYPES[name]


def describe(offered: Sequence[str]) -> str:
    """Name the media types of forms, for those who asked for others."""
    return ", ".join(MEDIA_TYPES[name] for name in offered)


@lru_cache(maxsize=1024)
def encoding(accept: str | None) -> str:
    """Choose a content coding (RFC 9110, section 12.5.3): zstd, gzip, or none."""
    if not accept:
        return ""
    ranges = {value.lower(): quality for value, quality in parse_accept_header(accept)}
    rated = {name: ranges.get(name, ranges.get("*", 0.0)) for name in ("zstd", "gzip")}
    best = max(rated, key=lambda name: rated[name])
    return best if rated[best] > 0 and rated[best] >= ranges.get("identity", 0.0) else ""


def charset(content_type_header: str) -> str:
    """Give the charset parameter of a `Content-Type`, in lower case and without quotes; empty when there is none."""
    match = re.search(r";\s*charset\s*=\s*\"?([^\s;\"]+)", content_type_header, re.IGNORECASE)
    return match[1].lower() if match else ""


@lru_cache(maxsize=4096)
def prefers_page(accept: str | None) -> bool:
    """Say whether a person reads: a page is liked better than any data."""
    return bool(accept) and choose(accept, ("json", "xml", "csv", "tsv", "ttl", "problem", "html")) == "html"


@lru_cache(maxsize=4096)
def language(query_string: str, accept_language: str | None) -> str:
    """Choose the language of words: `lang=` of the address, else `Accept-Language`, else Chinese."""
    asked = re.search(r"(?:^|&)lang=([a-z]+)(?:&|$)", query_string)
    accepted = parse_accept_header(accept_language, LanguageAccept).best_match(wording.LANGUAGES)
    return wording.choose(asked[1] if asked else None, accepted)

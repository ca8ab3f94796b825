"""Read an article's sidecar registry: the names of its things, one row each.

Place in the stream: article file → names. `X.registry.tsv` beside `X.txt` holds slugs, English labels, aliases and
identifiers of what the article names. It never holds a fact: whatever is true is read from the text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Name

__all__ = ["COLUMNS", "beside", "read"]

COLUMNS = ("kind", "label", "slug", "label_en", "aliases", "ids")
_KIND = re.compile(r"[a-z][a-z-]*")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_SLUG = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def beside(path: Path) -> tuple[Name, ...]:
    """Read the registry beside the article `path`; empty when there is none."""
    sidecar = path.with_suffix(".registry.tsv")
    return read(sidecar) if sidecar.is_file() else ()


def read(path: Path) -> tuple[Name, ...]:
    """Read a registry file; raises `InputError` that names the line and the mend."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the registry cannot be read ({error}); it must be UTF-8 text") from error
    return tuple(_names(path, text))


def _names(path: Path, text: str) -> Iterator[Name]:
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    table = csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = tuple(next(table, ()))
    if header != COLUMNS:
        raise InputError(f"{path}: the first row must be {', '.join(COLUMNS)} with tabs between, not {header!r}")
    seen: set[tuple[str, str]] = set()
    for row in table:
        name = _name(path, row)
        if (name.kind, name.label) in seen:
            raise InputError(f"{path}: {name.kind} {name.label} stands twice; keep one row")
        seen.add((name.kind, name.label))
        yield name


def _name(path: Path, row: list[str]) -> Name:
    if len(row) > len(COLUMNS):
        raise InputError(f"{path}: row {row!r} has {len(row)} cells; there are {len(COLUMNS)} columns")
    kind, label, slug, label_en, aliases, ids = (cell.strip() for cell in row + [""] * (len(COLUMNS) - len(row)))
    if not _KIND.fullmatch(kind) or not label:
        raise InputError(f"{path}: row {row!r} needs a kind in lower-case ASCII and a label")
    if slug and not _SLUG.fullmatch(slug):
        raise InputError(f"{path}: slug {slug!r} of {label} may hold only a-z, 0-9 and single hyphens")
    for iri in _split(ids):
        if not _IRI.fullmatch(iri):
            raise InputError(f"{path}: {iri!r} of {label} is no identifier; give an absolute http(s) IRI")
    return Name(kind, label, slug=slug, label_en=label_en, aliases=_split(aliases), ids=_split(ids))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())

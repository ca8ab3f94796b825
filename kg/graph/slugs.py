"""Decide the slug of every named thing; once published it never changes and never means another thing.

Place in the stream: names → the last segment of an IRI. The sidecar registry decides, the ledger of what was
published (`slugs.tsv` of a data folder, rows are only ever added) remembers, pinyin proposes the rest: readings
differ between releases of any pinyin library, so a proposal is written down the first time it is used.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from pypinyin import lazy_pinyin

from kg.errors import CollisionError, InputError
from kg.model import Name

__all__ = ["Slugs", "propose", "read", "tidy"]

LONGEST = 60
_SLUG = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")

Row = tuple[str, str, str]  # kind, label, slug


def tidy(label: str) -> str:
    """Give the form in which a label is compared: NFC, white space as single spaces."""
    return " ".join(unicodedata.normalize("NFC", label).split())


def propose(label: str) -> str:
    """Propose a slug in a-z, 0-9 and hyphens; a long one is cut and closed with six hex digits of its digest."""
    printed = unicodedata.normalize("NFKC", label)
    syllables = "-".join(lazy_pinyin(printed, v_to_u=False))
    plain = unicodedata.normalize("NFKD", syllables).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if 0 < len(slug) <= LONGEST:
        return slug
    digest = hashlib.sha256(label.encode()).hexdigest()[:6]
    return f"{slug[: LONGEST - 12].rpartition('-')[0]}-{digest}" if slug else f"x-{digest}"


def read(path: Path) -> list[Row]:
    """Read a ledger; empty when there is none yet. Raises `InputError` when a row is not kind, label, slug."""
    if not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the ledger of slugs cannot be read ({error}); restore it from a backup") from error
    return [_row(path, line) for line in lines if line]


class Slugs:
    """The slugs of one build: what the registry says, what was published, what is proposed now."""

    def __init__(self, names: Iterable[Name] = (), *, ledger: Iterable[Row] = ()) -> None:
        self._slugs: dict[tuple[str, str], str] = {}
        self._owners: dict[tuple[str, str], str] = {}
        self.retired: dict[tuple[str, str], str] = {}  # (kind, slug that was) → slug that is
        self.added: list[Row] = []
        for kind, label, slug in ledger:
            self._publish(kind, tidy(label), slug)
        decided: dict[tuple[str, str], str] = {}
        for name in names:
            label = tidy(name.label)
            if name.slug and decided.setdefault((name.kind, label), name.slug) != name.slug:
                raise CollisionError(
                    f"{name.kind} {label} has slugs {decided[name.kind, label]} and {name.slug}; keep one"
                )
            if name.slug:
                self._decide(name.kind, label, name.slug)

    def of(self, kind: str, label: str) -> str:
        """Give the slug of a thing, proposing one when it has none."""
        label = tidy(label)
        if (kind, label) not in self._slugs:
            self._add(kind, label, self._free(kind, propose(label)))
        return self._slugs[kind, label]

    def _decide(self, kind: str, label: str, slug: str) -> None:
        owner = self._owners.get((kind, slug), label)
        if owner != label:
            raise CollisionError(f"slug {slug} of {kind} {label} already means {owner}; choose another in the registry")
        if self._slugs.get((kind, label)) != slug:
            self._add(kind, label, slug)

    def _add(self, kind: str, label: str, slug: str) -> None:
        self._publish(kind, label, slug)
        self.added.append((kind, label, slug))

    def _publish(self, kind: str, label: str, slug: str) -> None:
        owner = self._owners.setdefault((kind, slug), label)
        if owner != label:
            raise CollisionError(
                f"slug {slug} of {kind} stands for {owner} and {label}; a slug means one thing for ever"
            )
        before = self._slugs.get((kind, label))
        self._slugs[kind, label] = slug
        self.retired.pop((kind, slug), None)
        if before is not None and before != slug:
            self.retired[kind, before] = slug
            self.retired.update(
                {key: slug for key, value in self.retired.items() if key[0] == kind and value == before}
            )

    def _free(self, kind: str, slug: str) -> str:
        number, candidate = 1, slug
        while (kind, candidate) in self._owners:
            number += 1
            candidate = f"{slug}-{number}"
        return candidate


def _row(path: Path, line: str) -> Row:
    cells = line.split("\t")
    if len(cells) != 3 or not _SLUG.fullmatch(cells[2]):
        raise InputError(f"{path}: {line!r} is not kind, label and slug with tabs between; restore the ledger")
    return cells[0], cells[1], cells[2]

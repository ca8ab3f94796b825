"""Gold files: `NAME.txt` with `NAME.gold.json` beside it, read strictly.

Place in the stream: folder → texts with what a careful reader found in them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import InputError

_SUFFIX = ".gold.json"


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one text: offsets are code points into it."""

    name: str
    text: Path
    date: date | None
    indicators: Sequence[Mapping[str, Any]]
    entities: Sequence[Mapping[str, Any]]
    relations: Sequence[Mapping[str, Any]]


def read(folder: Path) -> Iterator[Gold]:
    """Read all golds of a folder, by name.

    Raises:
        InputError: no folder, no gold in it, a gold without text, or one that is not as the format says.

    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder")
    paths = sorted(folder.glob(f"*{_SUFFIX}"))
    if not paths:
        raise InputError(f"{folder}: no {_SUFFIX} in this folder; each NAME.txt needs a NAME{_SUFFIX} beside it")
    for path in paths:
        yield _read(path)


def _read(path: Path) -> Gold:
    text = path.with_name(path.name.removesuffix(_SUFFIX) + ".txt")
    if not text.is_file():
        raise InputError(f"{path}: its text {text.name} is missing")
    try:
        gold = json.loads(path.read_text("utf-8"))
        day = date.fromisoformat(gold["date"]) if gold.get("date") and len(gold["date"]) == 10 else None
        found = Gold(text.stem, text, day, gold["indicators"], gold.get("entities", []), gold.get("relations", []))
        _check(found)
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: not a gold file: {error!r}") from error
    return found


def _check(gold: Gold) -> None:
    for item in gold.indicators:
        if not {"start", "end", "value", "unit", "comparator", "kind", "measure", "subject"} <= set(item):
            raise KeyError(f"an indicator lacks a key: {item}")
    for item in gold.entities:
        if not {"start", "end", "text", "type"} <= set(item):
            raise KeyError(f"an entity lacks a key: {item}")

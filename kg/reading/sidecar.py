"""Read an article's sidecar: what is known of it from outside its text.

Place in the stream: beside the first arrow. `X.meta.toml` beside `X.txt`; an unknown key is an error.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Metadata

_KEYS = {
    "title": str,
    "publisher": str,
    "language": str,
    "issued": date,
    "issued_basis": str,
    "home": str,
    "identifier": str,
    "note": str,
}
_BASES = ("explicit", "inferred", "none")


def read(article: Path) -> Metadata:
    """Read the sidecar beside an article; all unknown when there is none."""
    path = article.with_suffix(".meta.toml")
    return of_text(path.read_text("utf-8"), str(path)) if path.is_file() else Metadata()


def of_text(text: str, where: str) -> Metadata:
    """Read the text of a sidecar.

    Raises:
        InputError: not TOML, an unknown key, or a value of the wrong type.

    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{where}: not TOML: {error}") from error
    for key, value in table.items():
        _check(key, value, where)
    if "issued" in table:
        table.setdefault("issued_basis", "explicit")
    return Metadata(**table)


def _check(key: str, value: Any, where: str) -> None:
    if key not in _KEYS:
        raise InputError(f"{where}: unknown key {key!r}; known are {', '.join(_KEYS)}")
    if not isinstance(value, _KEYS[key]):
        raise InputError(f"{where}: {key} must be a {_KEYS[key].__name__}, as in {key} = {_sample(key)}")
    if key == "issued_basis" and value not in _BASES:
        raise InputError(f"{where}: issued_basis must be one of {', '.join(_BASES)}")


def _sample(key: str) -> str:
    return "2024-01-23" if key == "issued" else '"…"'

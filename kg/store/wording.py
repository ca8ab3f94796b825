"""Say in both languages why a query is not answered: the words stand in `wording.toml` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

__all__ = ["Said", "say"]


class Said(NamedTuple):
    """One message in English and in Chinese."""

    en: str
    zh: str


def say(key: str, /, **values: object) -> Said:
    """Fill the message `table.name` with values."""
    table, _, name = key.partition(".")
    phrase = _phrases()[table][name]
    return Said(phrase["en"].format(**values), phrase["zh"].format(**values))


@cache
def _phrases() -> dict[str, dict[str, dict[str, str]]]:
    text = resources.files(__package__).joinpath("wording.toml").read_text(encoding="utf-8")
    phrases: dict[str, dict[str, dict[str, str]]] = tomllib.loads(text)
    return phrases

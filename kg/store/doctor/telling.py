"""Say what the doctor finds in both languages: the words stand in `wording.toml` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from kg.store.wording import Said

__all__ = ["Said", "say"]


def say(key: str, /, **values: object) -> Said:
    """Fill a message with values."""
    phrase = _phrases()[key]
    return Said(phrase["en"].format(**values), phrase["zh"].format(**values))


@cache
def _phrases() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("wording.toml").read_text(encoding="utf-8")
    phrases: dict[str, dict[str, str]] = tomllib.loads(text)
    return phrases

"""Choose the language of a page and find its words: Chinese by default, English one click away.

Place in the stream: between a view and its template. The words stand in `server/phrases/<area>.toml`, one table a
phrase, one key a language; a phrase is named `<area>.<name>`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import InputError

LANGUAGES = ("zh", "en")
DEFAULT = LANGUAGES[0]
HTML_TAGS = {"zh": "zh-Hans", "en": "en"}
FOLDER = Path(__file__).parent / "phrases"


@dataclass(frozen=True, slots=True)
class Wording:
    """Every phrase of the site in every language."""

    phrases: Mapping[str, Mapping[str, str]]

    def say(self, key: str, language: str, **values: Any) -> str:
        """Give a phrase in a language, with its `{placeholders}` filled."""
        if key not in self.phrases:
            raise InputError(f"no phrase is named {key!r}: add it to server/phrases/{key.split('.')[0]}.toml")
        return self.phrases[key][language].format(**values)


@cache
def load(folder: Path = FOLDER) -> Wording:
    """Read every file of phrases; a phrase without one of the languages is an error."""
    return Wording({key: phrase for path in sorted(folder.glob("*.toml")) for key, phrase in _phrases(path)})


def choose(asked: str | None, accepted: str | None) -> str:
    """Choose the language: what the address asks for, else the best that the browser accepts."""
    return asked if asked in LANGUAGES else accepted or DEFAULT


def _phrases(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    with path.open("rb") as file:
        tables = tomllib.load(file)
    for name, phrase in tables.items():
        if set(phrase) != set(LANGUAGES):
            raise InputError(f"{path.name}: [{name}] needs exactly the keys {', '.join(LANGUAGES)}")
        yield f"{path.stem}.{name}", phrase

"""Give each class of the ontology its colour family, the same in pages, pictures and legends.

Place in the stream: read by templates and by the maker of pictures; the colours stand in `palette.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).parent / "palette.toml"
OTHER = "source"


@dataclass(frozen=True, slots=True)
class Family:
    """Classes that share a colour; `label` is by language, `light` and `dark` are the colour on paper and at night."""

    name: str
    label: Mapping[str, str]
    light: str
    dark: str
    classes: tuple[str, ...]


@cache
def families() -> tuple[Family, ...]:
    """Read the families, in the order of legends."""
    with PATH.open("rb") as file:
        tables = tomllib.load(file)
    return tuple(
        Family(name, {"zh": row["zh"], "en": row["en"]}, row["light"], row["dark"], tuple(row["classes"]))
        for name, row in tables.items()
    )


def family(class_name: str) -> Family:
    """Find the family of a class by its local name or its IRI; an unknown class looks like a source."""
    return _by_class().get(class_name.rsplit("#", 1)[-1].rsplit("/", 1)[-1], _by_name()[OTHER])


@cache
def _by_class() -> Mapping[str, Family]:
    return {name: family for family in families() for name in family.classes}


@cache
def _by_name() -> Mapping[str, Family]:
    return {family.name: family for family in families()}

"""What the words mean and what a graph must look like: Turtle files and a loader that moves them under a base IRI.

Place in the house: a data package; it imports nothing of ours. `core` holds the terms, `schemes` the closed lists of
concepts, `alignments` the super-terms in published vocabularies, `shapes` the constraints, `service` the description of
the SPARQL service.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

__all__ = ["DEFAULT_BASE", "VERSION", "names", "path", "text"]

DEFAULT_BASE = "https://w3id.org/kechuang/"
VERSION = "0.1.0"


@cache
def names() -> tuple[str, ...]:
    """List the names of the Turtle files, sorted."""
    return tuple(sorted(file.stem for file in _folder().glob("*.ttl")))


def path(name: str) -> Path:
    """Give the file of one name; raises `KeyError` when there is none."""
    if name not in names():
        raise KeyError(f"no ontology file is named {name!r}; there are: {', '.join(names())}")
    return _folder() / f"{name}.ttl"


def text(name: str, *, base: str = DEFAULT_BASE) -> str:
    """Read one file's Turtle, its own IRIs moved under `base`; raises `KeyError` when there is none."""
    return path(name).read_text(encoding="utf-8").replace(DEFAULT_BASE, base)


def _folder() -> Path:
    return Path(str(resources.files(__name__)))

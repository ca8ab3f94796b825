"""Open stores: the one file where a store of the engine is opened.

Place in the stream: between a build's folder and the queries. A data folder holds `current`, a link to
`versions/<version>`; a version is opened read-only and never changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError

__all__ = ["Version", "current", "in_memory", "read_only", "version", "writable"]

CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Version:
    """One finished build on disk."""

    folder: Path
    name: str
    base: str
    quads: int  # statements in the store, the default graph's included; 0 when the manifest does not say
    manifest: dict[str, Any]

    @property
    def store(self) -> Path:
        """Give the folder of the on-disk store."""
        return self.folder / "store"


def current(data: Path) -> Version:
    """Find the version that `data` serves now; raises `StoreError`."""
    link = data / CURRENT
    if not link.exists():
        raise StoreError(f"{data} holds no finished build ({link} is missing): run `kechuang build --out {data}` first")
    return version(link.resolve())


def version(folder: Path) -> Version:
    """Read one version's manifest and see that it is whole; raises `StoreError`."""
    manifest = _manifest(folder / "manifest.json")
    if not (folder / "store" / "CURRENT").is_file():
        raise StoreError(f"{folder} is half written: its store is missing; build again")
    return Version(
        folder=folder,
        name=str(manifest.get("version") or folder.name),
        base=str(manifest["base"]),
        quads=_count(manifest.get("quads")),
        manifest=manifest,
    )


def read_only(folder: Path) -> ox.Store:
    """Open an on-disk store for reading only; raises `StoreError`."""
    try:
        return ox.Store.read_only(str(folder))
    except (OSError, RuntimeError, ValueError) as error:  # the engine calls corruption a RuntimeError
        raise StoreError(f"the store in {folder} does not open: {error}; build again") from error


def writable(folder: Path) -> ox.Store:
    """Open a new on-disk store to be filled; raises `StoreError`."""
    try:
        return ox.Store(str(folder))
    except (OSError, RuntimeError, ValueError) as error:  # the engine calls corruption a RuntimeError
        raise StoreError(f"{folder} cannot hold a store: {error}") from error


def in_memory() -> ox.Store:
    """Open an empty store in memory."""
    return ox.Store()


def _manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path.parent} is half written: its manifest.json cannot be read ({error})") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("base"), str):
        raise StoreError(f"{path} is no manifest: it must be an object with `base` and `version`; build again")
    return manifest


def _count(quads: object) -> int:
    """Give the total of a manifest's `quads`, which is a number or one number a part."""
    if isinstance(quads, dict):
        return sum(number for number in quads.values() if isinstance(number, int))
    return quads if isinstance(quads, int) else 0

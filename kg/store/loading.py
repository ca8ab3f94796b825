"""Load N-Quads into an on-disk store folder, once, at the end of a build.

Place in the stream: after the checks, before anybody opens the store. The quads hold the materialised default graph
already (`kg.graph`): nothing is merged here, and no query relies on a union of graphs.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import opening

__all__ = ["load", "memory"]


def load(quads: Path | bytes | Iterable[ox.Quad], folder: Path) -> int:
    """Fill a new store folder and give the number of quads in it; raises `StoreError`."""
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder} is not empty: load into a new folder, never into one that may be served")
    folder.mkdir(parents=True, exist_ok=True)
    store = opening.writable(folder)
    _fill(store, quads)
    store.flush()
    store.optimize()
    return len(store)


def memory(quads: Path | bytes | Iterable[ox.Quad]) -> ox.Store:
    """Load quads into a store in memory."""
    store = opening.in_memory()
    _fill(store, quads)
    return store


def _fill(store: ox.Store, quads: Path | bytes | Iterable[ox.Quad]) -> None:
    try:
        if isinstance(quads, Path):
            store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS)
        elif isinstance(quads, bytes):
            store.bulk_load(io.BytesIO(quads), format=ox.RdfFormat.N_QUADS)
        else:
            store.bulk_extend(quads)
    except (SyntaxError, OSError, ValueError) as error:
        raise StoreError(f"the quads cannot be loaded: {error}") from error

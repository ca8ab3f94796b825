"""Hold the edition of the graph that is served, and switch to a new one.

Place in the house: between the data folder and every request. An edition is one version, opened; a new one is opened
beside the old, and only when it is whole does it take its place.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import StoreError
from kg.store import Store, Version, current
from server.answering import Outcome
from server.config import Settings
from server.meters import Meters
from server.protocol import Asked

if TYPE_CHECKING:
    from server.edge.cache import Cache

__all__ = ["Edition", "Serving", "open_edition"]


class Pool(Protocol):
    """Whoever evaluates free queries in processes of their own."""

    def evaluate_from_thread(self, asked: Asked, *, client: str) -> Outcome:
        """Evaluate a question and wait; raises `QueryError`."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """Give how queries ended, by outcome."""
        ...

    @property
    def is_ready(self) -> bool:
        """Say whether there is anybody to evaluate a query."""
        ...

    def sizes(self) -> dict[str, float]:
        """Count the workers and the queries now."""
        ...

    def running_now(self) -> list[dict[str, Any]]:
        """Describe the queries that run or wait now."""
        ...

    def drain(self) -> None:
        """Take no new question and end once the running ones are done."""
        ...


@dataclass(frozen=True)
class Edition:
    """One version of the graph, opened."""

    store: Store
    version: Version | None = None  # None: a store that is not on disk
    pool: Pool | None = None  # None: queries are evaluated in this process, without a limit on time and memory
    opened: float = field(default_factory=time.time)

    @property
    def name(self) -> str:
        """Give the version's name."""
        return self.store.version

    @property
    def statements(self) -> int:
        """Count the statements, as the manifest does: counting anew reads the whole store."""
        return self.version.quads if self.version else len(self.store)


@dataclass
class Serving:
    """The settings and the edition that is served now; `refused` is the last build that could not be."""

    settings: Settings
    edition: Edition
    refused: str = ""
    mark: tuple[str, int] = ("", 0)  # what the data folder looked like when the edition was opened
    meters: Meters = field(default_factory=Meters)
    cache: Cache | None = None  # the bytes kept ready in front of everything


def open_edition(settings: Settings) -> Edition:
    """Open the current version of the data folder; raises `StoreError` when it is not whole."""
    version = current(settings.data)
    store = Store.at(version, in_memory=keeps_in_memory(settings, version), limits=settings.limits)
    if store.is_empty:
        raise StoreError(f"the store in {version.folder} is empty; build again")
    return Edition(store, version)


def keeps_in_memory(settings: Settings, version: Version) -> bool:
    """Say whether a version is held in memory rather than on disk."""
    if settings.store != "auto":
        return settings.store == "memory"
    return 0 < version.quads <= settings.memory_quads

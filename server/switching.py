"""Pick up a new build while serving: open it beside the old one, and let it take over when it is whole.

Place in the house: run by the event loop. Requests on their way finish on the edition they began with; a build that is
half written or does not open is refused, and the old one stays.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg.errors import StoreError
from kg.store import current
from server.config import Settings
from server.serving import Edition, Serving, keeps_in_memory, open_edition
from server.workers.pool import Pool

__all__ = ["Switch", "open_with_workers"]

logger = logging.getLogger("kechuang")
Mark = tuple[str, int]


async def open_with_workers(settings: Settings) -> Edition:
    """Open the current version with workers of its own; raises `StoreError`."""
    version = current(settings.data)
    pool = Pool(settings)
    opening = asyncio.create_task(asyncio.to_thread(open_edition, settings))
    try:
        await pool.start(version.folder, in_memory=keeps_in_memory(settings, version))
    finally:
        opened = await opening
    return Edition(opened.store, opened.version, pool)


class Switch:
    """Looks at `current`, and switches when it leads somewhere else."""

    def __init__(self, serving: Serving, switched: Callable[[], None]) -> None:
        self.serving = serving
        self._switched = switched
        self._seen = _mark(serving.settings.data)
        self._looking = asyncio.Lock()

    async def watch(self) -> None:
        """Look again and again."""
        while True:
            await asyncio.sleep(self.serving.settings.watch_seconds)
            if _mark(self.serving.settings.data) != self._seen:
                await self.look()

    async def look(self, *, again: bool = False) -> None:
        """Open what `current` leads to now and serve it; `again` even when it is what is served."""
        async with self._looking:
            settings = self.serving.settings
            self._seen = mark = _mark(settings.data)
            try:
                version = current(settings.data)
                if not again and mark == self.serving.mark:
                    return
                await asyncio.to_thread(_see_that_it_is_whole, version.folder, version.name)
                edition = await open_with_workers(settings)
            except Exception as error:  # whatever is wrong with a new build, the old one stays and the watch goes on
                self.serving.refused = str(error) or type(error).__name__
                logger.error("a new build is refused, the old one stays: %s", self.serving.refused)
                return
            old, self.serving.edition = self.serving.edition, edition
            self.serving.refused, self.serving.mark = "", mark
            self._switched()
            logger.warning("now serving version %s", edition.name)
            if old.pool is not None:
                old.pool.drain()

    async def revive(self, lost: Edition) -> None:
        """Give an edition new workers when it has lost them all, wherever `current` leads by now."""
        while self.serving.edition is lost:
            if not await self._staffed_anew(lost):
                await self.look(again=True)
                await asyncio.sleep(self.serving.settings.watch_seconds)

    async def _staffed_anew(self, lost: Edition) -> bool:
        settings, pool = self.serving.settings, Pool(self.serving.settings)
        async with self._looking:
            if lost.version is None or self.serving.edition is not lost:
                return False
            try:
                await pool.start(lost.version.folder, in_memory=keeps_in_memory(settings, lost.version))
            except Exception as error:  # tried again until it succeeds
                logger.error("the workers do not come back: %s", error)
                return False
            self.serving.edition = replace(lost, pool=pool)
            self._switched()
            return True


def _mark(data: Path) -> Mark:
    """Give what changes when a build is published."""
    link = data / "current"
    try:
        return str(link.resolve()), (link / "manifest.json").stat().st_mtime_ns
    except OSError:
        return str(link), 0


def _see_that_it_is_whole(folder: Path, name: str) -> None:
    """Compare the version's name with its folder's and with the digest of its quads; raises `StoreError`."""
    if folder.name != name:
        raise StoreError(f"{folder} holds the build of another version, {name}; build again")
    quads = folder / "kg.nq"
    if not quads.is_file():
        raise StoreError(f"{folder} is half written: kg.nq is missing; build again")
    with quads.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest[: len(name)] != name:
        raise StoreError(f"{folder} is not what its name says: kg.nq has the digest {digest[:16]}; build again")

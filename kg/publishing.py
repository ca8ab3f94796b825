"""Put a finished build in place: into a new folder first, then switched in atomically.

Place in the stream: after `build` has everything. `DATA/current` leads to `DATA/versions/<version>`; whoever follows
the link sees the last whole build or the new whole build, never half of one. A version is named by its graph's digest.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import CollisionError, InputError

__all__ = ["KEPT", "LEDGER", "append", "manifest", "publish", "workshop", "write"]

KEPT = 3  # versions that stay on disk, the current one included
ABANDONED = 86_400.0  # seconds after which the folder of an unfinished build is removed
LEDGER = "slugs.tsv"

_VERSION = re.compile(r"[0-9a-f]{16}")


@contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """Give a new folder to build in, on the same disk as its final place; it is gone afterwards unless published."""
    with _writing(out):
        versions = out / "versions"
        versions.mkdir(parents=True, exist_ok=True)
        _sweep(versions)
        folder = Path(tempfile.mkdtemp(prefix=".building-", dir=versions))
        folder.chmod(0o755)
    try:
        with _writing(out):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their path inside the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def publish(folder: Path, *, out: Path, version: str) -> Path:
    """Move a finished folder to its place and let `current` lead to it; the version that was there stays until then."""
    final = out / "versions" / version
    try:
        folder.rename(final)
    except OSError:
        if not final.is_dir():
            raise
        _replace(final, folder)  # the same graph is there already, perhaps since a moment ago
    _switch(out, version)
    _prune(out / "versions", keep=version)
    return final


def append(out: Path, rows: list[tuple[str, str, str]]) -> None:
    """Add rows to the ledger of slugs; what stands there is never changed.

    Raises `CollisionError` when another build has given one of the slugs away since this one read the ledger.
    """
    ledger = out / LEDGER
    before = ledger.read_text(encoding="utf-8") if ledger.is_file() else ""
    lines = before.splitlines()
    owners = {(kind, slug): label for kind, label, slug in (line.split("\t") for line in lines)}
    for kind, label, slug in rows:
        if owners.get((kind, slug), label) != label:
            raise CollisionError(
                f"another build has just given {kind} slug {slug} to {owners[kind, slug]}; build again"
            )
    added = [line for line in map("\t".join, rows) if line not in lines]
    _write_atomically(ledger, (before + "".join(line + "\n" for line in added)).encode())


def manifest(out: Path) -> dict[str, Any] | None:
    """Read the manifest of the current build; None when there is no whole one."""
    try:
        read = json.loads((out / "current" / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return read if isinstance(read, dict) and (out / "current" / "store").is_dir() else None


def _sweep(versions: Path) -> None:
    # What a build leaves that was killed outright; a younger folder may be that of a build which is running.
    for folder in versions.glob(".building-*"):
        if time.time() - folder.stat().st_mtime > ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)


def _replace(final: Path, folder: Path) -> None:
    # The same graph again: a service may have this very folder open, so only what differs is written, file by file.
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and name.parts[0] != "store" and _content(final / name) != path.read_bytes():
            (final / name).parent.mkdir(parents=True, exist_ok=True)
            path.replace(final / name)
    if not (final / "store" / "CURRENT").is_file():
        (folder / "store").rename(final / "store")


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _switch(out: Path, version: str) -> None:
    link = out / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("versions") / version)
    try:
        link.replace(out / "current")
    except OSError:
        link.unlink(missing_ok=True)
        raise


def _prune(versions: Path, *, keep: str) -> None:
    folders = [folder for folder in versions.iterdir() if _VERSION.fullmatch(folder.name) and folder.name != keep]
    newest_first = sorted(folders, key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in newest_first[KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)


def _write_atomically(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        file.write(content)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(
            f"{out} cannot be written: {error.strerror or error}; choose another folder with --out"
        ) from error

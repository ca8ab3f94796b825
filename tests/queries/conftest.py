"""The two graphs that the questions are asked of: a made-up newsroom, and the bundled article as it is built."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from kg import build
from kg.store import Store, current
from tests.queries import newsroom


@pytest.fixture(scope="session")
def world() -> Store:
    return newsroom.store()


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = _shared(tmp_path_factory) / "bundled"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:  # one worker builds, the others wait and open what it built
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "current").exists():
            build.build(out=folder)
    return Store.at(current(folder), in_memory=True)


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own

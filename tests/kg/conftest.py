"""A build of the tiny world, made once for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import build

WORLD = Path(__file__).parent.parent / "world"


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    build.build([WORLD], out=folder)
    return folder

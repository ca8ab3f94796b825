from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.running import Service, publish, service


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service with the limits that most tests need; nothing may change its data."""
    data: Path = tmp_path_factory.mktemp("data")
    publish(data)
    with service(data, timeout=2, memory=200 << 20, answer_rows=50, request_bytes=300_000) as started:
        yield started

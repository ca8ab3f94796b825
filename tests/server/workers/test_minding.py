from __future__ import annotations

import pytest

from kg.store import Forms, Question
from server.config import Settings
from server.protocol import Asked
from server.workers.jobs import Job
from server.workers.minding import FEW, MANY, Minder
from server.workers.pool import Pool


@pytest.fixture
def pool() -> Pool:
    made = Pool(Settings(workers=4))
    made.places.enter(Job(Asked(Question("ASK {}"), Forms()), "client", print, 1.0, number=1))
    return made


def test_all_workers_take_what_is_slow_and_one_takes_what_is_tiny(pool: Pool) -> None:
    minder = Minder(pool)
    takers = []
    for second, answered in enumerate([FEW // 2, FEW * 2, MANY * 2, MANY * 2, FEW // 2], start=1):
        pool.counts["answered"] += answered
        minder.adapt(float(second))
        takers.append(minder.takers)
    assert takers == [4, 4, 1, 1, 4]

from __future__ import annotations

import os
from typing import Any

import pytest

from kg.store import Forms, Question
from server.protocol import Asked
from server.workers.connections import Connection
from server.workers.jobs import Job
from server.workers.staff import LESS_URGENT, Staff


@pytest.fixture
def slowed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Note who is made less urgent, instead of doing it."""
    noted: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "setpriority", lambda _, pid, priority: noted.append((pid, priority)))
    return noted


def worker(staff: Staff, *, holds: int) -> Connection:
    def nobody(*_: Any) -> None: ...

    staff.nest.board.hold(3, holds)
    return Connection(77, 3, nobody, nobody)


def job(number: int) -> Job:
    return Job(Asked(Question("ASK {}"), Forms()), "client", print, 1.0, number=number)


@pytest.mark.parametrize(
    ("at_queue", "holds", "is_slowed"),
    [(True, 7, True), (True, 8, False), (True, 0, False), (False, 0, True)],
    ids=["still at it", "at the next one", "between two", "not at the queue, about to begin"],
)
def test_only_the_question_that_is_long_is_slowed_down(
    slowed: list[tuple[int, int]], at_queue: bool, holds: int, is_slowed: bool
) -> None:
    staff = Staff()
    retired = worker(staff, holds=holds)
    if at_queue:
        staff.at_queue.add(retired)
    staff.retire(retired, job(7))
    assert slowed == ([(77, LESS_URGENT)] if is_slowed else [])
    assert retired not in staff.at_queue
    assert staff.nest.board.is_retired(3)


def test_one_too_many_is_called_back_and_is_idle_once_it_has_left() -> None:
    staff = Staff()
    workers = [Connection(number, number, print, print) for number in range(3)]
    staff.at_queue.update(workers)
    staff.man_queue(1)
    called = [each for each in workers if each.is_leaving]
    assert len(staff.at_queue) == 1
    assert all(staff.nest.board.is_called_back(each.slot) for each in called)
    staff.take_back(called[0])
    assert staff.idle == called[:1]
    assert not called[0].is_leaving

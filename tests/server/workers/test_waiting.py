from __future__ import annotations

import pytest

from kg.store import Format, Forms, Question
from server.config import Settings
from server.protocol import Asked
from server.workers.jobs import Job
from server.workers.waiting import Waiting


@pytest.fixture
def waiting() -> Waiting:
    return Waiting(Settings(queue=4, queue_seconds=5.0, client_queries=2))


def job(client: str = "a", *, submitted: float = 0.0, seconds: float = 10.0) -> Job:
    asked = Asked(Question("ASK {}"), Forms(Format.JSON, None))
    return Job(asked, client, print, seconds, submitted=submitted)


def test_no_client_fills_more_than_half_of_the_room(waiting: Waiting) -> None:
    waiting.quick.put(job("a"))
    assert waiting.has_room_for("a")
    waiting.quick.put(job("a"))
    assert not waiting.has_room_for("a")
    assert waiting.has_room_for("b")


def test_a_full_room_takes_nobody(waiting: Waiting) -> None:
    for client in "abcd":
        waiting.quick.put(job(client))
    assert not waiting.has_room_for("e")


def test_a_client_waits_for_as_many_long_places_as_it_may_hold(waiting: Waiting) -> None:
    assert [waiting.put_long(job("a")) for _ in range(3)] == [True, True, False]
    assert waiting.put_long(job("b"))


def test_who_has_waited_too_long_is_taken_out(waiting: Waiting) -> None:
    patient, hurried, fresh = job("a"), job("b", seconds=1.0), job("c", submitted=2.0)
    for each in (patient, hurried, fresh):
        waiting.quick.put(each)
    assert waiting.take_tired(2.0) == [hurried]
    assert waiting.take_tired(5.5) == [patient]
    assert list(waiting) == [fresh]


def test_who_leaves_waits_no_more(waiting: Waiting) -> None:
    first, second = job("a"), job("b")
    waiting.quick.put(first)
    waiting.put_long(second)
    assert (waiting.remove(second), waiting.remove(second), len(waiting)) == (True, False, 1)
    waiting.clear()
    assert not waiting

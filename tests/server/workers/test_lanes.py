from __future__ import annotations

from dataclasses import dataclass

from server.workers.lanes import Lanes


@dataclass(eq=False)
class Waiting:
    client: str
    name: str


def lanes(*names: str) -> Lanes[Waiting]:
    """Make lanes of names whose first letter is the client."""
    made: Lanes[Waiting] = Lanes()
    for name in names:
        made.put(Waiting(name[0], name))
    return made


def taken(queue: Lanes[Waiting]) -> list[str]:
    order = []
    while (waiting := queue.take()) is not None:
        order.append(waiting.name)
    return order


def test_one_client_is_served_in_order() -> None:
    assert taken(lanes("a1", "a2", "a3")) == ["a1", "a2", "a3"]


def test_turns_go_round_the_clients() -> None:
    assert taken(lanes("a1", "a2", "a3", "b1", "c1", "b2")) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_a_client_that_may_not_go_is_passed_over() -> None:
    queue = lanes("a1", "b1")
    waiting = queue.take(lambda client: client != "a")
    assert waiting is not None
    assert waiting.name == "b1"
    assert queue.take(lambda client: client != "a") is None
    assert len(queue) == queue.of("a") == 1


def test_one_may_leave() -> None:
    queue: Lanes[Waiting] = Lanes()
    first, second = Waiting("a", "a1"), Waiting("a", "a2")
    queue.put(first)
    queue.put(second)
    assert queue.remove(first)
    assert not queue.remove(first)
    assert taken(queue) == ["a2"]
    assert len(queue) == 0


def test_one_that_comes_back_goes_first() -> None:
    queue = lanes("a1", "b1")
    first = queue.take()
    assert first is not None
    queue.put_back(first)
    assert taken(queue) == ["a1", "b1"]

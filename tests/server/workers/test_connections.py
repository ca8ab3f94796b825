from __future__ import annotations

import pytest

from kg.store import Format, Kind
from server.answering import Outcome
from server.workers import frames
from server.workers.connections import SMALL, Connection

SIZES = (0, 10, 1_000, SMALL - 500, SMALL, 3 * SMALL, 5)


@pytest.mark.parametrize("cut", [1_001, 65_536, 10 * SMALL], ids=["small pieces", "pieces", "as much as there is room"])
def test_messages_are_told_apart_however_they_come(cut: int) -> None:
    told: list[tuple[int, bytes]] = []

    def on_result(_: Connection, number: int, outcome: Outcome | Exception) -> None:
        assert isinstance(outcome, Outcome)
        told.append((number, bytes(outcome.body)))

    sent = b""
    for number, size in enumerate(SIZES):
        sent += b"".join(frames.reply(number, Outcome(bytes([number]) * size, Kind.BOOLEAN, Format.JSON, 1)))
    connection = Connection(1, 0, on_result, lambda _: None)
    while sent:
        room = connection.get_buffer(0)
        piece, sent = sent[: min(cut, len(room))], sent[min(cut, len(room)) :]
        room[: len(piece)] = piece
        connection.buffer_updated(len(piece))
    assert told == [(number, bytes([number]) * size) for number, size in enumerate(SIZES)]

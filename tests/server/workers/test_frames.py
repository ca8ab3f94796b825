from __future__ import annotations

import socket
import threading

import pytest

from kg.errors import QueryLimit, QueryRefused, QuerySyntaxError
from kg.store import Format, Forms, Kind, Question
from server.answering import Outcome
from server.protocol import Asked
from server.workers import frames


def crossed(message: bytes, size: int) -> bytes | None:
    """Send a message in pieces, and receive it."""
    here, there = socket.socketpair()

    def send() -> None:
        for start in range(0, len(message), size):
            here.sendall(message[start : start + size])
        here.close()

    thread = threading.Thread(target=send)
    thread.start()
    try:
        return frames.receive(there)
    finally:
        thread.join()
        there.close()


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_a_question_crosses_whole_in_pieces_of_any_size(size: int) -> None:
    asked = Asked(
        Question("SELECT * { ?变量 ?p '🧪' }" + " " * 500, ("http://e/g",), (), base_iri="http://e/sparql"),
        Forms(Format.XML, None),
        coding="gzip",
    )
    message = crossed(frames.framed(frames.request(7, asked)), size)
    assert message is not None
    assert frames.question(message) == (7, asked)


def test_the_end_of_the_stream_is_told() -> None:
    assert crossed(b"", 1) is None
    assert crossed(frames.framed(frames.request(7, Asked(Question("ASK {}"), Forms())))[:-3], 1) is None


def test_the_word_to_join_is_no_question_and_not_the_end() -> None:
    assert crossed(frames.JOIN, 1) == b""


def test_an_outcome_crosses() -> None:
    outcome = Outcome(b"body", Kind.TRIPLES, Format.TURTLE, 0, cut=True, coding="zstd")
    head, body = frames.reply(7, outcome)
    assert frames.result(head[frames.HEAD.size :], body) == outcome


@pytest.mark.parametrize(
    "error",
    [
        QuerySyntaxError("no", line=3, column=4, hint="mend", zh="不", hint_zh="改"),
        QueryRefused("no", reason="depth", zh="不"),
        QueryLimit("no", limit="memory", zh="不"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_crosses_with_all_it_says(error: Exception) -> None:
    head, body = frames.reply(7, error)
    crossed_over = frames.result(head[frames.HEAD.size :], body)
    assert type(crossed_over) is type(error)
    assert (str(crossed_over), vars(crossed_over)) == (str(error), vars(error))


def test_an_unknown_error_crosses_without_its_inside() -> None:
    head, body = frames.reply(7, KeyError("inside"))
    assert isinstance(frames.result(head[frames.HEAD.size :], body), RuntimeError)

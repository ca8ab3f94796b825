"""How one connection goes, against the real process: in order, in time, to its end (RFC 9112, section 9)."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server.running import Service, publish, service

ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: e\r\n"
LAST = b"Connection: close\r\n\r\n"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    data: Path = tmp_path_factory.mktemp("connections")
    publish(data)
    with service(data, connections=20, request_bytes=100_000) as started:
        yield started


@contextmanager
def connected(running: Service) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        yield connection


def everything(connection: socket.socket) -> bytes:
    pieces = []
    while piece := connection.recv(65_536):
        pieces.append(piece)
    return b"".join(pieces)


def statuses(answers: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d+) ", answers)]


def test_requests_sent_at_once_are_answered_in_their_order(running: Service) -> None:
    sent = ASK + b"\r\n" + ASK.replace(b"%7D", b"") + b"\r\n" + ASK.replace(b"sparql", b"-/health") + b"\r\n"
    with connected(running) as connection:
        connection.sendall(sent * 30 + ASK + LAST)
        assert statuses(everything(connection)) == [200, 400, 200] * 30 + [200]


def test_the_same_bytes_get_the_same_answer(running: Service) -> None:
    with connected(running) as connection:
        answers = []
        for _ in range(3):
            connection.sendall(ASK + b"\r\n")
            answers.append(re.sub(rb"Date: [^\r]+\r\n", b"", connection.recv(65_536)))
    assert statuses(answers[0]) == [200]
    assert answers[0] == answers[1] == answers[2]


def test_a_request_that_is_no_more_than_its_beginning_is_not_taken_for_a_known_one(running: Service) -> None:
    with connected(running) as connection:
        for _ in range(2):
            connection.sendall(ASK + b"\r\n")
            connection.recv(65_536)
        connection.sendall(ASK + b"X: ")
        connection.sendall(ASK + b"\r\n")
        assert statuses(connection.recv(65_536)) == [400]  # two hosts


def test_a_client_that_has_sent_everything_still_gets_its_answer(running: Service) -> None:
    with connected(running) as connection:
        connection.sendall(ASK + b"X: half-closed\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        assert statuses(everything(connection)) == [200]


def test_a_refused_client_can_read_why_though_it_still_sends(running: Service) -> None:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: e\r\nContent-Type: application/sparql-query\r\nContent-Length: 900000\r\n\r\n"
    )
    with connected(running) as connection:
        connection.sendall(head + b"#" * 900_000)
        answer = everything(connection)
    assert statuses(answer) == [413]
    assert b"KECHUANG_REQUEST_BYTES" in answer


def test_a_good_request_before_a_bad_one_is_answered(running: Service) -> None:
    with connected(running) as connection:
        connection.sendall(ASK + b"\r\n" + b"rubbish\r\n\r\n" + ASK + LAST)
        assert statuses(everything(connection)) == [200, 400]


def test_head_is_answered_as_get_is_with_nothing_behind_it(running: Service) -> None:
    with connected(running) as connection:
        connection.sendall(ASK.replace(b"GET", b"HEAD") + b"\r\n" + ASK + LAST)
        head, _, rest = everything(connection).partition(b"\r\n\r\n")
    assert rest.startswith(b"HTTP/1.1 200 OK\r\n")
    full = rest.partition(b"\r\n\r\n")
    assert len(full[2]) == int(re.findall(rb"Content-Length: (\d+)", head)[0])


def test_one_connection_too_many_ends_the_one_that_was_idle_longest(running: Service) -> None:
    first = socket.create_connection(("127.0.0.1", running.port), timeout=10)
    others = [socket.create_connection(("127.0.0.1", running.port), timeout=10) for _ in range(25)]
    try:
        assert first.recv(1) == b""
        others[-1].sendall(ASK + LAST)
        assert statuses(everything(others[-1])) == [200]
    finally:
        for connection in (first, *others):
            connection.close()


@pytest.mark.parametrize("sent", [b"", b"\r\n\r\n"], ids=["nothing", "empty lines"])
def test_who_asks_nothing_is_let_go(tmp_path: Path, sent: bytes) -> None:
    publish(tmp_path)
    with service(tmp_path, header_seconds=1) as hasty, connected(hasty) as connection:
        connection.sendall(sent)
        assert everything(connection) == b""

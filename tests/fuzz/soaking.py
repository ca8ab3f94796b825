"""Wear a service: runaways, clients that send or read slowly, clients that go away, all at once, for a while."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable

import httpx

from tests.server.running import Service
from tests.server.sparql.test_limits import RUNAWAYS

LARGE = "SELECT * { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?a ?b ?c } }"


def soak(running: Service, seconds: float) -> tuple[float, int]:
    """Do all of it for some seconds; give the slowest cheap query in seconds, and how many were answered wrongly."""
    stop = time.monotonic() + seconds
    deeds: list[Callable[[Service], None]] = [_runaway, _runaway, _slow_head, _slow_reader, _leave, _leave]
    threads = [threading.Thread(target=_again, args=(deed, running, stop), daemon=True) for deed in deeds]
    for thread in threads:
        thread.start()
    slowest, wrong = 0.0, 0
    while time.monotonic() < stop:
        began = time.monotonic()
        answer = running.ask(f"SELECT ?o {{ <http://e/a> <http://e/p> ?o }} #{began}")
        slowest, wrong = max(slowest, time.monotonic() - began), wrong + (answer.status_code != 200)
        time.sleep(0.05)
    for thread in threads:
        thread.join(timeout=30)
    return slowest, wrong


def _again(deed: Callable[[Service], None], running: Service, stop: float) -> None:
    while time.monotonic() < stop:
        try:
            deed(running)
        except (OSError, httpx.HTTPError):
            time.sleep(0.01)


def _runaway(running: Service) -> None:
    running.post(data={"query": random.choice(list(RUNAWAYS.values()))})


def _slow_head(running: Service) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=5) as connection:
        for byte in b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: e\r\nX: 1":
            connection.sendall(bytes([byte]))
            time.sleep(0.02)


def _slow_reader(running: Service) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=5) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        query = LARGE.replace(" ", "+").replace("?", "%3F").replace("{", "%7B").replace("}", "%7D")
        connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: e\r\n\r\n".encode())
        for _ in range(20):
            connection.recv(100)
            time.sleep(0.1)


def _leave(running: Service) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=5) as connection:
        query = random.choice(list(RUNAWAYS.values()))
        body = query.encode()
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: e\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}"
        )
        connection.sendall(head.encode() + b"\r\n\r\n" + body)
        time.sleep(random.random() / 2)

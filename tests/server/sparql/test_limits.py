"""What is bounded stays bounded, says so, and disturbs nobody; workers come back by themselves."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.server.running import Service, publish, service, until

SECONDS = 1.5
CROSS = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(6))
RUNAWAYS = {
    "count of a product": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "paths": "SELECT (COUNT(*) AS ?n) { ?a (<http://e/p>|!<http://e/x>)* ?b . ?c (<http://e/p>|!<http://e/x>)* ?d ."
    f" {CROSS} }}",
    "regex over a product": f'SELECT * {{ {CROSS} FILTER(REGEX(CONCAT(?o0, ?o1, ?o2, ?o3, ?o4, ?o5), "no.*way")) }}',
    "order by over a product": f"SELECT * {{ {CROSS} }} ORDER BY ?o0 ?o1",
    "distinct product": f"SELECT (COUNT(DISTINCT CONCAT(?o0, ?o1, ?o2, ?o3, ?o4)) AS ?n) {{ {CROSS} }}",
    "group concat": f"SELECT (GROUP_CONCAT(CONCAT(?o0, ?o1)) AS ?x) {{ {CROSS} }}",
    "string doubling": 'SELECT ?x { BIND("aaaaaaaaaaaaaaaa" AS ?x0) '
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(34))
    + " BIND(STRLEN(?x34) AS ?x) }",
    "product of values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(30)))} }}" for n in range(8))
    + " }",
    "planning of a chain": f"SELECT * {{ {' '.join(f'?x{n} ?p{n} ?x{n + 1} .' for n in range(700))} }}",
}
CHEAP = "SELECT ?o { <http://e/a> <http://e/p> ?o } #"


@pytest.fixture(scope="module")
def bounded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    data: Path = tmp_path_factory.mktemp("bounded")
    publish(data)
    with service(data, timeout=SECONDS, memory=150 << 20, body_seconds=1, header_seconds=1, send_seconds=1) as started:
        yield started


@pytest.mark.parametrize("kind", RUNAWAYS)
def test_a_runaway_is_stopped_with_an_error_that_names_the_limit(bounded: Service, kind: str) -> None:
    began = time.monotonic()
    answer = bounded.post(data={"query": RUNAWAYS[kind]}, headers={"Accept": "application/json"})
    assert time.monotonic() - began < SECONDS + 1
    assert answer.status_code in (503, 504)
    assert "KECHUANG_" in answer.json()["messages"]["en"]
    assert answer.json()["limit"] in ("KECHUANG_TIMEOUT", "KECHUANG_MEMORY")
    assert int(answer.headers["retry-after"]) > 0


def test_cheap_queries_and_pages_come_at_once_while_all_places_are_taken(bounded: Service) -> None:
    with ThreadPoolExecutor(24) as threads:
        runaways = [
            threads.submit(bounded.post, data={"query": f"{RUNAWAYS['count of a product']}#{n}"}) for n in range(20)
        ]
        until(lambda: bounded.metrics()["kechuang_queries_running_long"] > 1)
        seconds = []
        for number in range(20):
            began = time.monotonic()
            assert bounded.ask(f"{CHEAP}{number}").status_code == 200
            assert bounded.get("/-/health").status_code == 200
            seconds.append(time.monotonic() - began)
        assert {runaway.result().status_code for runaway in runaways} <= {503, 504}
    assert sorted(seconds)[-3] < SECONDS  # a machine busy with other work may hold up one or two


def test_pages_come_at_once_while_many_pages_wait_for_queries(bounded: Service) -> None:
    query = RUNAWAYS["product of values"]
    with ThreadPoolExecutor(40) as threads:
        waiting = [
            threads.submit(bounded.ask, f"{query}#{'x' * n}", accept="text/html;q=1, */*;q=0.1") for n in range(40)
        ]
        seconds = []
        for _ in range(3):
            began = time.monotonic()
            assert bounded.get("/-/health").status_code == 200
            seconds.append(time.monotonic() - began)
        assert min(seconds) < SECONDS
        assert {page.result().status_code for page in waiting} <= {503, 504}


def test_workers_come_back_after_they_are_killed(bounded: Service) -> None:
    workers = descendants(bounded, "server.workers.nursery")[1:]
    assert workers
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    until(lambda: bounded.metrics()["kechuang_workers_idle"] >= 1)
    assert bounded.ask(f"{CHEAP} after a kill").status_code == 200


def test_the_service_comes_back_after_its_nursery_is_killed(bounded: Service) -> None:
    os.kill(descendants(bounded, "server.workers.nursery")[0], signal.SIGKILL)
    until(lambda: bounded.ask(f"{CHEAP} {time.monotonic()}").status_code == 200)


def test_a_client_that_goes_away_frees_its_worker(bounded: Service) -> None:
    query = RUNAWAYS["count of a product"].replace(" ", "+").replace("{", "%7B").replace("}", "%7D").replace("?", "%3F")
    until(lambda: bounded.metrics()["kechuang_queries_running_long"] == 0)
    with socket.create_connection(("127.0.0.1", bounded.port)) as connection:
        connection.sendall(f"GET /sparql?query={query}&gone HTTP/1.1\r\nHost: e\r\n\r\n".encode())
        until(lambda: bounded.metrics()["kechuang_queries_running_long"] > 0)
    until(lambda: bounded.metrics().get('kechuang_queries_total{outcome="abandoned"}', 0) >= 1, seconds=SECONDS)


def test_a_slow_head_or_body_ends(bounded: Service) -> None:
    for request in (
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: e\r\nX-Slow: ",
        b"POST /sparql HTTP/1.1\r\nHost: e\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK",
    ):
        with socket.create_connection(("127.0.0.1", bounded.port), timeout=8) as connection:
            connection.sendall(request)
            answer = connection.recv(65_536)
            assert answer == b"" or answer.startswith(b"HTTP/1.1 408 ")


def test_many_idle_connections_keep_nobody_out(bounded: Service) -> None:
    idle = [socket.create_connection(("127.0.0.1", bounded.port)) for _ in range(200)]
    try:
        assert bounded.ask(f"{CHEAP} among the idle").status_code == 200
    finally:
        for connection in idle:
            connection.close()


def test_a_full_queue_says_so(tmp_path: Path) -> None:
    publish(tmp_path)
    with service(tmp_path, timeout=2, queue=2, workers=1, long_queries=1, client_queries=1) as small:
        with ThreadPoolExecutor(16) as threads:
            sent = [
                threads.submit(small.post, data={"query": f"{RUNAWAYS['product of values']}#{n}"}) for n in range(16)
            ]
            answers = [each.result() for each in sent]
        assert {answer.status_code for answer in answers} <= {503, 504}
        limits = {answer.json()["limit"] for answer in answers}
        assert limits & {"KECHUANG_QUEUE", "KECHUANG_CLIENT_QUERIES", "KECHUANG_QUEUE_SECONDS"}
        until(lambda: small.ask(f"{CHEAP} at last").status_code == 200)


def test_running_queries_are_listed_for_this_machine_only(bounded: Service) -> None:
    query = RUNAWAYS["count of a product"]
    thread = threading.Thread(target=bounded.post, kwargs={"data": {"query": f"{query}#listed"}})
    thread.start()
    until(lambda: any("#listed" in each["query"] for each in bounded.get("/-/queries").json()["queries"]))
    thread.join()
    forwarded = bounded.get("/-/queries", headers={"X-Forwarded-For": "127.0.0.1"})
    assert forwarded.status_code == 403


def test_nothing_is_left_behind(bounded: Service) -> None:
    """After all of the above: as many processes and open files as at the beginning, no growing memory."""

    def settled() -> bool:
        counts = bounded.metrics()
        return counts["kechuang_queries_running_long"] == counts["kechuang_queries_waiting_long"] == 0

    until(settled)
    before = len(descendants(bounded)), bounded.metrics()["kechuang_process_open_descriptors"]
    for number in range(30):
        with httpx.Client() as client:
            client.get(f"{bounded.url}/sparql", params={"query": f"{CHEAP}{number} left"})
    until(settled)
    after = len(descendants(bounded)), bounded.metrics()["kechuang_process_open_descriptors"]
    assert abs(after[0] - before[0]) <= 2
    assert abs(after[1] - before[1]) <= 10


def descendants(running: Service, command: str = "") -> list[int]:
    """List the processes below the service whose command line holds `command`, parents first."""
    found: list[int] = []
    waiting = [running.process.pid]
    while waiting:
        parent = waiting.pop(0)
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            children = [int(child) for child in task.read_text("ascii").split()]
            waiting += children
            found += [child for child in children if command in _command(child)]
    return found


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8").replace("\x00", " ")
    except OSError:
        return ""

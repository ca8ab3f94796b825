"""Hostile bytes, deep and long queries, requests for other servers: a clear 4xx, and the service lives."""

from __future__ import annotations

import socket
import threading

import pytest

from tests.server.running import Service

BAD_HOSTS = (b"a b/c", b"a>b", b"x/../y", b"user@evil", b"a\\b", b"a#b", b"a:b", b"[::1")
HOST = b" HTTP/1.1\r\nHost: e\r\nConnection: close\r\n"
DEEP = {
    "brackets": "SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "few brackets": "SELECT * { FILTER(" + "(" * 2_000 + "1" + ")" * 2_000 + ") }",
    "groups": "SELECT * " + "{" * 10_000 + "}" * 10_000,
    "not": "SELECT * { FILTER(" + "!" * 10_000 + "true) }",
    "optional": "SELECT * { " + "OPTIONAL { ?s ?p ?o " * 5_000 + "}" * 5_000 + " }",
    "flat optional": "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 5_000 + " }",
    "graph": "SELECT * { " + "GRAPH ?g { " * 5_000 + "}" * 5_000 + " }",
    "not exists": "SELECT * { " + "FILTER NOT EXISTS { " * 5_000 + "}" * 5_000 + " }",
    "lists": "SELECT * { ?s ?p " + "(" * 10_000 + ")" * 10_000 + " }",
    "blank nodes": "SELECT * { ?s ?p " + "[ ?p " * 5_000 + "1" + " ]" * 5_000 + " }",
    "sum": "SELECT * { FILTER(" + " + ".join(["1"] * 5_000) + " > 0) }",
    "path": "SELECT * { ?s " + "/".join(["<http://e/p>"] * 3_000) + " ?o }",
    "alternatives": "SELECT * { ?s " + "|".join(["<http://e/p>"] * 5_000) + " ?o }",
    "union": "SELECT * { { ?s ?p ?o } " + "UNION { ?s ?p ?o } " * 5_000 + "}",
    "or": "SELECT * { ?s ?p ?o FILTER(" + " || ".join(["?o = 1"] * 8_000) + ") }",
    "minus": "SELECT * { ?s ?p ?o " + "MINUS { ?s ?p ?o } " * 5_000 + "}",
    "subselects": "SELECT * { " + "{ SELECT * { " * 3_000 + "} } " * 3_000 + "}",
    "calls": "SELECT (" + "STR(" * 5_000 + "1" + ")" * 5_000 + " AS ?x) {}",
    "casts": "SELECT * { FILTER(" + "-" * 20_000 + "1 > 0) }",
}
LONG_BUT_FAIR = {
    "values": "SELECT * { VALUES ?s { " + " ".join(f"<http://e/{n}>" for n in range(5_000)) + " } ?s ?p ?o }",
    "in": "SELECT * { ?s ?p ?o FILTER(?s IN (" + ", ".join(f"<http://e/{n}>" for n in range(3_000)) + ")) }",
    "comment": "ASK {} #" + "x" * 100_000,
    "string": 'ASK { FILTER("' + "(" * 50_000 + '" != "") }',
    "chain within the limit": "ASK { FILTER(" + " + ".join(["1"] * 1_400) + " > 0) }",
    "or within the limit": "ASK { FILTER(" + " || ".join(["false"] * 1_400) + " || true) }",
    "path within the limit": "ASK { FILTER NOT EXISTS { ?s " + "/".join(["<http://e/p>"] * 1_000) + " ?o } }",
    "list within the limit": "ASK { FILTER NOT EXISTS { ?s ?p (" + " 1" * 200 + ") } }",
    "nesting within the limit": "ASK " + "{" * 99 + "}" * 99,
}


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.mark.parametrize("kind", DEEP)
def test_a_deep_query_is_a_client_error_and_the_service_lives(running: Service, kind: str) -> None:
    answer = running.post(data={"query": DEEP[kind]})
    assert answer.status_code in (400, 413)
    assert running.ask(f"ASK {{}} # after {kind}").json()["boolean"] is True


@pytest.mark.parametrize("kind", LONG_BUT_FAIR)
def test_a_long_query_is_answered(running: Service, kind: str) -> None:
    answer = running.post(data={"query": LONG_BUT_FAIR[kind]})
    assert answer.status_code == 200, answer.text
    assert answer.json().get("boolean", True) is True


def test_a_query_that_is_too_long_is_told_the_limit(running: Service) -> None:
    answer = running.post(data={"query": "ASK {} #" + "x" * 270_000})
    assert answer.status_code == 413
    assert "262144" in answer.json()["messages"]["en"]


@pytest.mark.parametrize(
    "spelling",
    [
        "SERVICE <{url}> {{ ?s ?p ?o }}",
        "SERVICE SILENT <{url}> {{ ?s ?p ?o }}",
        "service<{url}>{{ ?s ?p ?o }}",
        "S\\u0045RVICE <{url}> {{ ?s ?p ?o }}",
        "VALUES ?u {{ <{url}> }} SERVICE ?u {{ ?s ?p ?o }}",
        "FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "?s ?p trueSERVICE <{url}> {{ ?s ?p ?o }}",
    ],
)
def test_no_query_makes_the_service_call_another(running: Service, spelling: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        called = threading.Event()
        listener.settimeout(0.3)

        def listen() -> None:
            try:
                listener.accept()[0].close()
                called.set()
            except TimeoutError:
                pass

        thread = threading.Thread(target=listen)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        answer = running.ask("SELECT * { " + spelling.format(url=url) + " }")
        thread.join()
    assert answer.status_code == 403
    assert not called.is_set()


@pytest.mark.parametrize("clause", ["FROM <{url}>", "FROM NAMED <{url}>"])
def test_a_graph_that_is_not_here_is_empty_and_not_fetched(running: Service, clause: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/g"
        assert running.ask(f"SELECT * {clause.format(url=url)} {{ ?s ?p ?o }}").json()["results"]["bindings"] == []
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    ("request_", "statuses"),
    [
        (b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n\r\n", {400}),
        (b"GET /sparql HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", {400}),
        (b"GET /sparql?query=\xff\xfe" + HOST + b"\r\n", {400}),
        *((b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: " + host + b"\r\n\r\n", {400}) for host in BAD_HOSTS),
        (b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", {200}),
        (b"GET /\xff" + HOST + b"\r\n", {400}),
        (b"GET /%FF" + HOST + b"\r\n", {400}),
        (b"GET /%00" + HOST + b"\r\n", {400}),
        (b"GET /..%2f..%2fetc/passwd" + HOST + b"\r\n", {400, 404}),
        (b"GET /../../etc/passwd" + HOST + b"\r\n", {400, 404}),
        (b"GET /" + b"a" * 10_000 + HOST + b"\r\n", {404, 414}),
        (b"GET /" + b"a" * 70_000 + HOST + b"\r\n", {414}),
        (b"GET /sparql?query=ASK%7B%7D" + HOST + b"X: " + b"b" * 600_000 + b"\r\n\r\n", {431}),
        (b"GET /sparql?query=ASK%7B%7D" + HOST + b"Accept: \xff\xfe\r\n\r\n", {200, 400}),
        (b"GET /sparql?query=ASK%7B%7D" + HOST + b"Accept: " + b"a/b;q=1," * 3_000 + b"\r\n\r\n", {406}),
        (b"GET /sparql?query=ASK%7B%7D" + HOST + b"Accept: text/csv;q=x, ;;;,,\r\n\r\n", {200, 406}),
        (b"GET /sparql?query=ASK%7B%7D" + HOST + b"Accept-Encoding: \x01;q=9\r\n\r\n", {200, 400}),
        (b"GET /sparql?query=ASK%7B%7D" + HOST + b'If-None-Match: """,,W/\r\n\r\n', {200}),
        (b"GET //e.example/%2e%2e" + HOST + b"\r\n", {404}),
        (b"GET http://other.example/sparql?query=ASK%7B%7D" + HOST + b"\r\n", {200}),
        (b"garbage\r\n\r\n", {400}),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", {0, 400}),
        (b"GET /sparql?query=ASK%7B%7D HTTP/9.9\r\nHost: e\r\n\r\n", {400, 505}),
        (b"POST /sparql HTTP/1.1\r\nHost: e\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", {400}),
        (b"POST /sparql HTTP/1.1\r\nHost: e\r\nContent-Length: -1\r\n\r\n", {400}),
        (b"POST /sparql HTTP/1.1\r\nHost: e\r\nTransfer-Encoding: nonsense\r\n\r\n", {400}),
        (b"OPTIONS *" + HOST + b"\r\n", {200, 204}),
    ],
)
def test_hostile_bytes_get_a_clear_answer(running: Service, request_: bytes, statuses: set[int]) -> None:
    answer = running.raw(request_)
    assert status(answer) in statuses, answer[:200]
    assert running.ask("ASK {}").status_code == 200


def test_no_request_is_smuggled_behind_another(running: Service) -> None:
    """RFC 9112, section 6.1: after Content-Length with Transfer-Encoding the connection ends."""
    smuggled = b"GET /smuggled HTTP/1.1\r\nHost: e\r\n\r\n"
    head = b"POST /sparql HTTP/1.1\r\nHost: e\r\nContent-Type: application/sparql-query\r\n"
    both = b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with socket.create_connection(("127.0.0.1", running.port), timeout=5) as connection:
        connection.sendall(head + both + smuggled)
        everything = b""
        while piece := connection.recv(65_536):
            everything += piece
    assert everything.count(b"HTTP/1.1 ") == 1


def test_a_header_cannot_be_injected(running: Service) -> None:
    answer = running.raw(b"GET /sparql?format=x%0D%0ASet-Cookie:%20a=b&query=ASK%7B%7D" + HOST + b"\r\n")
    assert b"set-cookie" not in answer.lower().partition(b"\r\n\r\n")[0]

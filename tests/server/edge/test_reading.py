"""What is a request and what is none, by the clauses of RFC 9112."""

from __future__ import annotations

import pytest

from server.edge.reading import HEAD, TARGET, Reader
from server.problems import ProblemError

GET = b"GET / HTTP/1.1\r\nHost: e\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: e\r\n"
UPGRADE = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"


def reader() -> Reader:
    return Reader("192.0.2.1", body_limit=10, on_continue=lambda: None)


def status(sent: bytes) -> int:
    with pytest.raises(ProblemError) as refused:
        reader().feed(sent)
    return refused.value.problem.status


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(b"garbage\r\n\r\n", 400, id="garbage"),
        pytest.param(b"GET /\r\n\r\n", 505, id="HTTP/0.9"),
        pytest.param(b"GET / HTTP/1.1\r\nHost : e\r\n\r\n", 400, id="a space before the colon (5.1)"),
        pytest.param(GET + b"X: a\r\n b\r\n\r\n", 400, id="a folded line (5.2)"),
        pytest.param(GET + b"X: a\x00b\r\n\r\n", 400, id="a NUL"),
        pytest.param(GET + b"X: a\rb\r\n\r\n", 400, id="a bare CR (2.2)"),
        pytest.param(b"GET / HTTP/1.1\nHost: e\n\n", 400, id="a bare LF"),
        pytest.param(b"get / HTTP/1.1\r\n", 501, id="a method in small letters"),
        pytest.param(b"get /sparql?query=x HTTP/1.1\r\n", 405, id="the same at the endpoint"),
        pytest.param(b"GET /" + b"a" * TARGET + b" HTTP/1.1\r\n", 414, id="a long target"),
        pytest.param(GET + b"X: " + b"a" * HEAD + b"\r\nY: b\r\n", 431, id="a long head"),
        pytest.param(POST + b"Content-Length: 11\r\n\r\n", 413, id="a large body, announced"),
        pytest.param(
            POST + b"Transfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n", 413, id="a large body, not announced"
        ),
        pytest.param(POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", 400, id="two lengths (6.3)"),
        pytest.param(POST + b"Content-Length: 6\r\nContent-Length: 6\r\n", 400, id="a length twice"),
        pytest.param(POST + b"Content-Length: +6\r\n", 400, id="a signed length"),
        pytest.param(POST + b"Transfer-Encoding: nonsense\r\n\r\n", 400, id="an end that is not known (6.3)"),
        pytest.param(POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n", 501, id="a coding that is not known (6.1)"),
        pytest.param(b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 501, id="chunks in HTTP/1.0 (6.1)"),
        pytest.param(POST + b"Transfer-Encoding: chunked\r\n\r\n0x6\r\n", 400, id="a chunk's size (7.1)"),
    ],
)
def test_what_is_no_request_is_refused(sent: bytes, expected: int) -> None:
    assert status(sent) == expected


@pytest.mark.parametrize("cut", [1, 3, 1_000], ids=["byte by byte", "in threes", "whole"])
def test_requests_are_read_however_they_are_cut(cut: int) -> None:
    sent = GET + b"\r\n" + POST + b"Content-Length: 6\r\n\r\nASK {}" + GET + b"X: 1\r\nx: 2\r\n\r\n"
    read = reader()
    for start in range(0, len(sent), cut):
        read.feed(sent[start : start + cut])
    assert [(each.method, each.path, each.body) for each in read.whole] == [
        ("GET", "/", b""),
        ("POST", "/sparql", b"ASK {}"),
        ("GET", "/", b""),
    ]
    assert read.whole[2].header("x") == "1, 2"
    assert read.part == ""


@pytest.mark.parametrize(
    ("target", "path", "query", "host"),
    [
        ("/a%20b?c=%20#d", "/a b", "c=%20", "e"),
        ("/%E4%BA%91", "/云", "", "e"),
        ("/云?q=云", "/云", "q=%E4%BA%91", "e"),
        ("/%FF", "/\ufffd", "", "e"),
        ("//f/g", "//f/g", "", "e"),
        ("http://f:1/g?h", "/g", "h", "f:1"),
        ("http://f", "/", "", "f"),
    ],
)
def test_a_target_is_cut_into_path_and_query(target: str, path: str, query: str, host: str) -> None:
    read = reader()
    read.feed(f"GET {target} HTTP/1.1\r\nHost: e\r\n\r\n".encode())
    incoming = read.whole[0]
    assert (incoming.path, incoming.query_string, incoming.host) == (path, query, host)


def test_what_stands_behind_the_body_changes_no_header() -> None:
    read = reader()
    read.feed(POST + b"Transfer-Encoding: chunked\r\n\r\n3;x=1\r\nASK\r\n3\r\n {}\r\n0\r\nHost: f\r\n\r\n")
    assert read.whole[0].body == b"ASK {}"
    assert read.whole[0].host == "e"


@pytest.mark.parametrize("body", [b"Content-Length: 6\r\n\r\nASK {}", b"\r\n"], ids=["with a body", "without"])
def test_the_wish_for_another_protocol_is_ignored(body: bytes) -> None:
    """RFC 9110, section 7.8: Java's client sends it with every request that is not encrypted."""
    read = reader()
    read.feed(POST + UPGRADE + body + GET + b"\r\n")
    assert [each.method for each in read.whole] == ["POST", "GET"]
    assert read.whole[0].body == body.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    ("head", "keeps"),
    [
        (b"GET / HTTP/1.1\r\nHost: e\r\n\r\n", True),
        (b"GET / HTTP/1.1\r\nHost: e\r\nConnection: close\r\n\r\n", False),
        (b"GET / HTTP/1.0\r\n\r\n", False),
    ],
    ids=["1.1", "close", "1.0"],
)
def test_what_comes_after_the_last_request_is_not_read(head: bytes, keeps: bool) -> None:
    read = reader()
    read.feed(head)
    assert read.has_ended is not keeps
    read.feed(GET + b"\r\n")
    assert len(read.whole) == 1 + keeps


def test_a_client_that_waits_is_told_to_go_on_unless_its_body_is_too_large() -> None:
    told: list[bool] = []
    waiting = Reader("", body_limit=10, on_continue=lambda: told.append(True))
    waiting.feed(POST + b"Expect: 100-continue\r\nContent-Length: 6\r\n\r\n")
    assert told == [True]
    with pytest.raises(ProblemError):
        waiting.feed(b"ASK {}" + POST + b"Expect: 100-continue\r\nContent-Length: 60\r\n\r\n")
    assert told == [True]

"""Cut what a client sends into requests, and refuse what is none (RFC 9112).

Place in the house: under `client`. llhttp parses, strictly; the limits, and what it leaves to its user, are here.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from typing import Literal

import httptools

from server import protocol
from server.edge.incoming import Incoming
from server.problems import ProblemError, said

__all__ = ["Reader", "unknown_method"]

TARGET = 65_535  # bytes of a request's target; then 414
HEAD = 128 << 10  # bytes of a request's head; then 431
_LINE = re.compile(rb"(?:\r\n)*([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([^?\s]+)\S* HTTP/1\.[01]\r\n")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_JOINED = {b"cookie": b"; "}


class Reader:
    """What has come from one client: `whole` requests, and the part of the next that is on its way."""

    def __init__(self, address: str, *, body_limit: int, on_continue: Callable[[], None]) -> None:
        self.whole: deque[Incoming] = deque()
        self.part: Literal["", "head", "body"] = ""
        self.has_ended = False  # nothing more is read after this
        self._address, self._body_limit, self._on_continue = address, body_limit, on_continue
        self._parser = httptools.HttpRequestParser(self)
        self._refusal: ProblemError | None = None
        self._incoming: Incoming | None = None
        self._target, self._size, self._fed = b"", 0, 0
        self._headers: dict[bytes, bytes] = {}
        self._body: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Read on; raises `ProblemError` when what has come is no request."""
        was_head, waiting = self.part == "head", len(self.whole)
        if self.part != "body" and not self._headers and not data.isascii():
            data = _with_coded_target(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            if not self.has_ended:
                self._read_on_after_upgrade(data[upgrade.args[0] :])
        except httptools.HttpParserError as error:
            if not self.has_ended:
                self._refusal = self._refusal or _unreadable(error, data if len(self.whole) == waiting else b"")
        if self._refusal is not None:
            self.has_ended = True
            raise self._refusal
        if was_head and self.part == "head":
            self._fed += len(data)
            if self._fed > HEAD + TARGET:
                raise _head_too_large()

    def unfinished(self) -> Incoming:
        """Give what is known of a request that is not whole."""
        target = self._target if self._target.startswith(b"/") else b"/"
        return self._incoming or Incoming(b"GET", target, self._headers, client=self._address)

    # called by the parser ----------------------------------------------------

    def on_message_begin(self) -> None:
        """Begin a request."""
        self.part, self._incoming = "head", None
        self._target, self._headers, self._body, self._size, self._fed = b"", {}, [], 0, 0

    def on_url(self, piece: bytes) -> None:
        """Take a piece of the target."""
        self._target += piece
        if len(self._target) > TARGET:
            raise self._refused(_target_too_long())

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; what stands behind the body is none of ours."""
        if self.part != "head":
            return
        self._size += len(name) + len(value)
        if self._size > HEAD:
            raise self._refused(_head_too_large())
        name = name.lower()
        if name in self._headers:
            value = self._headers[name] + _JOINED.get(name, b", ") + value
        self._headers[name] = value

    def on_headers_complete(self) -> None:
        """See whether the request's body is worth reading."""
        parser, headers = self._parser, self._headers
        incoming = Incoming(parser.get_method(), self._target, headers, client=self._address)
        incoming.http_version = parser.get_http_version()
        incoming.keeps_alive = parser.should_keep_alive() and incoming.http_version == "1.1"
        self.part, self._incoming, self._size = "body", incoming, 0
        if incoming.http_version not in ("1.0", "1.1"):
            raise self._refused(_unknown_version())
        coding = headers.get(b"transfer-encoding", b"").lower()
        if coding and (coding != b"chunked" or incoming.http_version == "1.0"):
            raise self._refused(_unknown_coding(coding))
        if int(headers.get(b"content-length", b"0")) > self._body_limit:
            raise self._refused(_body_too_large(self._body_limit))
        if headers.get(b"expect", b"").lower() == b"100-continue":
            self._on_continue()

    def on_body(self, piece: bytes) -> None:
        """Take a piece of the body."""
        self._body.append(piece)
        self._size += len(piece)
        if self._size > self._body_limit:
            raise self._refused(_body_too_large(self._body_limit))

    def on_message_complete(self) -> None:
        """Put a whole request in line."""
        incoming = self._incoming
        if incoming is None or self._refusal is not None or self._is_to_be_read_anew(incoming):
            return
        incoming.body = b"".join(self._body)
        self.part, self._incoming, self._headers = "", None, {}
        self.has_ended = not incoming.keeps_alive or incoming.method == "CONNECT"
        self.whole.append(incoming)

    def _refused(self, error: ProblemError) -> ProblemError:
        self._refusal = error  # the parser wraps what a callback raises
        return error

    def _is_to_be_read_anew(self, incoming: Incoming) -> bool:
        return bool(self._parser.should_upgrade()) and incoming.method != "CONNECT"

    def _read_on_after_upgrade(self, rest: bytes) -> None:
        """Read a request anew without its wish for another protocol, which a server may ignore (RFC 9110, 7.8)."""
        incoming, self._parser = self.unfinished(), httptools.HttpRequestParser(self)
        kept = [(name, value) for name, value in self._headers.items() if name not in (b"upgrade", b"http2-settings")]
        head = b"%b %b HTTP/1.1\r\n" % (incoming.method.encode("ascii"), self._target)
        self.feed(head + b"".join(b"%b: %b\r\n" % pair for pair in kept) + b"\r\n" + rest)


def _with_coded_target(data: bytes) -> bytes:
    """Write a first line that people typed, such as `/search?q=云`, as the parser wants it."""
    line, end, rest = data.partition(b"\r\n")
    return _NOT_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), line) + end + rest


def _unreadable(error: Exception, data: bytes) -> ProblemError:
    line = _LINE.match(data) if isinstance(error, httptools.HttpParserInvalidMethodError) else None
    if line is None:
        return said(400, "bad_request", f"This is no valid request: {error}.", f"请求不合法：{error}。")
    return unknown_method(line[1].decode("ascii"), path=line[2].decode("ascii", "replace"))


def unknown_method(method: str, *, path: str) -> ProblemError:
    """Say that there is no such method, at the endpoint (405) or anywhere (501; RFC 9110, section 9.1)."""
    return said(
        405 if path == "/sparql" else 501,
        "method",
        f"There is no method {method[:40]!r} here; methods are written in capitals.",
        f"这里没有 {method[:40]!r} 方法；方法名区分大小写。",
        headers={"Allow": ", ".join(protocol.METHODS)},
    )


def _target_too_long() -> ProblemError:
    en, zh = (
        f"A request's target may have {TARGET} bytes; send the query by POST.",
        f"请求目标最多 {TARGET} 字节；请改用 POST 发送查询。",
    )
    return said(414, "uri_too_long", en, zh)


def _head_too_large() -> ProblemError:
    return said(431, "too_large", f"A request's head may have {HEAD} bytes.", f"请求头最多 {HEAD} 字节。")


def _body_too_large(limit: int) -> ProblemError:
    return said(
        413,
        "too_large",
        f"A request's body may have {limit} bytes (setting KECHUANG_REQUEST_BYTES).",
        f"请求体最多 {limit} 字节（设置项 KECHUANG_REQUEST_BYTES）。",
        limit="KECHUANG_REQUEST_BYTES",
    )


def _unknown_coding(coding: bytes) -> ProblemError:
    """Say that a body cannot be read: its end is not known (RFC 9112, section 6.3), or not what it was coded from."""
    en, zh = "The only transfer coding known here is chunked, of HTTP/1.1.", "传输编码只支持 HTTP/1.1 的 chunked。"
    return said(501 if coding.endswith(b"chunked") else 400, "unsupported", en, zh)


def _unknown_version() -> ProblemError:
    return said(505, "unsupported", "The protocol here is HTTP, version 1.1.", "本服务使用 HTTP 协议 1.1 版。")

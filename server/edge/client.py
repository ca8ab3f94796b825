"""Speak HTTP/1.1 with one client (RFC 9112): take its requests one after the other, send it the answers.

Place in the house: the border to the network, one for each connection, on the event loop. A request that came before,
byte for byte, and whose answer is ready, is not even parsed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol, cast

from server.config import Settings
from server.edge import wire
from server.edge.cache import Entry
from server.edge.incoming import Incoming
from server.edge.reading import Reader
from server.problems import ProblemError, said

__all__ = ["Client", "Service", "Stopped"]

Headers = Sequence[tuple[str, str]]
AHEAD = 16  # requests of one client that are read before the first is answered
JOINED = 64 << 10  # bytes up to which head and body are written as one piece
LINGER = 2.0  # seconds in which what a refused client still sends is thrown away, so that it can read why
IDLE = 75.0  # seconds in which a connection may be silent between two requests
WITHOUT_BODY = frozenset({204, 304})


class Stopped(ConnectionError):  # noqa: N818  # it is no error of ours
    """The client went away before its answer was sent."""


class Service(Protocol):
    """Whoever answers."""

    settings: Settings
    clients: dict[Client, None]  # in the order in which they came
    now: float  # the loop's time, read a few times a second
    is_ending: bool

    def came(self, client: Client) -> None:
        """Note a new connection."""
        ...

    def hit(self, client: Client, data: bytes) -> bool:
        """Answer a request of exactly these bytes if its answer is ready; say whether it was."""
        ...

    def take(self, client: Client, incoming: Incoming, raw: bytes | None) -> None:
        """Begin to answer a request."""
        ...

    def refuse(self, client: Client, incoming: Incoming, error: ProblemError) -> None:
        """Answer what is no request."""
        ...


class Client(asyncio.Protocol):
    """One connection."""

    def __init__(self, service: Service) -> None:
        self.address = ""
        self.is_gone = False
        self.has_left = False  # before an answer that took a while, which has been stopped
        self.is_busy = False  # with a request that is not answered yet
        self.since = service.now  # when it began to do what it does
        self._service = service
        self._transport: asyncio.Transport
        self._reader: Reader
        self._incoming: Incoming
        self._refusal: ProblemError | None = None
        self._has_asked = self._has_ended = self._is_advancing = self._is_refusing = False
        self._is_chunked = self._is_full = self._is_half_closed = False
        self._unsent = 0
        self._on_gone: Callable[[], None] | None = None
        self._drained: asyncio.Future[None] | None = None

    # coming and going --------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to listen."""
        self._transport = cast("asyncio.Transport", transport)
        self.address = (transport.get_extra_info("peername") or ("",))[0]
        limit = self._service.settings.request_bytes
        self._reader = Reader(self.address, body_limit=limit, on_continue=self._continue)
        self._service.came(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio's signature
        """Tell whoever works for the client."""
        self.is_gone = self._has_ended = True
        self._service.clients.pop(self, None)
        self._leave()
        if self._drained is not None and not self._drained.done():
            self._drained.set_exception(Stopped())

    def eof_received(self) -> bool:
        """Finish what is quick for a client that sends no more; stop what takes a while."""
        self._is_half_closed = True
        if not self.is_busy:
            return False
        self._leave()
        return True

    def watch(self, on_gone: Callable[[], None]) -> None:
        """Have `on_gone` called once when the client goes before its answer comes."""
        self._on_gone = on_gone
        if self.is_gone or self._is_half_closed:
            self._leave()

    def _leave(self) -> None:
        on_gone, self._on_gone = self._on_gone, None
        if on_gone is not None:
            self.has_left = True
            on_gone()

    def look(self, now: float) -> None:
        """End a connection whose client is too slow; called a few times a second."""
        settings, silent = self._service.settings, now - self.since
        unsent = self._transport.get_write_buffer_size()
        if unsent and unsent != self._unsent:
            self._unsent, self.since = unsent, now
        elif (unsent and silent > settings.send_seconds) or (self._has_ended and not unsent and silent > LINGER):
            self._transport.abort()
        elif not (unsent or self.is_busy or self._has_ended):
            self._look_at_request(silent)

    def _look_at_request(self, silent: float) -> None:
        settings, part = self._service.settings, self._reader.part
        if part and silent > (settings.header_seconds if part == "head" else settings.body_seconds):
            self._refusal = _too_slow(part, settings)
            self._advance()
        elif not part and silent > (IDLE if self._has_asked else settings.header_seconds):
            self._transport.close()

    def close(self) -> None:
        """End the connection once what is written has been sent."""
        self._transport.close()

    # requests ----------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Take in what has come."""
        if self._has_ended:
            return
        reader = self._reader
        is_clear = not (self.is_busy or self._is_full or reader.part or reader.whole)
        if is_clear and self._service.hit(self, data):
            return
        before = reader.part
        try:
            reader.feed(data)
        except ProblemError as error:
            self._refusal = error
        if reader.part != before:
            self.since = self._service.now
        is_alone = is_clear and not reader.part and len(reader.whole) == 1 and not reader.has_ended
        self._advance(data if is_alone else None)
        if len(reader.whole) > AHEAD:
            self._transport.pause_reading()

    def _advance(self, raw: bytes | None = None) -> None:
        """Have the next request answered, and the next, as long as answers come at once."""
        if self._is_advancing:
            return
        self._is_advancing = True
        while not (self.is_busy or self._is_full or self._has_ended):
            if self._reader.whole:
                self.is_busy = self._has_asked = True
                self._incoming = self._reader.whole.popleft()
                self._service.take(self, self._incoming, raw)
            elif self._refusal is not None:
                self.is_busy = self._is_refusing = True
                self._incoming = self._reader.unfinished()
                self._service.refuse(self, self._incoming, self._refusal)
            else:
                break
        self._is_advancing = False
        if not self._has_ended and not self._transport.is_reading() and len(self._reader.whole) <= AHEAD:
            self._transport.resume_reading()

    def _continue(self) -> None:
        if not self.is_busy:
            self._transport.write(wire.CONTINUE)

    # answers -----------------------------------------------------------------

    def respond(self, status: int, head: bytes, body: bytes | memoryview = b"") -> None:
        """Send an answer whose head fields are written; raises `Stopped` when nobody is there."""
        self._write(wire.stamp(status) + head + (wire.CLOSE if self._is_last() else wire.KEEP), body)
        self._finish()

    def respond_ready(self, entry: Entry) -> None:
        """Send an answer to a request that was not parsed, since all its bytes are known."""
        self._send(wire.stamp(200) + entry.ready + wire.KEEP, entry.body)
        self.since = self._service.now

    def begin(self, status: int, headers: Headers) -> None:
        """Send the head of an answer whose body comes in pieces."""
        has_length = any(name.lower() == "content-length" for name, _ in headers)
        self._is_chunked = not has_length and self._incoming.http_version == "1.1"
        if not has_length and not self._is_chunked:
            self._incoming.keeps_alive = False  # the end of the connection ends the body
        told = [*headers, ("Transfer-Encoding", "chunked")] if self._is_chunked else headers
        self._write(wire.stamp(status) + wire.fields(told, None) + (wire.CLOSE if self._is_last() else wire.KEEP))

    async def piece(self, content: bytes) -> None:
        """Send a piece of a body, and wait until there is room for the next; raises `Stopped`."""
        if content and self._incoming.method != "HEAD":
            self._write(b"%x\r\n%b\r\n" % (len(content), content) if self._is_chunked else content)
        if self._is_full:
            self._drained = asyncio.get_running_loop().create_future()
            await self._drained

    def end(self, *, is_whole: bool) -> None:
        """End a body that came in pieces; one that is not whole must not look as if it were."""
        if not is_whole:
            self.is_gone = self._has_ended = True
            self._transport.abort()
            return
        if self._is_chunked and self._incoming.method != "HEAD":
            self._write(b"0\r\n\r\n")
        self._finish()

    def pause_writing(self) -> None:
        """Note that the client takes its answers more slowly than they are made."""
        self._is_full = True

    def resume_writing(self) -> None:
        """Go on where it was too slow."""
        self._is_full = False
        if self._drained is not None and not self._drained.done():
            self._drained.set_result(None)
        self._advance()

    def _write(self, head: bytes, body: bytes | memoryview = b"") -> None:
        if self.is_gone:
            raise Stopped
        self._send(head, b"" if self._incoming.method == "HEAD" else body)

    def _send(self, head: bytes, body: bytes | memoryview) -> None:
        if len(body) > JOINED:
            self._transport.writelines((head, body))
        else:
            self._transport.write(head + body)

    def _is_last(self) -> bool:
        return self._is_refusing or not self._incoming.keeps_alive or self._service.is_ending

    def _finish(self) -> None:
        self.is_busy, self._on_gone, self.since = False, None, self._service.now
        if self._is_refusing:
            self._has_ended = True  # what is still on its way is read and thrown away
            self._transport.write_eof()
        elif self._is_last() or (self._is_half_closed and not (self._reader.whole or self._refusal)):
            self._has_ended = True
            self._transport.close()
        else:
            self._advance()


def _too_slow(part: str, settings: Settings) -> ProblemError:
    name, seconds = ("header", settings.header_seconds) if part == "head" else ("body", settings.body_seconds)
    return said(
        408,
        "timeout_request",
        f"The request did not come within {seconds:g} seconds (setting KECHUANG_{name.upper()}_SECONDS).",
        f"请求未在 {seconds:g} 秒内发送完毕（设置项 KECHUANG_{name.upper()}_SECONDS）。",
        limit=f"KECHUANG_{name.upper()}_SECONDS",
    )

"""Start granian with the service, and hand signals on.

Place in the house: what `kechuang serve` calls. One process holds the event loop, with a thread of the web server for
each core beside it; a second one watches over it and starts it again should it ever end.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from granian._granian import SocketHolder
from granian.constants import Interfaces, Loops, RuntimeModes
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from kg.errors import InputError
from kg.store import current
from server.config import Settings
from server.edge.service import Service

__all__ = ["launch", "listen", "running"]

BACKLOG = 2048  # connections that may wait to be accepted


class Server(MPServer):
    """Granian, with HUP meaning «look at the data again» instead of «start the processes anew»."""

    def signal_handler_reload(self, *_: Any) -> None:
        """Hand HUP on to the process that serves."""
        for worker in self.wrks:
            os.kill(worker.inner.pid, signal.SIGHUP)

    def listen_on(self, listener: socket.socket) -> None:
        """Serve on a socket of ours: one that granian makes would share its port with whoever else asks for it."""
        self._listener = listener

    def _init_shared_socket(self) -> None:
        made: Any = self  # granian declares neither what it keeps here nor how a holder is made
        holder: Any = SocketHolder
        made._sso, made._sfd = self._listener, self._listener.fileno()
        made._shd = holder(made._sfd, False, BACKLOG)  # its arguments have no names


def launch(settings: Settings, *, announce: Callable[[], None] = lambda: None) -> None:
    """Serve until told to stop; `announce` is called once the port is ours.

    Raises `StoreError` when there is nothing to serve and `InputError` when the address cannot be listened on.
    """
    current(settings.data)
    listener = listen(settings.host, settings.port)
    announce()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    server = Server(
        "kechuang",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        workers=1,
        runtime_threads=max(2, settings.cores),
        runtime_mode=RuntimeModes.mt,
        loop=Loops.uvloop,
        backlog=BACKLOG,
        backpressure=settings.connections,
        http1_settings=HTTP1Settings(header_read_timeout=settings.header_seconds * 1_000),
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
    )
    server.listen_on(listener)
    with _noted(settings):
        server.serve(target_loader=_loader(settings), wrap_loader=False)


def listen(host: str, port: int) -> socket.socket:
    """Take an address for ourselves alone; raises `InputError` when somebody has it or it is not one of ours."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(f"port {port} of {host} is in use; choose another with --port") from error
        reason = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        raise InputError(f"{host}:{port} cannot be listened on: {reason}") from error


def _loader(settings: Settings) -> Callable[..., Any]:
    return lambda: Service(settings)


def running(data: Path) -> list[dict[str, Any]]:
    """List the services that serve a data folder on this machine: their pid, host and port."""
    found = []
    for note in sorted(_folder().glob("*.json")):
        try:
            noted = json.loads(note.read_text("utf-8"))
            os.kill(noted["pid"], 0)
        except (OSError, ValueError, KeyError):
            continue
        if noted["data"] == str(data.resolve()):
            found.append(noted)
    return found


@contextmanager
def _noted(settings: Settings) -> Iterator[None]:
    """Leave a note that this process serves, for `kechuang reload`."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    note = folder / f"{os.getpid()}.json"
    noted = {"pid": os.getpid(), "data": str(settings.data.resolve()), "host": settings.host, "port": settings.port}
    note.write_text(json.dumps(noted), "utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(tempfile.gettempdir()) / f"kechuang-{os.getuid()}"

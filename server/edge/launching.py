"""Take the address, and serve in a process that is watched over.

Place in the house: what `kechuang serve` calls. One process holds the event loop and all connections; the one that was
started watches over it and starts it again should it ever end.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import resource
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvloop

from kg.errors import InputError
from kg.store import current
from server.config import Settings
from server.edge import watching
from server.edge.service import BACKLOG, Service

__all__ = ["launch", "listen", "running"]

OTHER_FILES = 512  # descriptors beside those of connections


def launch(settings: Settings, *, announce: Callable[[], None] = lambda: None) -> None:
    """Serve until told to stop; `announce` is called once the port is ours.

    Raises `StoreError` when there is nothing to serve and `InputError` when the address cannot be listened on.
    """
    current(settings.data)
    listener = listen(settings.host, settings.port)
    announce()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    _allow_connections(settings.connections)
    with _noted(settings):
        watching.keep(lambda ready: uvloop.run(Service(settings).run(listener, ready)))


def _allow_connections(number: int) -> None:
    """Ask for as many file descriptors as connections and workers may need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = number + OTHER_FILES if hard == resource.RLIM_INFINITY else min(number + OTHER_FILES, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


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

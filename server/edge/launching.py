"""Start granian with the service, and hand signals on.

Place in the house: what `kechuang serve` calls. One process holds the event loop, with a thread of the web server for
each core beside it; a second one watches over it and starts it again should it ever end.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from granian.constants import Interfaces, Loops, RuntimeModes
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from kg.errors import InputError
from kg.store import current
from server.config import Settings
from server.edge.service import Service

__all__ = ["launch", "running"]


class Server(MPServer):
    """Granian, with HUP meaning «look at the data again» instead of «start the processes anew»."""

    def signal_handler_reload(self, *_: Any) -> None:
        """Hand HUP on to the process that serves."""
        for worker in self.wrks:
            os.kill(worker.inner.pid, signal.SIGHUP)


def launch(settings: Settings) -> None:
    """Serve until told to stop; raises `StoreError` when there is nothing to serve, `InputError` when it cannot be."""
    current(settings.data)
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
        backlog=2048,
        backpressure=settings.connections,
        http1_settings=HTTP1Settings(header_read_timeout=settings.header_seconds * 1_000),
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
    )
    with _noted(settings):
        try:
            server.serve(target_loader=_loader(settings), wrap_loader=False)
        except OSError as error:
            raise InputError(f"{settings.host}:{settings.port} cannot be listened on: {error}") from error


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

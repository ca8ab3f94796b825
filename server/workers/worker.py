"""Evaluate one question after the other in a process that may be killed at any time.

Place in the house: forked by the nursery. It holds nothing but the store and one connection; its memory is bounded, its
network is closed, and it ends with the process that forked it.
"""

from __future__ import annotations

import os
import signal
import socket
import threading

from kg.errors import QueryLimit
from kg.store import Bounds, Store, wording
from server import answering
from server.workers import confining, frames

__all__ = ["live"]

STACK = 256 << 20  # bytes: what is nested within the limits must not overflow the engine's stack


def live(connection: socket.socket, store: Store, *, bounds: Bounds, memory: int) -> None:
    """Answer until the other end closes; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.setpgid(0, 0)  # so that all threads of this process can be made less urgent together
    confining.die_with_parent()
    threading.stack_size(STACK)
    thread = threading.Thread(target=_serve, args=(connection, store, bounds, memory), daemon=True)
    thread.start()
    thread.join()
    os._exit(0)


def _serve(connection: socket.socket, store: Store, bounds: Bounds, memory: int) -> None:
    confining.confine(memory)
    while True:
        values = frames.receive(connection)
        if values is None:
            os._exit(0)
        head, body = frames.reply(_evaluate(store, values, bounds))
        connection.sendall(head if len(body) > 65_536 else head + body)
        if len(body) > 65_536:
            connection.sendall(body)


def _evaluate(store: Store, values: bytes, bounds: Bounds) -> answering.Outcome | Exception:
    try:
        return answering.evaluate(store, frames.question(values), bounds)
    except MemoryError:
        said = wording.say("limit.memory")
        return QueryLimit(said.en, limit="memory", zh=said.zh)
    except Exception as error:  # whatever it is, the other end must be told
        return error

"""Write the access log: one JSON object a line, gathered and written a few times a second.

Place in the house: told of every request when it has been answered.
"""

from __future__ import annotations

import json
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import IO

from server.edge.incoming import Incoming

__all__ = ["Journal", "described"]

GATHERED = 500  # lines
SHORT = 12  # characters of a query's hash


def described(incoming: Incoming, *, size: int, known_as: str = "", rows: int | None = None) -> str:
    """Write the part of a line that is the same each time an answer is sent; `known_as` is the query's hash."""
    path = _quoted(incoming.path) if incoming.path != "/sparql" else '"/sparql"'
    asked = f'"query":"{known_as[:SHORT]}",' if known_as else ""
    counted = "" if rows is None else f'"rows":{rows},'
    return f'"method":{_quoted(incoming.method)},"path":{path},{asked}{counted}"bytes":{size}'


@lru_cache(maxsize=256)
def _quoted(text: str) -> str:
    return json.dumps(text)


class Journal:
    """An open log."""

    def __init__(self, where: str) -> None:
        self._lines: list[str] = []
        self._stamp, self._stamped = "", 0
        self._file = self._open(where)

    @staticmethod
    def _open(where: str) -> IO[str] | None:
        if not where:
            return None
        return sys.stderr if where == "-" else Path(where).open("a", encoding="utf-8")

    def write(self, client: str, status: int, began: float, what: str, outcome: str) -> None:
        """Tell of one request; `what` is the part that `described` wrote."""
        if self._file is None:
            return
        milliseconds = (time.perf_counter() - began) * 1_000
        now = int(time.time())
        if now != self._stamped:
            self._stamp, self._stamped = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)), now
        self._lines.append(
            f'{{"time":"{self._stamp}","client":"{client}","status":{status},"ms":{milliseconds:.2f},{what},"outcome":"{outcome}"}}'
        )
        if len(self._lines) >= GATHERED:
            self.flush()

    def flush(self) -> None:
        """Write what has been gathered."""
        if self._lines and self._file is not None:
            lines, self._lines = self._lines, []
            self._file.write("\n".join(lines) + "\n")
            self._file.flush()

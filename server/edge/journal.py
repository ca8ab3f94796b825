"""Write the access log: one JSON object a line, gathered and written a few times a second.

Place in the house: told of every request when it has been answered.
"""

from __future__ import annotations

import json
import sys
import time
from hashlib import blake2b
from pathlib import Path
from typing import IO

from server.edge.incoming import Incoming

__all__ = ["Journal", "described", "digest"]

GATHERED = 500  # lines


def digest(sparql: str) -> str:
    """Give the short hash by which a query is known in the log."""
    return blake2b(sparql.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def described(incoming: Incoming, *, outcome: str, size: int, query: str = "", rows: int | None = None) -> str:
    """Write the part of a line that is the same each time an answer is sent."""
    path = json.dumps(incoming.path) if incoming.path != "/sparql" else '"/sparql"'
    method = json.dumps(incoming.method)
    asked = f'"query":"{digest(query)}",' if query else ""
    counted = "" if rows is None else f'"rows":{rows},'
    return f'"method":{method},"path":{path},{asked}{counted}"bytes":{size},"outcome":"{outcome}"'


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

    def write(self, client: str, status: int, began: float, what: str) -> None:
        """Tell of one request; `what` is the part that `described` wrote."""
        if self._file is None:
            return
        milliseconds = (time.perf_counter() - began) * 1_000
        now = int(time.time())
        if now != self._stamped:
            self._stamp, self._stamped = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)), now
        self._lines.append(
            f'{{"time":"{self._stamp}","client":"{client}","status":{status},"ms":{milliseconds:.2f},{what}}}'
        )
        if len(self._lines) >= GATHERED:
            self.flush()

    def flush(self) -> None:
        """Write what has been gathered."""
        if self._lines and self._file is not None:
            lines, self._lines = self._lines, []
            self._file.write("\n".join(lines) + "\n")
            self._file.flush()

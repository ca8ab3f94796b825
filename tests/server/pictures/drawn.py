"""Draw the tiny world to standard output: run by a test in processes with different hash seeds."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox

from kg.store import Store
from server import pictures

HERE = Path(__file__).parent


def main() -> None:
    """Write the picture."""
    quads = list(ox.parse((HERE / "world.trig").read_bytes(), format=ox.RdfFormat.TRIG))
    store = Store.of([*quads, *(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)])
    answer = store.run((HERE / "asked" / "everything.rq").read_text("utf-8"))
    sys.stdout.write(pictures.draw(answer, store, alone=True))

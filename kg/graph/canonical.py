"""Write quads as canonical N-Quads: sorted, one form for each, the same bytes in every process.

Place in the stream: Quad → bytes. With no blank node in the graph the canonical form of RDFC-1.0 is the sorted lines
of canonical N-Quads, which is what the engine's serialiser writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Quad, RdfFormat, parse, serialize

from kg.errors import BuildError, StoreError

__all__ = ["digest", "read", "write"]


def read(path: Path) -> Iterator[Quad]:
    """Read the quads of a file; raises `StoreError` when it is not there or is no N-Quads."""
    try:
        yield from parse(path=str(path), format=RdfFormat.N_QUADS)
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{path} cannot be read ({error}); build again") from error


def write(quads: Iterable[Quad]) -> bytes:
    """Write the quads, each once; raises `BuildError` for a blank node, whose name no two builds would share."""
    unique = dict.fromkeys(quads)
    for quad in unique:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise BuildError(f"{quad} holds a blank node; give the node an IRI")
    lines = serialize(unique, format=RdfFormat.N_QUADS) or b""
    # Not splitlines(): a literal may hold U+2028 and its like, which are no line ends here.
    return b"".join(sorted(line + b"\n" for line in lines.split(b"\n") if line))


def digest(nquads: bytes) -> str:
    """Name a graph: the first 16 hex digits of the SHA-256 of its canonical form."""
    return hashlib.sha256(nquads).hexdigest()[:16]

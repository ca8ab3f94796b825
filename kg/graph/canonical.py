"""Write quads as canonical N-Quads: sorted, one form for each, the same bytes in every process.

Place in the stream: Quad → bytes. With no blank node in the graph the canonical form of RDFC-1.0 is the sorted lines
of canonical N-Quads, which is what the engine's serialiser writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import BlankNode, Quad, RdfFormat, serialize

from kg.errors import BuildError

__all__ = ["digest", "write"]


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

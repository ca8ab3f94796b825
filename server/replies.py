"""Hold an answer over HTTP before any framework has it: status, headers, body.

Place in the house: what the SPARQL protocol and the error table give to whoever sends it, Flask or the event loop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["CORS", "EXPOSED", "Reply"]

EXPOSED = (
    "Content-Language, Content-Location, ETag, Kechuang-Cut, Kechuang-Rows, Kechuang-Total, Kechuang-Version, Link, "
    "Retry-After"
)
# Every answer is public and nobody is known by a cookie, so every page may read it (Fetch standard, CORS protocol).
CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": EXPOSED}


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers and body of an answer; `shared` are those of its headers that many answers have."""

    status: int
    own: Mapping[str, str] = field(default_factory=dict)
    body: bytes | memoryview = b""
    shared: tuple[tuple[str, str], ...] = ()

    @property
    def headers(self) -> dict[str, str]:
        """Give all headers."""
        return {**dict(self.shared), **self.own}

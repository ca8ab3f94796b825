"""Code an answer's bytes as the client may have them: zstd, gzip or as they are.

Place in the house: the last thing that happens to a large body before it is sent.
"""

from __future__ import annotations

import gzip

import zstandard

__all__ = ["WORTH", "encode"]

WORTH = 1_024  # bytes: below this, coding costs more than it saves


def encode(body: bytes, coding: str) -> tuple[bytes, str]:
    """Give the coded bytes and the name of their coding; small bodies stay as they are."""
    if not coding or len(body) < WORTH:
        return body, ""
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=1).compress(body), coding
    return gzip.compress(body, compresslevel=1, mtime=0), coding

"""Count what the service does, for `/-/metrics`.

Place in the house: told by whoever answers, read by the operator.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

__all__ = ["BUCKETS", "Meters"]

BUCKETS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0)  # seconds


@dataclass
class Meters:
    """Requests by kind and status, and how long they took by kind."""

    started: float = field(default_factory=time.time)
    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    buckets: dict[str, list[int]] = field(default_factory=dict)
    sent: int = 0  # bytes of bodies

    def count(self, kind: str, status: int, seconds: float, size: int) -> None:
        """Count one answered request."""
        self.requests[kind, status] += 1
        self.seconds[kind] = self.seconds.get(kind, 0.0) + seconds
        self.buckets.setdefault(kind, [0] * (len(BUCKETS) + 1))[bisect_left(BUCKETS, seconds)] += 1
        self.sent += size

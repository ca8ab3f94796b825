"""Describe what a pool does at this moment, for metrics and for the operator.

Place in the house: what the pool tells `server.operation`; nothing here changes anything.
"""

from __future__ import annotations

import time
from typing import Any

from server.workers.places import Places
from server.workers.staff import Staff
from server.workers.waiting import Waiting

__all__ = ["running_now", "sizes"]


def sizes(staff: Staff, places: Places, waiting: Waiting) -> dict[str, float]:
    """Count the workers and the queries now."""
    return {
        "workers": len(staff),
        "workers_idle": len(staff.idle),
        "queries_running_quick": places.quick_running,
        "queries_running_long": places.long_running,
        "queries_waiting_quick": len(waiting.quick),
        "queries_waiting_long": len(waiting.long),
    }


def running_now(places: Places, waiting: Waiting) -> list[dict[str, Any]]:
    """Describe the queries that run or wait now."""
    now = time.monotonic()
    jobs = sorted([*places.running.values(), *waiting], key=lambda job: job.number)
    return [job.described(now) for job in jobs]

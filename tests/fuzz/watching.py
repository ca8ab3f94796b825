"""See what a service holds: processes, open files, memory; so that nothing is left behind unseen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.server.running import Service, until


@dataclass(frozen=True)
class Held:
    """What the service holds when nothing is asked of it."""

    processes: int
    descriptors: int
    megabytes: float


def held(running: Service) -> Held:
    """Wait until nothing runs, and count."""
    until(lambda: _idle(running), seconds=60)
    counted: list[Held] = []
    until(lambda: _settled(counted, running), seconds=60)
    return counted[-1]


def _settled(counted: list[Held], running: Service) -> bool:
    """Count once more, and say whether the number of processes has stayed the same."""
    try:
        pids = _below(running.process.pid)
        files = sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids)
        counted.append(Held(len(pids), files, sum(map(_own, pids)) / 1e6))
    except OSError:  # one ended while it was looked at
        counted.clear()
    return len(counted) > 20 and counted[-1].processes == counted[-20].processes


def _idle(running: Service) -> bool:
    counts = running.metrics()
    return all(counts[f"kechuang_queries_{state}"] == 0 for state in ("running_quick", "running_long", "waiting_quick"))


def _below(root: int) -> list[int]:
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            waiting += [int(child) for child in task.read_text("ascii").split()]
    return found


def _own(pid: int) -> int:
    """Give the proportional set size of a process, in bytes."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    return next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))

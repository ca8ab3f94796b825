"""Time the service beside its peers, in one run, and print the tables that stand in the README.

    python -m tests.bench [--quads 20000 1000000 5000000] [--seconds 3] [--rounds 3]

Ratios are medians of rounds in which the servers take turns; nothing is compared with a number from elsewhere.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench import generating, loads, peers, runaways
from tests.bench.peers import Server

LIMIT = 2.0
SMALL = 100_000  # quads up to which rdflib-endpoint is started as well
ROOM = 2_000  # bytes of free memory for each quad with which the native server is started in memory


def main() -> None:
    """Time every size asked for."""
    parser = argparse.ArgumentParser(description="Time the service beside its peers.")
    parser.add_argument("--quads", type=int, nargs="+", default=[20_000, 1_000_000, 5_000_000])
    parser.add_argument("--seconds", type=int, default=3, help="of each slice")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="keep the data here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for quads in given.quads:
            folder = (given.folder or Path(temporary)) / str(quads)
            if not folder.exists():
                generating.write(folder, quads)
            time_size(folder, quads, seconds=given.seconds, rounds=given.rounds)


def time_size(folder: Path, quads: int, *, seconds: int, rounds: int) -> None:
    """Time all servers at one size."""
    every = folder / "current" / "all.nq"
    with ExitStack() as stack:
        servers = [stack.enter_context(peers.ours(folder, timeout=LIMIT))]
        if peers.free_memory() > quads * ROOM:
            servers.append(stack.enter_context(peers.native(folder, every, in_memory=True)))
        if quads > SMALL:
            servers.append(stack.enter_context(peers.native(folder, every, in_memory=False)))
        else:
            servers.append(stack.enter_context(peers.rdflib_endpoint(every)))
        print(f"\n## {quads:,} quads\n")
        _table(servers, generating.entities(quads), seconds=seconds, rounds=rounds)
        for server in servers:
            print(f"{server.name}: ready after {server.ready_seconds:.1f} s, memory {server.memory() / 1e6:,.0f} MB")
        _workers(servers[0])
        _runaways(servers[0])


def _table(servers: list[Server], entities: int, *, seconds: int, rounds: int) -> None:
    names = [server.name for server in servers]
    ratios = "".join(f" | to {name}" for name in names[1:])
    print(f"| load | server | requests/s | p50 ms | p99 ms | CPU us{ratios} |")
    print("|" + " --- |" * (6 + len(names) - 1))
    start = 0
    for load in loads.LOADS:
        measured: dict[str, list[loads.Measured]] = {name: [] for name in names}
        for _ in range(rounds):
            for server in random.sample(servers, len(servers)):
                start += 1_000_000
                slow = server.name == "rdflib-endpoint" and "1,000" in load.name
                measured[server.name].append(
                    loads.put(
                        load, server, entities=entities, seconds=seconds, start=start, connections=2 if slow else 8
                    )
                )
        for name in names:
            slices = measured[name]
            cells = [f"{statistics.median(each.rate for each in slices):,.0f}"]
            cells += [
                f"{statistics.median(getattr(each, what) for each in slices):.2f}" for what in ("median", "worst")
            ]
            cells.append(f"{statistics.median(each.computed for each in slices):,.0f}")
            for other in names[1:]:
                ratio = statistics.median(
                    a.rate / b.rate for a, b in zip(slices, measured[other], strict=True) if b.rate
                )
                cells.append(f"{ratio:.2f}" if name == names[0] else "")
            failed = sum(each.failed for each in slices)
            print(f"| {load.name} | {name} | {' | '.join(cells)} |" + (f" {failed} failed" if failed else ""))


def _workers(server: Server) -> None:
    """Say what one more worker costs."""
    workers = [pid for pid in server.pids() if b"nursery" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    sizes = sorted(map(peers.proportional, workers))
    print(f"a worker of ours: {statistics.median(sizes) / 1e6:,.0f} MB (proportional, median of {len(sizes)})")


def _runaways(server: Server) -> None:
    ends, slowest, errors = runaways.run(server, LIMIT)
    print(f"\n| runaway (limit {LIMIT:g} s) | status | seconds |\n| --- | --- | --- |")
    for end in ends:
        print(f"| {end.kind} | {end.status} | {end.seconds:.2f} |")
    stopped = sum(end.status in (503, 504) and end.seconds < LIMIT + 1 for end in ends)
    print(f"\nstopped with a valid error in time: {stopped} of {len(ends)};", end=" ")
    print(f"others meanwhile: slowest {slowest:.0f} ms, {errors} errors")


if __name__ == "__main__":
    main()

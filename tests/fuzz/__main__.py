"""Throw random queries, headers and bytes at the real service, then wear it, and see that it stands.

    python -m tests.fuzz [--minutes 10] [--soak 2] [--seed N]

It ends with 1 on the first answer that must not be: a 500, a hang, a broken answer, a dead service, something left.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz import strategies
from tests.fuzz.soaking import soak
from tests.fuzz.watching import held
from tests.server.running import Service, publish, service

LIMIT = 2.0
statuses: Counter[str] = Counter()


def main() -> None:
    """Fuzz, soak, and compare what is held before and after."""
    parser = argparse.ArgumentParser(description="Throw random input at the real service.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--soak", type=float, default=2.0, help="minutes of runaways, slow and vanishing clients")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given_ = parser.parse_args()
    print(f"seed {given_.seed}")
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder))
        with service(Path(folder), timeout=LIMIT, memory=200 << 20, header_seconds=2, body_seconds=2) as running:
            soak(running, 5)  # what a first use makes is there before it is counted
            before = held(running)
            fuzz(running, given_.minutes * 60, given_.seed)
            print("answers:", dict(sorted(statuses.items())))
            slowest, wrong = soak(running, given_.soak * 60)
            print(f"soak: slowest cheap query {slowest * 1000:.0f} ms, {wrong} wrong")
            after = held(running)
    print(f"before: {before}\nafter:  {after}")
    grown = after.processes > before.processes + 3 or after.descriptors > before.descriptors + 40
    if wrong or grown or after.megabytes > before.megabytes * 1.5 + 50:
        sys.exit("something was left behind or answered wrongly")


def fuzz(running: Service, seconds: float, number: int) -> None:
    """Throw until the time is over."""
    end = time.monotonic() + seconds
    client = httpx.Client(timeout=LIMIT + 8)

    @settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(strategies.sparql, strategies.form, st.lists(strategies.graph, max_size=3), st.booleans())
    def query(sparql: str, form: str, graphs: list[str], posted: bool) -> None:
        parameters = {"query": sparql, "format": form, "default-graph-uri": graphs}
        try:
            answer = (
                client.post(f"{running.url}/sparql", data=parameters)
                if posted
                else client.get(f"{running.url}/sparql", params=parameters)
            )
        except (UnicodeEncodeError, httpx.InvalidURL):
            return
        statuses[str(answer.status_code)] += 1
        assert answer.status_code in (200, 400, 403, 406, 413, 414, 503, 504), (answer.status_code, answer.text[:500])
        if answer.status_code == 200 and answer.headers["content-type"].endswith("+json"):
            json.loads(answer.content)

    @settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(strategies.request())
    def raw(request: bytes) -> None:
        answer = running.raw(request, seconds=LIMIT + 8)
        statuses["raw " + (answer[9:12].decode("latin-1") if answer else "none")] += 1
        assert not answer.startswith(b"HTTP/1.1 500"), answer[:800]

    while time.monotonic() < end:
        seed(number)(query)()
        seed(number)(raw)()
        assert running.ask("ASK {}").json()["boolean"] is True
        number += 1


if __name__ == "__main__":
    main()

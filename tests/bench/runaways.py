"""Nine kinds of query that no server should let run, and what others notice of them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from ontology import DEFAULT_BASE
from tests.bench.peers import Server

TERM = f"{DEFAULT_BASE}ontology#"
PATH = f"(<{TERM}rel0>|<{TERM}rel1>|<{TERM}rel2>|<{TERM}rel3>)*"
DOUBLINGS = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(34))
QUERIES: Mapping[str, str] = {
    "COUNT of a product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "all pairs of a path": f"SELECT (COUNT(*) AS ?n) {{ ?a {PATH} ?b . ?c {PATH} ?d . ?e {PATH} ?f }}",
    "regex over a product": 'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "no.*way")) }',
    "ORDER BY over a product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f",
    "DISTINCT product": "SELECT (COUNT(DISTINCT CONCAT(STR(?c), STR(?f))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "GROUP_CONCAT of a product": "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "string doubling": f'SELECT ?x {{ BIND("aaaaaaaaaaaaaaaa" AS ?x0) {DOUBLINGS} BIND(STRLEN(?x34) AS ?x) }}',
    "product of VALUES": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(40)))} }}" for n in range(8))
    + " }",
    "600 patterns in a chain": f"SELECT * {{ {' '.join(f'?x{n} ?p{n} ?x{n + 1} .' for n in range(600))} }}",
}
BYSTANDER = """
import sys, time, httpx
url, name, base = sys.argv[1:]
client, slowest, errors = httpx.Client(timeout=60), 0.0, 0
print("ready", flush=True)
for number in range(10**9):
    began = time.perf_counter()
    sparql = f"SELECT ?p ?o {{ <{base}id/thing/{number % 400}> ?p ?o }} LIMIT 5 #{name}{number}"
    try:
        errors += client.get(url, params={"query": sparql}).status_code != 200
    except httpx.TransportError:
        errors += 1
    slowest = max(slowest, time.perf_counter() - began)
    print(number, errors, slowest * 1000, flush=True)
    time.sleep(0.02)
"""


@dataclass(frozen=True)
class Stopped:
    """How a runaway ended."""

    kind: str
    status: int  # 0: no valid answer
    seconds: float


def run(server: Server, limit: float) -> tuple[list[Stopped], float, int]:
    """Send each kind while three others ask cheap questions; give the ends, their slowest in ms, their errors."""
    command = [sys.executable, "-c", BYSTANDER, server.url]
    others = [
        subprocess.Popen([*command, name, DEFAULT_BASE], stdout=subprocess.PIPE, text=True) for name in ("a", "b", "c")
    ]
    for other in others:
        if other.stdout:
            other.stdout.readline()
    ends = [_send(server, kind, sparql, limit) for kind, sparql in QUERIES.items()]
    said = []
    for other in others:
        other.terminate()
        said.append((other.communicate()[0].strip().splitlines() or ["0 1 0"])[-1].split())
    return ends, max(float(line[2]) for line in said), sum(int(line[1]) for line in said)


def _send(server: Server, kind: str, sparql: str, limit: float) -> Stopped:
    began = time.monotonic()
    try:
        answer = httpx.post(server.url, data={"query": sparql}, timeout=limit + 5)
        status = answer.status_code
    except httpx.HTTPError:
        status = 0
    return Stopped(kind, status, time.monotonic() - began)

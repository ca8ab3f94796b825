"""The questions that are timed, and how a load is put on a server."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from ontology import DEFAULT_BASE
from tests.bench import peers
from tests.bench.peers import Server

TERM = f"{DEFAULT_BASE}ontology#"
ACCEPT = {"rows": "application/sparql-results+json", "graph": "text/turtle"}
SCRIPT = """
local number = {start}
request = function()
  number = number + 1
  return wrk.format("GET", string.format(path, number % entities, number))
end
"""


@dataclass(frozen=True)
class Load:
    """A question; `{entity}` changes with every request of a load that is never the same twice."""

    name: str
    sparql: str
    accept: str = ACCEPT["rows"]
    fresh: bool = False


LOADS = (
    Load("repeated, small", f"SELECT ?p ?o {{ <{DEFAULT_BASE}id/thing/5> ?p ?o }} LIMIT 5"),
    Load("repeated, 1,000 rows", f"SELECT ?s ?o ?t {{ ?s <{TERM}rel0> ?o . ?o a ?t }} LIMIT 1000"),
    Load("fresh, small", f"SELECT ?p ?o {{ <{DEFAULT_BASE}id/thing/{{entity}}> ?p ?o }} LIMIT 5", fresh=True),
    Load("fresh, 1,000 rows", f"SELECT ?s ?o ?t {{ ?s <{TERM}rel0> ?o . ?o a ?t }} LIMIT 1000", fresh=True),
    Load(
        "fresh, CONSTRUCT",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s <{TERM}rel1> <{DEFAULT_BASE}id/thing/{{entity}}> ; ?p ?o }}",
        accept=ACCEPT["graph"],
        fresh=True,
    ),
    Load(
        "fresh, GRAPH",
        f"SELECT ?claim ?o ?text {{ GRAPH ?claim {{ <{DEFAULT_BASE}id/thing/{{entity}}> <{TERM}rel2> ?o }}"
        f" ?claim <{TERM}text> ?text }}",
        fresh=True,
    ),
)


@dataclass(frozen=True)
class Measured:
    """What one slice of load gave."""

    rate: float  # requests a second
    median: float  # ms
    worst: float  # ms, 99th percentile
    computed: float  # microseconds of the server's computing a request
    failed: int


def put(load: Load, server: Server, *, entities: int, seconds: int, start: int, connections: int = 8) -> Measured:
    """Put a load on a server for some seconds."""
    # The number at the end stands in a comment: it makes each request new to every cache.
    target = quote(load.sparql.replace("{entity}", "ENTITY") + (" #NUMBER" if load.fresh else ""), safe="")
    path = server.url.partition("127.0.0.1")[2].partition("/")[2]
    command = [peers.wrk(), "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    command += ["-H", f"Accept: {load.accept}"]
    if load.fresh:
        pattern = f"/{path}?query={target}".replace("%", "%%").replace("ENTITY", "%d").replace("NUMBER", "%d")
        arguments = "number % entities, number" if "ENTITY" in target else "number"
        script = Path("build/load.lua")
        script.parent.mkdir(exist_ok=True)
        text = SCRIPT.replace("{start}", str(start)).replace("number % entities, number", arguments)
        script.write_text(f'local path = "{pattern}"\nlocal entities = {entities}\n{text}', "utf-8")
        command += ["-s", str(script), server.url]
    else:
        command.append(f"{server.url}?query={target}")
    before = server.computed()
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    computed = server.computed() - before
    requests = int(_found(r"(\d+) requests in", said))
    return Measured(
        float(_found(r"Requests/sec:\s+([\d.]+)", said)),
        _milliseconds(_found(r"50%\s+(\S+)", said)),
        _milliseconds(_found(r"99%\s+(\S+)", said)),
        computed / max(1, requests) * 1e6,
        int(_found(r"Non-2xx or 3xx responses: (\d+)", said) or 0) + int(_found(r"timeout (\d+)", said) or 0),
    )


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match[1] if match else "0"


def _milliseconds(text: str) -> float:
    match = re.fullmatch(r"([\d.]+)(us|ms|s|m)?", text)
    if match is None:  # nothing was answered at all
        return float("nan")
    return float(match[1]) * {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0, None: 1.0}[match[2]]

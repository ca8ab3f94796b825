"""Start the service and its peers on the same data: native Oxigraph and rdflib-endpoint, from the package registry.

They live in a virtual environment of their own (`build/peers`), made when it is missing.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

PEERS = Path("build/peers")
PACKAGES = ("oxigraph>=0.5.13,<0.6", "rdflib-endpoint>=0.6.3", "uvicorn")
UP_SECONDS = 900.0


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and its process."""

    name: str
    url: str
    process: subprocess.Popen[bytes]
    ready_seconds: float

    def pids(self) -> list[int]:
        """List its processes."""
        found, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                with suppress(OSError):  # a thread may end while it is looked at
                    waiting += [int(child) for child in task.read_text("ascii").split()]
        return found

    def memory(self) -> int:
        """Give the proportional set size of all its processes, in bytes."""
        return sum(map(proportional, self.pids()))

    def computed(self) -> float:
        """Give the seconds that all its living processes have computed."""
        return sum(map(_computed, self.pids()))


def _computed(pid: int) -> float:
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:  # it has ended
        return 0.0


def proportional(pid: int) -> int:
    """Give the proportional set size of one process, in bytes."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))


def free_memory() -> int:
    """Give the bytes of memory that may still be used."""
    lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))


@contextmanager
def ours(data: Path, **settings: object) -> Iterator[Server]:
    """Run `kechuang serve`."""
    port = _port()
    given = {f"KECHUANG_{name.upper()}": str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port), "--data", str(data)]
    environment = {**os.environ, "KECHUANG_LOG": str(data / "access.log"), **given}
    with _running("ours", command, port, "/sparql", environment) as server:
        yield server


@contextmanager
def native(folder: Path, quads: Path, *, in_memory: bool) -> Iterator[Server]:
    """Run the native server, in memory (filled over HTTP) or read-only on a store that it loads first."""
    port, program = _port(), str(_program("oxigraph"))
    if in_memory:
        with _running("native, memory", [program, "serve", "--bind", f"127.0.0.1:{port}"], port, "/query") as server:
            with quads.open("rb") as body:
                headers = {"Content-Type": "application/n-quads"}
                httpx.post(f"http://127.0.0.1:{port}/store", content=body, headers=headers, timeout=None)
            yield server
        return
    location = folder / "native"
    if not location.exists():
        subprocess.run(
            [program, "load", "--location", str(location), "--file", str(quads)], check=True, capture_output=True
        )
    command = [program, "serve-read-only", "--location", str(location), "--bind", f"127.0.0.1:{port}"]
    with _running("native, disk", command, port, "/query") as server:
        yield server


@contextmanager
def rdflib_endpoint(quads: Path) -> Iterator[Server]:
    """Run rdflib-endpoint."""
    port = _port()
    command = [str(_program("rdflib-endpoint")), "serve", "--port", str(port), "--host", "127.0.0.1", str(quads)]
    with _running("rdflib-endpoint", command, port, "/") as server:
        yield server


def _program(name: str) -> Path:
    path = PEERS / "bin" / name
    if not path.exists():
        venv.create(PEERS, with_pip=True)
        install = [str(PEERS / "bin" / "python"), "-m", "pip", "install", "--quiet", *PACKAGES]
        subprocess.run(install, check=True)
    return path.absolute()


@contextmanager
def _running(
    name: str, command: list[str], port: int, path: str, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}{path}"
    try:
        _wait(url, process)
        yield Server(name, url, process, time.monotonic() - began)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + UP_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            if httpx.get(url, params={"query": "ASK {}"}, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.02)
    raise RuntimeError(f"{url} does not answer")


def _port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wrk() -> str:
    """Find wrk; raises `RuntimeError` when it is not installed."""
    found = shutil.which("wrk")
    if found is None:
        raise RuntimeError("wrk is not installed: `apt-get install wrk`")
    return found

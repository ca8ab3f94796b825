"""Run the real service in a process of its own, on a small graph with what services get wrong."""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from kg import store

BASE = "https://w3id.org/kechuang/"
STATED = """
<http://e/a> <http://e/p> "one" <http://e/g1> .
<http://e/a> <http://e/p> "one" <http://e/g2> .
<http://e/b> <http://e/p> "two" <http://e/g2> .
<http://e/a> <http://e/q> "line\\rfeed\\nand \\"quotes\\", <tags> & commas"@zh-hans <http://e/g1> .
<http://e/c> <http://e/control> "bell\\u0007" <http://e/g3> .
<http://e/c> <http://e/1/2> "no name" <http://e/g4> .
"""
NUMBERED = "".join(f'<http://e/n{n}> <http://e/number> "{n}" <http://e/numbers> .\n' for n in range(60))
MERGED = """
<http://e/a> <http://e/p> "one" .
<http://e/b> <http://e/p> "two" .
"""
WAIT = 20.0  # seconds for a service to come up


@dataclass(frozen=True)
class Service:
    """A running service."""

    url: str
    port: int
    process: subprocess.Popen[bytes]
    data: Path
    log: Path

    def get(self, path: str = "/sparql", **options: Any) -> httpx.Response:
        return httpx.get(f"{self.url}{path}", timeout=30, **options)

    def ask(self, sparql: str, accept: str = "application/sparql-results+json", **parameters: Any) -> httpx.Response:
        return self.get(params={"query": sparql, **parameters}, headers={"Accept": accept})

    def post(self, **options: Any) -> httpx.Response:
        return httpx.post(f"{self.url}/sparql", timeout=30, **options)

    def raw(self, request: bytes, *, seconds: float = 5.0) -> bytes:
        """Send bytes as they are, and give all that comes back until the end or until nothing more does."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            connection.sendall(request)
            return received(connection)

    def metrics(self) -> dict[str, float]:
        lines = self.get("/-/metrics").text.splitlines()
        return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if line[0] != "#")}


def received(connection: socket.socket) -> bytes:
    """Read one whole answer, or everything until the connection ends."""
    answer = b""
    while not _is_whole(answer):
        piece = connection.recv(65_536)
        if not piece:
            break
        answer += piece
    return answer


def _is_whole(answer: bytes) -> bool:
    head, blank, body = answer.partition(b"\r\n\r\n")
    if not blank or head.startswith(b"HTTP/1.1 1"):
        return False
    length = re.search(rb"content-length: (\d+)", head.lower())
    return len(body) >= int(length[1]) if length else b" 204 " in head or b" 304 " in head


def publish(data: Path, stated: str = STATED + NUMBERED, merged: str = MERGED) -> str:
    """Write a build and let `current` lead to it; give its version."""
    version = hashlib.sha256(stated.encode()).hexdigest()[:16]
    folder = data / "versions" / version
    if not folder.exists():
        folder.mkdir(parents=True)
        (folder / "kg.nq").write_text(stated, "utf-8")
        quads = store.load((stated + merged).encode(), folder / "store")
        manifest = {"version": version, "base": BASE, "quads": quads, "articles": []}
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    switch(data, version)
    return version


def switch(data: Path, version: str) -> None:
    """Let `current` lead to a version, at once."""
    link = data / ".current-new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("versions") / version)
    link.replace(data / "current")


@contextmanager
def service(data: Path, *, port: int = 0, **settings: object) -> Iterator[Service]:
    """Start the service of a data folder, wait until it answers, and stop it in the end."""
    port = port or free_port()
    given = {f"KECHUANG_{name.upper()}": str(value) for name, value in settings.items()}
    log = data / "service.log"
    environment = {**os.environ, "KECHUANG_LOG": str(data / "access.log"), **given}
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port), "--data", str(data)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    running = Service(f"http://127.0.0.1:{port}", port, process, data, log)
    try:
        until(lambda: answers(running))
        yield running
    finally:
        process.terminate()
        process.wait(timeout=WAIT)


def until(condition: Any, seconds: float = WAIT) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.02)


def answers(running: Service) -> bool:
    assert running.process.poll() is None, running.log.read_text("utf-8", "replace")
    try:
        return running.get("/-/health").status_code == 200
    except httpx.TransportError:
        return False


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port

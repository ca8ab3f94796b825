"""The process that is started watches over the one that serves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.server.running import Service, free_port, publish, service, until


def serving(running: Service) -> int:
    """Give the process that serves."""
    pid = running.process.pid
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()[0])


def answers(running: Service) -> bool:
    try:
        return running.ask("ASK {}").status_code == 200
    except httpx.TransportError:
        return False


def test_the_one_that_serves_is_started_again(tmp_path: Path) -> None:
    publish(tmp_path)
    with service(tmp_path) as running:
        first = serving(running)
        os.kill(first, signal.SIGKILL)
        until(lambda: answers(running))
        assert serving(running) != first


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["TERM", "INT"])
def test_a_signal_ends_both(tmp_path: Path, number: signal.Signals) -> None:
    publish(tmp_path)
    with service(tmp_path) as running:
        child = serving(running)
        running.process.send_signal(number)
        assert running.process.wait(timeout=20) == 0
        assert not Path(f"/proc/{child}").exists()


def test_a_request_on_its_way_is_answered_before_the_end(tmp_path: Path) -> None:
    publish(tmp_path)
    product = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(6))
    with service(tmp_path, timeout=1.5) as running, ThreadPoolExecutor(1) as threads:
        answer = threads.submit(running.ask, f"SELECT (COUNT(*) AS ?n) {{ {product} }}")
        until(lambda: running.metrics()["kechuang_queries_running_long"] > 0)
        running.process.send_signal(signal.SIGTERM)
        assert answer.result().status_code == 504
        assert running.process.wait(timeout=20) == 0


def test_a_service_that_never_came_to_serve_is_not_started_again(tmp_path: Path) -> None:
    publish(tmp_path)
    for file in (tmp_path / "current" / "store").glob("*.sst"):
        file.unlink()
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(free_port()), "--data", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert "build again" in ended.stderr
    assert "Traceback" not in ended.stderr

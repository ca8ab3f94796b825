"""A new build is picked up while serving, without a lost request; one that is not whole is refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.running import MERGED, NUMBERED, STATED, Service, publish, service, switch, until
from tests.server.sparql.test_limits import descendants

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH <http://e/new> { ?s ?p ?o } }"
NEW = STATED + NUMBERED + "<http://e/x> <http://e/p> <http://e/y> <http://e/new> .\n"


@pytest.fixture
def switching(tmp_path: Path) -> Iterator[Service]:
    publish(tmp_path)
    with service(tmp_path, watch_seconds=0.1, timeout=5) as running:
        yield running


def count(running: Service) -> int:
    return int(running.ask(COUNT).json()["results"]["bindings"][0]["n"]["value"])


def version(running: Service) -> str:
    return str(running.get("/-/health").json()["version"])


def reload(running: Service) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", "reload", "--data", str(running.data)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_new_build_is_picked_up_without_a_lost_request(switching: Service) -> None:
    assert count(switching) == 0
    statuses: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            statuses.append(switching.ask(f"{COUNT} #{len(statuses)}").status_code)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    new = publish(switching.data, NEW)
    until(lambda: version(switching) == new)
    asked = len(statuses)
    until(lambda: len(statuses) > asked + 20)
    stop.set()
    for thread in threads:
        thread.join()
    assert set(statuses) == {200}
    assert count(switching) == 1


def test_a_query_on_its_way_finishes_on_the_old_build(switching: Service) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(8)) + " }"
    statuses: list[int] = []
    thread = threading.Thread(target=lambda: statuses.append(switching.ask(slow, timeout="3").status_code))
    thread.start()
    until(lambda: switching.metrics()["kechuang_queries_running_long"] > 0)
    new = publish(switching.data, NEW)
    until(lambda: version(switching) == new)
    assert count(switching) == 1
    thread.join()
    assert statuses == [504]


def test_the_cache_forgets_the_old_build(switching: Service) -> None:
    first = switching.ask(COUNT)
    assert switching.ask(COUNT).headers["etag"] == first.headers["etag"]
    new = publish(switching.data, NEW)
    until(lambda: version(switching) == new)
    second = switching.get(params={"query": COUNT}, headers={"If-None-Match": first.headers["etag"]})
    assert second.status_code == 200
    assert second.headers["kechuang-version"] == new


def broken(data: Path, fault: str) -> None:
    folder = data / "versions" / "00000000deadbeef"
    folder.mkdir()
    old = (data / "current").resolve()
    for name in ("manifest.json", "kg.nq"):
        called = old.name if fault == "name" else folder.name
        (folder / name).write_bytes((old / name).read_bytes().replace(old.name.encode(), called.encode()))
    (folder / "store").mkdir()
    for file in (old / "store").iterdir():
        (folder / "store" / file.name).write_bytes(file.read_bytes())
    if fault == "quads":
        (folder / "kg.nq").write_text("<http://e/half> <http://e/wri", "utf-8")
    elif fault == "store":
        for file in (folder / "store").glob("*.sst"):
            file.unlink()
    elif fault == "corrupt":
        for file in [*(folder / "store").glob("*.sst"), *(folder / "store").glob("MANIFEST-*")]:
            file.write_bytes(b"rubbish")
    elif fault != "name":
        (folder / fault).unlink()
    switch(data, folder.name)


@pytest.mark.parametrize("fault", ["manifest.json", "kg.nq", "name", "quads", "store", "corrupt", "store/CURRENT"])
def test_a_build_that_is_not_whole_is_refused_and_the_old_one_stays(switching: Service, fault: str) -> None:
    old = version(switching)
    broken(switching.data, fault)
    until(lambda: switching.get("/-/health").json()["refused"] != "")
    assert version(switching) == old
    assert count(switching) == 0
    publish(switching.data, NEW)  # a whole one is picked up after that
    until(lambda: count(switching) == 1)


def test_lost_workers_come_back_on_what_is_served_wherever_current_leads(switching: Service) -> None:
    broken(switching.data, "manifest.json")
    until(lambda: switching.get("/-/health").json()["refused"] != "")
    os.kill(descendants(switching, "server.workers.nursery")[0], signal.SIGKILL)
    until(lambda: switching.ask(f"{COUNT} #{time.monotonic()}").status_code == 200)


def test_a_build_that_vanishes_changes_nothing(switching: Service) -> None:
    (switching.data / "current").unlink()
    until(lambda: switching.get("/-/health").json()["refused"] != "")
    assert count(switching) == 0


def test_a_hang_up_makes_it_look_at_once(tmp_path: Path) -> None:
    publish(tmp_path)
    with service(tmp_path, watch_seconds=3_600) as running:
        new = publish(tmp_path, NEW)
        os.kill(running.process.pid, signal.SIGHUP)
        until(lambda: version(running) == new)
        assert running.process.poll() is None


def test_reload_says_what_is_served_now(tmp_path: Path) -> None:
    publish(tmp_path)
    with service(tmp_path, watch_seconds=3_600) as running:
        new = publish(tmp_path, NEW)
        done = reload(running)
        assert (done.returncode, done.stdout.strip()) == (0, f"127.0.0.1:{running.port} serves version {new}")


def test_reload_says_why_a_build_is_refused(tmp_path: Path) -> None:
    old = publish(tmp_path)
    with service(tmp_path, watch_seconds=3_600) as running:
        broken(tmp_path, "quads")
        done = reload(running)
        assert done.returncode == 1
        assert "refused" in done.stderr
        assert old in done.stderr


def test_reload_without_a_service_says_so(tmp_path: Path) -> None:
    publish(tmp_path)
    command = [sys.executable, "-m", "kg.cli", "reload", "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "kechuang serve" in done.stderr


@pytest.mark.parametrize("merged", [MERGED, ""])
def test_nothing_to_serve_is_one_clear_line(tmp_path: Path, merged: str) -> None:
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--data", str(tmp_path / (merged and "none"))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "kechuang build" in done.stderr

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import InputError
from server.edge.launching import listen
from tests.server.running import free_port, publish


def serve(data: Path, port: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port), "--data", str(data)]
    environment = {**os.environ, "KECHUANG_LOG": ""}
    return subprocess.run(command, capture_output=True, text=True, timeout=30, env=environment, check=False)


def test_a_port_that_another_shares_willingly_is_refused_in_one_line(tmp_path: Path) -> None:
    publish(tmp_path)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = serve(tmp_path, port)

    assert ended.returncode == 1
    assert ended.stderr == f"kechuang: port {port} of 127.0.0.1 is in use; choose another with --port\n"


def test_nobody_else_gets_a_port_that_is_ours() -> None:
    port = free_port()
    with listen("127.0.0.1", port), pytest.raises(InputError, match=f"port {port} of 127.0.0.1 is in use"):
        listen("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "said"),
    [("203.0.113.7", "Cannot assign requested address"), ("no host", "Name or service not known")],
    ids=["not ours", "no address"],
)
def test_an_address_that_is_not_ours_is_refused(host: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        listen(host, free_port())

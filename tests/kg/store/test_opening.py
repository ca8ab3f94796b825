from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import store as stores
from kg.errors import StoreError
from kg.store import Store
from tests.kg.store.conftest import QUADS


def publish(data: Path, manifest: object = None) -> Path:
    folder = data / "versions" / "0123456789abcdef"
    stored = stores.load(QUADS.encode(), folder / "store")
    described = {"version": folder.name, "base": "http://e/", "quads": {"stated": stored, "inferred": 0}}
    (folder / "manifest.json").write_text(json.dumps(described if manifest is None else manifest), "utf-8")
    (data / "current").symlink_to(folder)
    return folder


def test_the_current_version_is_opened_for_reading(tmp_path: Path) -> None:
    publish(tmp_path)
    store = Store.open(tmp_path)
    assert (store.version, store.base, len(store)) == ("0123456789abcdef", "http://e/", 8)
    with pytest.raises(RuntimeError, match="read-write"):
        store.engine.add(next(iter(store.engine)))


def test_several_processes_may_read_one_folder(tmp_path: Path) -> None:
    publish(tmp_path)
    assert len(Store.open(tmp_path)) == len(Store.open(tmp_path))


@pytest.mark.parametrize("missing", ["current", "manifest.json", "store/CURRENT"])
def test_a_half_written_build_is_refused(tmp_path: Path, missing: str) -> None:
    folder = publish(tmp_path)
    (tmp_path / missing if missing == "current" else folder / missing).unlink()
    with pytest.raises(StoreError, match=r"build"):
        Store.open(tmp_path)


@pytest.mark.parametrize("manifest", [[], {"version": "x"}, {"base": 3}], ids=repr)
def test_a_manifest_that_says_nothing_is_refused(tmp_path: Path, manifest: object) -> None:
    publish(tmp_path, manifest)
    with pytest.raises(StoreError, match="manifest"):
        Store.open(tmp_path)


def test_a_store_is_never_loaded_over_another(tmp_path: Path) -> None:
    stores.load(QUADS.encode(), tmp_path / "store")
    with pytest.raises(StoreError, match="not empty"):
        stores.load(QUADS.encode(), tmp_path / "store")


def test_quads_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be loaded"):
        stores.load(b"this is no quad", tmp_path / "store")

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg import publishing
from kg.errors import CollisionError, InputError

FIRST, SECOND = "0" * 16, "1" * 16


def published(out: Path, version: str, content: bytes = b"x") -> Path:
    with publishing.workshop(out) as folder:
        publishing.write(folder, {"kg.nq": content, "manifest.json": b'{"version": 1}', "store/CURRENT": b"c"})
        return publishing.publish(folder, out=out, version=version)


def half_published(out: Path) -> None:
    with publishing.workshop(out) as folder:
        publishing.write(folder, {"kg.nq": b"half"})
        raise RuntimeError


def test_current_leads_to_the_new_version_and_nothing_else_is_left(tmp_path: Path) -> None:
    published(tmp_path, FIRST)

    assert (tmp_path / "current" / "kg.nq").read_bytes() == b"x"
    assert sorted(path.name for path in tmp_path.rglob("*") if path.name.startswith(".")) == []


def test_the_version_before_stays_on_disk(tmp_path: Path) -> None:
    first = published(tmp_path, FIRST)
    second = published(tmp_path, SECOND)

    assert (tmp_path / "current").resolve() == second.resolve()
    assert (first / "kg.nq").is_file()


def test_a_build_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    published(tmp_path, FIRST)

    with pytest.raises(RuntimeError):
        half_published(tmp_path)

    assert (tmp_path / "current" / "kg.nq").read_bytes() == b"x"
    assert [path.name for path in (tmp_path / "versions").iterdir()] == [FIRST]


def test_the_same_version_again_keeps_the_files_that_may_be_open(tmp_path: Path) -> None:
    first = published(tmp_path, FIRST)
    before = (first / "store" / "CURRENT").stat().st_ino

    published(tmp_path, FIRST, b"y")

    assert (first / "store" / "CURRENT").stat().st_ino == before
    assert (first / "kg.nq").read_bytes() == b"y"


def test_old_versions_are_removed_but_the_newest_few(tmp_path: Path) -> None:
    for number in range(publishing.KEPT + 2):
        published(tmp_path, f"{number:016x}")

    assert len(list((tmp_path / "versions").iterdir())) == publishing.KEPT
    assert (tmp_path / "current").resolve().name == f"{publishing.KEPT + 1:016x}"


def test_what_a_killed_build_left_is_swept_after_a_day(tmp_path: Path) -> None:
    young, old = (tmp_path / "versions" / name for name in (".building-young", ".building-old"))
    young.mkdir(parents=True)
    old.mkdir()
    os.utime(old, (0, 0))

    published(tmp_path, FIRST)

    assert young.is_dir()
    assert not old.exists()


def test_what_is_no_version_is_never_removed(tmp_path: Path) -> None:
    (tmp_path / "versions" / "notes").mkdir(parents=True)
    for number in range(publishing.KEPT + 2):
        published(tmp_path, f"{number:016x}")

    assert (tmp_path / "versions" / "notes").is_dir()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(InputError, match="choose another folder"), publishing.workshop(tmp_path / "file"):
        pass


def test_the_ledger_only_grows(tmp_path: Path) -> None:
    publishing.append(tmp_path, [("org", "甲", "jia")])
    publishing.append(tmp_path, [("org", "乙", "yi")])

    assert (tmp_path / publishing.LEDGER).read_text(encoding="utf-8") == "org\t甲\tjia\norg\t乙\tyi\n"


def test_two_builds_at_once_write_a_row_once(tmp_path: Path) -> None:
    for _ in range(2):
        publishing.append(tmp_path, [("org", "甲", "jia")])

    assert (tmp_path / publishing.LEDGER).read_text(encoding="utf-8") == "org\t甲\tjia\n"


def test_a_slug_that_another_build_gave_away_meanwhile_is_refused(tmp_path: Path) -> None:
    publishing.append(tmp_path, [("person", "王岚", "wang-lan")])

    with pytest.raises(CollisionError, match="build again"):
        publishing.append(tmp_path, [("person", "王蓝", "wang-lan")])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"], ids=repr)
def test_half_a_manifest_is_no_build(content: bytes, tmp_path: Path) -> None:
    final = published(tmp_path, FIRST)
    (final / "manifest.json").write_bytes(content)

    assert publishing.manifest(tmp_path) is None

"""`kechuang dump` packs the build that a folder holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import build
from kg.cli import main
from kg.graph import packaging


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dump")
    article = folder / "lab.txt"
    article.write_text("云溪新闻\n\n溪山实验室位于溪山市。溪山市高新技术企业达到120家。\n", encoding="utf-8")
    build.build([article], out=folder / "data")
    return folder / "data"


def test_the_package_holds_the_build_byte_for_byte(data: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["dump", str(tmp_path), "--data", str(data)])

    assert result.exit_code == 0, result.output
    assert (tmp_path / "kg.nq").read_bytes() == (data / "current" / "kg.nq").read_bytes()
    assert len(result.output.splitlines()) == len(packaging.FORMS) + 2


def test_quotes_can_be_left_out(data: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["dump", str(tmp_path), "--data", str(data), "--quotes", "none"])

    assert result.exit_code == 0, result.output
    assert "溪山实验室位于溪山市" not in (tmp_path / "kg.nq").read_text(encoding="utf-8")


def test_no_bar_is_drawn_where_there_is_no_terminal(data: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["dump", str(tmp_path), "--data", str(data)])

    assert result.stderr == ""


def test_a_folder_without_a_build_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["dump", str(tmp_path / "out"), "--data", str(tmp_path / "none")])

    assert result.exit_code == 1
    assert result.stderr.startswith("kechuang: ")
    assert "kechuang build" in result.stderr
    assert len(result.stderr.splitlines()) == 1

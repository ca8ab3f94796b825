from __future__ import annotations

import csv
import io
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import commands
from kg.cli import main

WORLD = Path(__file__).parent.parent / "world"


def run(*words: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=stdin, catch_exceptions=False)


@pytest.mark.parametrize("name", commands.names())
def test_each_command_has_help_with_an_example(name: str) -> None:
    result = run(name, "--help")

    assert result.exit_code == 0
    assert f"Example: kechuang {name}" in " ".join(result.output.split())


def test_help_lists_every_command() -> None:
    listed = run("--help").output

    assert [name for name in commands.names() if f"\n  {name}" not in listed] == []


def test_an_unknown_command_is_refused() -> None:
    assert run("nonsense").exit_code == 2


@pytest.mark.parametrize(
    ("content", "words", "told"),
    [
        (None, [], "no such file"),
        (b"", [], "empty"),
        (b"  \n\n\xe3\x80\x80", [], "no text"),
        (b"\x00\x01\x02\x03", [], "binary"),
        (b"\x89PNG\r\n\x1a\n", [], "binary"),
        (b"\xff\xfe\xff\xff\xff", [], ""),
        (b"\xe7\x94\xb2" * (50 * 1024 * 1024 // 3), [], "too many"),
        ("甲市。".encode(), ["--base", "nonsense"], "cannot be the base"),
        ("甲市。".encode(), ["--base", "https://example.org/科创/"], "cannot be the base"),
        ("甲市。".encode(), ["--base", "https://example.org/x y/"], "cannot be the base"),
    ],
    ids=[
        "missing",
        "empty",
        "blank",
        "binary",
        "picture",
        "no encoding",
        "50 MB",
        "base",
        "chinese base",
        "spaced base",
    ],
)
def test_bad_input_gets_one_line_and_a_code_and_loses_nothing(
    content: bytes | None, words: list[str], told: str, tmp_path: Path, world: Path
) -> None:
    path, out = tmp_path / "news.txt", tmp_path / "data"
    shutil.copytree(world, out, symlinks=True)
    before = (out / "current").resolve()
    if content is not None:
        path.write_bytes(content)

    result = run("build", path, "--out", out, *words)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("kechuang: ")
    assert told in result.stderr
    assert (out / "current").resolve() == before
    assert len(list((out / "versions").iterdir())) == 1


def test_a_folder_that_cannot_be_written_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    result = run("build", WORLD, "--out", tmp_path / "file")

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "choose another folder" in result.stderr


def test_a_site_that_cannot_be_written_gets_one_line(world: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    result = run("freeze", tmp_path / "file" / "site", "--data", world)

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "choose another folder" in result.stderr


@pytest.mark.parametrize(
    "words",
    [("validate",), ("why", "a", "b", "c"), ("sparql", "ASK {}"), ("query", "who-serves-highland")],
    ids=lambda words: words[0],
)
def test_without_a_build_the_next_step_is_told(words: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*words, "--data", tmp_path)

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "kechuang build" in result.stderr


def test_a_build_that_is_there_is_not_built_again_unless_stale(tmp_path: Path) -> None:
    first = run("build", WORLD, "--out", tmp_path, "--if-stale")
    second = run("build", WORLD, "--out", tmp_path, "--if-stale")

    assert "quads stated" in first.output
    assert "up to date" in second.output


def test_validate_counts_each_shape_and_conforms(world: Path) -> None:
    result = run("validate", "--data", world)

    assert result.exit_code == 0
    assert result.output.rstrip().endswith("conforms")
    assert "Laboratory" not in result.output
    assert "IndicatorValue" in result.output or "Claim" in result.output


def test_validate_as_json_is_json(world: Path) -> None:
    assert json.loads(run("validate", "--data", world, "--json").output)["conforms"] is True


def test_why_prints_the_sentence_and_who_said_it(world: Path) -> None:
    result = run("why", "云麓实验室", "服务", "生命健康科创高地", "--data", world)

    assert result.exit_code == 0
    assert "云麓实验室主任王岚介绍，云麓实验室服务全市打造生命健康科创高地。" in result.output
    assert "said by   王岚 介绍" in result.output
    assert result.output.count("  sentence  ") == 2


def test_why_walks_an_inferred_statement_back(world: Path) -> None:
    result = run("why", "云麓实验室", "a", "kc:Organization", "--data", world)

    assert "inferred  cax-sco" in result.output
    assert "sentence" in result.output


def test_why_as_json_holds_offsets_of_the_quotes(world: Path) -> None:
    found = json.loads(run("why", "云麓实验室", "serves", "生命健康科创高地", "--data", world, "--json").output)
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (world / "current" / "articles").glob("*.txt")}

    for witness in found[0]["witnesses"]:
        text = texts[witness["claim"].split("/")[-3]]
        assert all(text[start:end] == quote for start, end, quote in witness["quotes"])


def test_a_statement_that_is_not_there_is_told(world: Path) -> None:
    result = run("why", "云麓实验室", "serves", "青屏高新区", "--data", world)

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


SELECT = (
    "SELECT ?label WHERE { ?lab a kc:Laboratory ; skos:prefLabel ?label FILTER(LANG(?label) = 'zh') } ORDER BY ?label"
)


def test_sparql_prints_a_table(world: Path) -> None:
    assert "云麓实验室" in run("sparql", SELECT, "--data", world).output


def test_sparql_reads_standard_input(world: Path) -> None:
    assert "云麓实验室" in run("sparql", "-", "--data", world, stdin=SELECT).output


def test_sparql_writes_standard_forms(world: Path) -> None:
    as_json = json.loads(run("sparql", SELECT, "--data", world, "--format", "json").output)
    as_csv = list(csv.reader(io.StringIO(run("sparql", SELECT, "--data", world, "--format", "csv").output)))

    assert as_json["results"]["bindings"][0]["label"]["value"] == "云麓实验室"
    assert as_csv == [["label"], ["云麓实验室"]]


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (["sparql", "SELECT"], None),
        (["sparql", ""], None),
        (["sparql", "-"], ""),
        (["sparql", "-"], b"\xff\xfe"),
        (["sparql", "DROP ALL"], None),
        (["sparql", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"], None),
        (["sparql", "ASK {}", "--format", "ttl"], None),
        (["query", "nonsense"], None),
        (["query", "../../etc/passwd"], None),
        (["query", "who-serves-highland", "--param", "highland"], None),
        (["query", "who-serves-highland", "--param", "nope=1"], None),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else repr(value),
)
def test_a_query_that_is_not_answered_gets_one_line(words: list[str], stdin: str | bytes | None, world: Path) -> None:
    result = run(*words, "--data", world, stdin=stdin)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("kechuang: ")
    assert result.stderr.count("\n") == 1


def test_a_canned_question_names_who_serves_and_the_sentence(world: Path) -> None:
    result = run("query", "who-serves-highland", "--param", "highland=生命健康科创高地", "--data", world)

    assert "云麓实验室" in result.output
    assert "服务全市打造生命健康科创高地" in result.output


def test_the_questions_are_listed_in_the_language_asked_for(world: Path) -> None:
    assert "哪些主体" in run("query", "--lang", "zh", "--data", world).output
    assert "highland" in run("query", "--data", world).output


def test_the_versions_are_told(world: Path) -> None:
    output = run("version", "--data", world).output

    assert (world / "current").resolve().name in output
    assert "pyoxigraph" in output


def test_no_progress_bar_in_a_pipe(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "build", str(WORLD), "--out", str(tmp_path)]

    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)

    assert done.stderr == ""
    assert "\r" not in done.stdout


def test_a_progress_bar_on_a_terminal(tmp_path: Path) -> None:
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "kg.cli", "build", str(WORLD), "--out", str(tmp_path)]

    subprocess.run(command, stderr=terminal, stdout=subprocess.DEVNULL, timeout=120, check=True)
    os.close(terminal)
    shown = os.read(master, 65536).decode()
    os.close(master)

    assert "100%" in shown


def test_a_closed_pipe_is_left_in_silence(world: Path) -> None:
    script = f'"{sys.executable}" -m kg.cli sparql "SELECT * {{ ?s ?p ?o }}" --format csv --data "{world}" | head -1'

    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=True)

    assert done.stderr == ""

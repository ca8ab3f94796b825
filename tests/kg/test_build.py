from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse
from rdflib import Dataset as RdflibDataset

from kg import articles, build
from kg.errors import ArticleError, BuildError, InputError
from kg.graph import canonical
from kg.store import Store

WORLD = Path(__file__).parent.parent / "world"


def article(folder: Path, text: str, name: str = "news.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def in_a_process(out: Path, *, seed: str, base: str = "https://w3id.org/kechuang/") -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "kg.cli", "build", str(WORLD), "--out", str(out), "--base", base]
    subprocess.run(command, check=True, capture_output=True, env=environment, timeout=120)
    return (out / "current" / "kg.nq").read_bytes()


def test_two_processes_with_different_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (in_a_process(tmp_path / seed, seed=seed) for seed in ("1", "2"))

    assert first == second
    assert [path.relative_to(tmp_path / "1") for path in sorted((tmp_path / "1").rglob("*.json"))] == [
        path.relative_to(tmp_path / "2") for path in sorted((tmp_path / "2").rglob("*.json"))
    ]


def test_two_bases_give_the_same_graph(tmp_path: Path) -> None:
    other = "http://localhost:8120/kg/"
    here, there = in_a_process(tmp_path / "here", seed="1"), in_a_process(tmp_path / "there", seed="1", base=other)

    moved = there.replace(other.encode(), b"https://w3id.org/kechuang/")

    assert sorted(here.splitlines()) == sorted(moved.splitlines())


def test_the_files_of_a_build_are_all_there(world: Path) -> None:
    folder = world / "current"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["version"] == canonical.digest((folder / "kg.nq").read_bytes()) == folder.resolve().name
    assert {entry["name"] for entry in manifest["articles"]} == {"first", "second"}
    for entry in manifest["articles"]:
        assert (folder / "articles" / f"{entry['id']}.txt").is_file()
        assert json.loads((folder / "coverage" / f"{entry['id']}.json").read_text(encoding="utf-8"))["document"]


def test_the_store_holds_what_the_files_hold(world: Path) -> None:
    manifest = json.loads((world / "current" / "manifest.json").read_text(encoding="utf-8"))
    store = Store.open(world)

    assert len(store) == sum(manifest["quads"].values())


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own N-Quads writer
def test_the_graph_is_the_same_to_three_parsers(world: Path) -> None:
    path = world / "current" / "kg.nq"
    ours = Dataset(parse(path=str(path), format=RdfFormat.N_QUADS))
    parsed = RdflibDataset()
    parsed.parse(data=path.read_bytes(), format="nquads")
    theirs = Dataset(parse(parsed.serialize(format="nquads"), format=RdfFormat.N_QUADS))
    before = set(ours)

    ours.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    theirs.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)

    assert set(ours) == set(theirs) == before == set(Store.of(path).engine)


def test_no_iri_is_chinese_and_no_node_is_blank(world: Path) -> None:
    for name in ("kg.nq", "kg.inferred.nq"):
        content = (world / "current" / name).read_text(encoding="utf-8")
        iris = [word for word in content.split() if word.startswith("<")]

        assert [iri for iri in iris if not iri.isascii()] == []
        assert "_:" not in [line[:2] for line in content.splitlines()]
        assert " _:" not in content


def test_a_build_checks_out_again_from_its_files(world: Path) -> None:
    assert build.recheck(world).violations == ()


def test_a_changed_text_beside_a_build_is_noticed(tmp_path: Path) -> None:
    built = build.build([WORLD], out=tmp_path)
    text = next((built.folder / "articles").glob("*.txt"))
    text.write_text("改" + text.read_text(encoding="utf-8"), encoding="utf-8")

    assert {fault.check for fault in build.recheck(tmp_path).violations} == {"Quotes"}


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: article(folder, "乙市高新技术企业达到9家。"),
        lambda folder: article(folder, 'title = "题"\n', "news.meta.toml"),
        lambda folder: article(folder, "kind\tlabel\tslug\tlabel_en\taliases\tids\n", "news.registry.tsv"),
    ],
    ids=["text", "metadata", "registry"],
)
def test_a_build_is_stale_when_an_input_changes(change: object, tmp_path: Path) -> None:
    paths, out = [article(tmp_path, "甲市高新技术企业达到8家。")], tmp_path / "data"
    build.build(paths, out=out)
    assert build.is_current(paths, out=out)

    change(tmp_path)  # type: ignore[operator]

    assert not build.is_current(paths, out=out)


def test_a_build_is_stale_under_another_base_or_without_a_store(tmp_path: Path) -> None:
    built = build.build([WORLD], out=tmp_path)
    assert not build.is_current([WORLD], out=tmp_path, base="https://example.org/")

    (built.folder / "manifest.json").unlink()

    assert not build.is_current([WORLD], out=tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "empty"), (b"\x00\x01\x02", "binary"), (b"%PDF-1.7", "binary"), (b"\x81\x82\xff\xff", "news|bad")],
    ids=["empty", "binary", "pdf", "no encoding"],
)
def test_an_article_that_cannot_be_read_leaves_the_last_build(content: bytes, told: str, tmp_path: Path) -> None:
    out = tmp_path / "data"
    good = article(tmp_path, "甲市高新技术企业达到8家。")
    before = build.build([good], out=out)
    (tmp_path / "bad.txt").write_bytes(content)

    with pytest.raises(ArticleError, match=told):
        build.build([good, tmp_path / "bad.txt"], out=out)

    assert (out / "current").resolve() == before.folder.resolve()
    assert [path.name for path in (out / "versions").iterdir()] == [before.version]


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.txt file"):
        build.sources([tmp_path])


def test_no_article_means_the_bundled_one() -> None:
    assert build.sources([]) == articles.bundled()


def test_the_same_article_twice_is_one_document(tmp_path: Path) -> None:
    text = "甲市高新技术企业达到8家。"
    paths = [article(tmp_path, text), article(tmp_path, text, "copy.txt")]

    assert len(build.build(paths, out=tmp_path / "data").extractions) == 1


def test_whoever_accepts_may_refuse_and_nothing_is_published(tmp_path: Path) -> None:
    def refuse(extractions: build.Extractions) -> None:
        raise BuildError(f"{len(extractions)} refused")

    with pytest.raises(BuildError, match="2 refused"):
        build.build([WORLD], out=tmp_path, accept=refuse)

    assert not (tmp_path / "current").exists()


def test_each_stage_tells_its_progress(tmp_path: Path) -> None:
    stages: list[str] = []

    build.build([WORLD], out=tmp_path, progress=stages.append)

    assert stages == ["first.txt", "second.txt", "state", "infer", "check", "write", "load", "publish"]
    assert len(stages) == 2 + build.STEPS


def test_a_slug_once_published_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "data"
    out.mkdir()
    (out / "slugs.tsv").write_text("org\t云麓实验室\tyunlu\n", encoding="utf-8")

    built = build.build([WORLD], out=out)

    assert b"/id/org/yunlu>" in (built.folder / "kg.nq").read_bytes()
    assert (out / "slugs.tsv").read_text(encoding="utf-8").startswith("org\t云麓实验室\tyunlu\n")

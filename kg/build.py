"""Build the graph: the stream from article files to a published version, stage by stage.

Place in the stream: the only file that knows the order of the stages. It reads like the drawing in the README: read,
extract, state, merge, infer, check, write, load, publish.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import articles, extraction, manifests, publishing, store
from kg.errors import InputError
from kg.graph import canonical, dataset, packaging, slugs
from kg.graph.iris import Iris
from kg.making import Graph, Progress, graph, recheck
from kg.model import Article, Extraction
from kg.reading import article as article_files
from kg.reading import registry
from ontology import DEFAULT_BASE

__all__ = ["STEPS", "Built", "Extractions", "Graph", "Progress", "build", "graph", "is_current", "recheck", "sources"]

STEPS = 6  # stages after the articles: state, infer, check, write, load, publish

Extractions = Sequence[Extraction]


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build."""

    folder: Path
    version: str
    extractions: tuple[Extraction, ...]
    graph: Graph
    seconds: float


def build(
    paths: Iterable[Path] = (),
    *,
    out: Path,
    base: str = DEFAULT_BASE,
    progress: Progress = str,
    strict: bool = False,
    accept: Callable[[Extractions], None] | None = None,
) -> Built:
    """Build the graph of these articles, the bundled one if none is given, and let `out/current` lead to it.

    Raises `InputError` for what cannot be read or written and `BuildError` for a graph that must not be published
    (`strict` refuses to withhold claims that break a shape; `accept` may refuse what was read); whatever is raised, the
    build that was there stays.
    """
    began = time.monotonic()
    files = sources(paths)
    names = [name for path in files for name in registry.beside(path)]
    iris = Iris(base, slugs=slugs.Slugs(names, ledger=slugs.read(out / publishing.LEDGER)))
    with publishing.workshop(out) as folder:
        extractions = [_extract(path, article, progress=progress) for path, article in _read(files).items()]
        if accept is not None:
            accept(extractions)
        made = graph(extractions, iris=iris, names=names, progress=progress, strict=strict)
        made.report.raise_for_violations()
        progress("write")
        content = canonical.write(made.stated)
        version = canonical.digest(content)
        about = dataset.quads(made.default, base=base, version=version)
        counts = made.counts | {"dataset": len(about)}
        publishing.write(folder, {"kg.nq": content, "kg.inferred.nq": canonical.write(made.inferred)})
        publishing.write(folder, manifests.files(extractions, iris=iris))
        publishing.write(folder, _manifest(extractions, made, files=files, iris=iris, version=version, counts=counts))
        progress("load")
        store.load([*made.stated, *made.inferred, *made.default, *about], folder / "store")
        list(packaging.pack(packaging.prepare(made.stated, made.inferred, base=base), folder / "dump"))
        progress("publish")
        publishing.append(out, iris.slugs.added)
        final = publishing.publish(folder, out=out, version=version)
    return Built(final, version, tuple(extractions), made, time.monotonic() - began)


def _manifest(
    extractions: Extractions, made: Graph, *, files: list[Path], iris: Iris, version: str, counts: dict[str, int]
) -> dict[str, bytes]:
    inputs = manifests.digest(files, base=iris.base)
    manifest = manifests.manifest(extractions, version=version, iris=iris, inputs=inputs)
    withheld = [each.claim for each in made.withheld]
    return {"manifest.json": manifests.json_bytes({**manifest, "quads": counts, "withheld": withheld})}


def sources(paths: Iterable[Path]) -> list[Path]:
    """List the article files, each once: a folder stands for its .txt files, none at all for the bundled article."""
    files: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.txt")) if path.is_dir() else [path]
        if not found:
            raise InputError(f"{path}: the folder holds no .txt file; name a folder with articles, or the files")
        files += found
    return list(dict.fromkeys(files)) or articles.bundled()


def is_current(paths: Iterable[Path], *, out: Path, base: str = DEFAULT_BASE) -> bool:
    """Say whether `out` already holds the build of these articles by this very program."""
    manifest = publishing.manifest(out)
    return manifest is not None and manifest.get("inputs") == manifests.digest(sources(paths), base=base)


def _read(files: Iterable[Path]) -> dict[Path, Article]:
    # All are read before the first is worked on: a missing file is told at once. The same bytes are one document.
    read = {path: article_files.read(path) for path in files}
    first = {article.sha256: path for path, article in reversed(read.items())}
    return {path: article for path, article in read.items() if first[article.sha256] == path}


def _extract(path: Path, article: Article, *, progress: Progress) -> Extraction:
    progress(path.name)
    return extraction.read(article, registry=registry.beside(path))

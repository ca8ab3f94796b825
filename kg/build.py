"""Build the graph: the stream from article files to a published version, stage by stage.

Place in the stream: the only file that knows the order of the stages. It reads like the drawing in the README: read,
extract, state, merge, infer, check, write, load, publish.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Quad

from kg import articles, extraction, manifests, publishing, store
from kg.errors import InputError
from kg.extraction import rules
from kg.graph import canonical, dataset, gate, inference, quads, slugs, terms, validation, withholding
from kg.graph.iris import Iris
from kg.model import Article, Extraction, Name
from kg.reading import article as article_files
from kg.reading import registry
from ontology import DEFAULT_BASE

__all__ = ["STEPS", "Built", "Extractions", "Graph", "Progress", "build", "graph", "is_current", "recheck", "sources"]

STEPS = 6  # stages after the articles: state, infer, check, write, load, publish

Extractions = Sequence[Extraction]
Progress = Callable[[str], object]  # called with the name of the stage, or of the article, that begins


@dataclass(frozen=True, slots=True)
class Graph:
    """What a build makes before it is written: all graphs, the merge through the truth gate, what follows from it."""

    stated: Sequence[Quad]
    inferred: Sequence[Quad]
    default: Sequence[Quad]
    report: validation.Report
    withheld: Sequence[withholding.Withheld] = ()  # claims that would break a shape


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
        publishing.write(folder, {"kg.nq": content, "kg.inferred.nq": canonical.write(made.inferred)})
        publishing.write(folder, manifests.files(extractions, iris=iris))
        progress("load")
        about = dataset.quads(made.default, base=iris.base, version=version)
        store.load([*made.stated, *made.inferred, *made.default, *about], folder / "store")
        entries = manifests.manifest(extractions, version=version, iris=iris, inputs=manifests.digest(files, base=base))
        counts = {"stated": len(made.stated), "inferred": len(made.inferred), "default": len(made.default)}
        counts["dataset"] = len(about)
        publishing.write(
            folder,
            {
                "manifest.json": manifests.json_bytes(
                    {**entries, "quads": counts, "withheld": [each.claim for each in made.withheld]}
                )
            },
        )
        progress("publish")
        publishing.append(out, iris.slugs.added)
        final = publishing.publish(folder, out=out, version=version)
    return Built(final, version, tuple(extractions), made, time.monotonic() - began)


def graph(
    extractions: Sequence[Extraction],
    *,
    iris: Iris,
    names: Iterable[Name] = (),
    progress: Progress = str,
    strict: bool = True,
) -> Graph:
    """Make the graph of what was read: state it, merge it through the truth gate, infer, check.

    Unless `strict`, claims that break a shape are withheld and the rest is checked again.
    """
    progress("state")
    words = {rule.name: rule.note or rule.examples[0].text for rule in rules.packaged()}
    said = quads.state(extractions, iris=iris, names=names, rules=words)
    stated = [*terms.load(iris=iris), *inference.describe(iris=iris), *said]
    texts = {iris.document(each.article).value: each.article.text for each in extractions}
    made = _whole(stated, iris=iris, texts=texts, progress=progress)
    withheld = [] if strict else withholding.find(stated, made.report.violations, iris=iris)
    if not withheld:
        return made
    kept = withholding.drop(stated, withheld)
    return replace(_whole(kept, iris=iris, texts=texts, progress=str), withheld=withheld)


def _whole(stated: Sequence[Quad], *, iris: Iris, texts: Mapping[str, str], progress: Progress) -> Graph:
    merged = gate.merge(stated, iris=iris)
    progress("infer")
    inferred = inference.close(merged, iris=iris)
    progress("check")
    report = validation.check(merged, inferred, iris=iris, texts=texts)
    default = dict.fromkeys([*merged, *(quad.triple for quad in inferred)])
    return Graph(stated, inferred, [Quad(each.subject, each.predicate, each.object) for each in default], report)


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


def recheck(data: Path) -> validation.Report:
    """Check the build in a data folder again, from its files; raises `StoreError` when there is none."""
    version = store.current(data)
    iris = Iris(version.base)
    stated = list(canonical.read(version.folder / "kg.nq"))
    inferred = list(canonical.read(version.folder / "kg.inferred.nq"))
    documents = {path.stem: path.read_bytes().decode() for path in _texts(version.folder)}
    texts = {f"{version.base}doc/{name}": text for name, text in documents.items()}
    return validation.check(gate.merge(stated, iris=iris), inferred, iris=iris, texts=texts)


def _texts(folder: Path) -> list[Path]:
    return sorted((folder / "articles").glob("*.txt"))


def _read(files: Iterable[Path]) -> dict[Path, Article]:
    # All are read before the first is worked on: a missing file is told at once. The same bytes are one document.
    read = {path: article_files.read(path) for path in files}
    first = {article.sha256: path for path, article in reversed(read.items())}
    return {path: article for path, article in read.items() if first[article.sha256] == path}


def _extract(path: Path, article: Article, *, progress: Progress) -> Extraction:
    progress(path.name)
    return extraction.read(article, registry=registry.beside(path))

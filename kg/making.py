"""Make the graph of what was read: state it, merge it through the truth gate, infer, check.

Place in the stream: the middle of `build`, from extractions to all that is written; nothing here touches a disk but
`recheck`, which checks a build again from its files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Quad

from kg import store
from kg.extraction import rules
from kg.graph import canonical, gate, inference, quads, quoting, rulebook, terms, validation, withholding
from kg.graph.iris import Iris
from kg.model import Extraction, Name

__all__ = ["Graph", "Progress", "graph", "recheck"]

Progress = Callable[[str], object]  # called with the name of the stage, or of the article, that begins


@dataclass(frozen=True, slots=True)
class Graph:
    """What a build makes before it is written: all graphs, the merge through the truth gate, what follows from it."""

    stated: Sequence[Quad]
    inferred: Sequence[Quad]
    default: Sequence[Quad]
    report: validation.Report
    withheld: Sequence[withholding.Withheld] = ()  # claims that would break a shape

    @property
    def counts(self) -> dict[str, int]:
        """Count the quads of each part."""
        return {"stated": len(self.stated), "inferred": len(self.inferred), "default": len(self.default)}


def graph(
    extractions: Sequence[Extraction],
    *,
    iris: Iris,
    names: Sequence[Name] = (),
    progress: Progress = str,
    strict: bool = True,
) -> Graph:
    """Make the graph of what was read: state it, merge it through the truth gate, infer, check.

    Unless `strict`, claims that break a shape are withheld and the rest is checked again.
    """
    for extraction in extractions:
        quoting.check(extraction)
    words = rulebook.words({rule.name: rule.note or f"例：{rule.examples[0].text}" for rule in rules.packaged()})
    ground = [*terms.load(iris=iris), *inference.describe(iris=iris)]
    texts = {iris.document(each.article).value: each.article.text for each in extractions}
    withheld: dict[str, withholding.Withheld] = {}
    tell = progress
    while True:
        tell("state")
        said = quads.state(extractions, iris=iris, names=names, rules=words, without=withheld)
        made = _whole(list(dict.fromkeys([*ground, *said])), iris=iris, texts=texts, progress=tell)
        found = [] if strict else withholding.find(made.stated, made.report.violations, iris=iris)
        if not found:
            return replace(made, withheld=tuple(withheld.values()))
        withheld |= {each.claim: each for each in found}
        tell = str  # the second round is no new stage


def _whole(stated: Sequence[Quad], *, iris: Iris, texts: Mapping[str, str], progress: Progress) -> Graph:
    merged = gate.merge(stated, iris=iris)
    progress("infer")
    inferred = inference.close(merged, iris=iris)
    progress("check")
    report = validation.check(merged, inferred, iris=iris, texts=texts)
    default = dict.fromkeys([*merged, *(quad.triple for quad in inferred)])
    return Graph(stated, inferred, [Quad(each.subject, each.predicate, each.object) for each in default], report)


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

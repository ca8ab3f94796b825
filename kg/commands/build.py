"""`kechuang build`: from article files to a published graph."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg import build
from kg.commands import options
from kg.errors import BuildError

__all__ = ["command"]


@click.command(name="build")
@click.argument("articles", nargs=-1, type=click.Path(path_type=Path))
@options.out
@options.base
@click.option("--if-stale", is_flag=True, help="Do nothing when the build that is there is of these very inputs.")
@click.option("--strict", is_flag=True, help="Refuse to build rather than withhold claims that break a shape.")
@click.option(
    "--max-unexplained", type=click.IntRange(min=0), help="Refuse when more numbers and names are unexplained."
)
def command(
    articles: tuple[Path, ...],
    out: Path,
    base: str,
    if_stale: bool,
    strict: bool,
    max_unexplained: int | None,
) -> None:
    """Build the graph of ARTICLES: text files, or folders of them; the bundled article when none is named.

    Example: kechuang build news/2024-01-23.txt --out data
    """
    if if_stale and build.is_current(articles, out=out, base=base):
        click.echo(f"{out} is up to date")
        return
    check = None if max_unexplained is None else _gate(max_unexplained)
    with _progress(len(build.sources(articles)) + build.STEPS) as progress:
        built = build.build(articles, out=out, base=base, progress=progress, strict=strict, accept=check)
    _report(built)


def _gate(most: int) -> Callable[[build.Extractions], None]:
    def accept(extractions: build.Extractions) -> None:
        found = [entry for extraction in extractions for entry in extraction.coverage.unexplained]
        if len(found) > most:
            raise BuildError(
                f"{len(found)} numbers and names are unexplained, {most} are allowed; first: {found[0].text!r} "
                f"({found[0].reason}); `kechuang coverage` lists them"
            )

    return accept


@contextmanager
def _progress(steps: int) -> Iterator[build.Progress]:
    # click draws no bar where stderr is no terminal, but it would still print the label.
    stream = sys.stderr
    if not stream.isatty():
        yield str
        return
    with click.progressbar(length=steps, label="building", file=stream) as bar:

        def progress(stage: str) -> None:
            bar.label = stage
            bar.update(1)

        yield progress


def _report(built: build.Built) -> None:
    graph, coverage = built.graph, [extraction.coverage for extraction in built.extractions]
    click.echo(
        f"{built.folder}: {len(graph.stated)} quads stated, {len(graph.inferred)} inferred, "
        f"{len(graph.default)} triples in the default graph, in {built.seconds:.1f} s"
    )
    warnings = len(graph.report.faults) - len(graph.report.violations)
    click.echo(
        f"{len(graph.report.checks)} checks: {len(graph.report.violations)} violations, {warnings} warnings; "
        f"{sum(len(each.unexplained) for each in coverage)} numbers and names unexplained"
    )
    for withheld in graph.withheld:
        click.echo(f"withheld {withheld.claim}: {withheld.fault.check}: {withheld.fault.message()}", err=True)

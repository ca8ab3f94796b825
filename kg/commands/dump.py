"""`kechuang dump`: the graph in every form, to take away."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg import store
from kg.commands import options
from kg.graph import canonical, packaging
from kg.graph.packaging import Quotes

__all__ = ["command"]


@click.command(name="dump")
@click.argument("folder", type=click.Path(path_type=Path))
@options.data
@click.option(
    "--quotes",
    type=click.Choice([quotes.value for quotes in Quotes]),
    default=Quotes.EVIDENCE.value,
    show_default=True,
    envvar="KECHUANG_QUOTES",
    show_envvar=True,
    help="What is quoted: sentences that support a claim, only the spans, or nothing.",
)
def command(folder: Path, data: Path, quotes: str) -> None:
    """Write the build into FOLDER: N-Quads, Turtle, RDF 1.2, Web Annotations, nanopublications, data cube, tables.

    Example: kechuang dump dump --quotes spans
    """
    version = store.current(data)
    stated = canonical.read(version.folder / "kg.nq")
    inferred = canonical.read(version.folder / "kg.inferred.nq")
    published = packaging.prepare(stated, inferred, base=version.base, quotes=Quotes(quotes))
    with _progress() as progress:
        paths = list(packaging.pack(published, folder, progress=progress))
    for path in paths:
        click.echo(f"{path} {path.stat().st_size}")


@contextmanager
def _progress() -> Iterator[Callable[[str], object]]:
    # click draws no bar where stderr is no terminal, but it would still print the label.
    if not sys.stderr.isatty():
        yield str
        return
    with click.progressbar(length=len(packaging.FORMS) + 1, label="dumping", file=sys.stderr) as bar:

        def progress(name: str) -> None:
            bar.label = name
            bar.update(1)

        yield progress

"""`kechuang version`: what is installed, and what is built."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import click

import ontology
from kg import __version__, publishing
from kg.commands import options

__all__ = ["command"]


@click.command(name="version")
@options.data
def command(data: Path) -> None:
    """Print the versions of the program, its engine, the ontology and the build.

    Example: kechuang version --data data
    """
    click.echo(f"kechuang   {__version__}")
    click.echo(f"ontology   {ontology.VERSION}")
    click.echo(f"pyoxigraph {version('pyoxigraph')}")
    manifest = publishing.manifest(data)
    click.echo(f"graph      {manifest['version'] if manifest else f'none in {data}'}")

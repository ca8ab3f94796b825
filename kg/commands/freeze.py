"""`kechuang freeze`: the whole site as files that need no server."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands import options
from kg.errors import InputError

__all__ = ["command"]


@click.command(name="freeze")
@click.argument("folder", type=click.Path(path_type=Path))
@options.data
def command(folder: Path, data: Path) -> None:
    """Write the site into FOLDER: pages in both languages, data, answers, pictures; every link is checked.

    Example: kechuang freeze site && python -m http.server --directory site
    """
    try:
        from server.app import create_app
        from server.config import Settings
        from server.freezing import freeze
    except ImportError as error:
        raise InputError(f"the server's packages are not installed ({error}); run `make install`") from error
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} is not an empty folder; name a new one, so that nothing of yours is overwritten")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        frozen = freeze(create_app(Settings.read(data=data)), folder, progress=_progress)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror or error}; choose another folder") from error
    if sys.stderr.isatty():
        click.echo(err=True)
    click.echo(f"{len(frozen.files)} files in {folder}, no broken link")


def _progress(done: int, known: int) -> None:
    if sys.stderr.isatty() and done % 20 == 0:
        click.echo(f"\r{done} of {known} ", nl=False, err=True)

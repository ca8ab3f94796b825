"""`kechuang serve`: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from kg.errors import InputError

__all__ = ["command"]


@click.command(name="serve")
@click.option("--host", metavar="ADDRESS", help="Address to listen on (KECHUANG_HOST; 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port to listen on (KECHUANG_PORT; 8000).")
@click.option("--workers", type=click.IntRange(0), help="Queries at once while quick (KECHUANG_WORKERS; 0: the cores).")
@click.option("--data", type=click.Path(path_type=Path), help="Data folder (KECHUANG_DATA; ./data).")
def command(host: str | None, port: int | None, workers: int | None, data: Path | None) -> None:
    """Serve the current build until interrupted; a new build is picked up by itself.

    Example: kechuang serve --port 8000 --data data
    """
    try:
        from server.config import Settings
        from server.edge import launch
    except ImportError as error:
        raise InputError(f"the server's packages are not installed ({error}); run `make install`") from error
    settings = Settings.read(host=host, port=port, workers=workers, data=data)
    named = f"http://{settings.host if ':' not in settings.host else f'[{settings.host}]'}:{settings.port}"
    launch(settings, announce=lambda: _announce(named))


def _announce(named: str) -> None:
    for address, what in (("/", "front page"), ("/sparql", "SPARQL"), ("/queries", "questions"), ("/dump/", "files")):
        click.echo(f"{named}{address:<10} {what}", err=True)

"""The options that several commands share; the environment is read here and nowhere else in `kg`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from kg.model import Article
from kg.reading import article as articles
from kg.store import Store
from ontology import DEFAULT_BASE

__all__ = ["article", "base", "data", "home", "issued", "language", "out", "store"]

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

DATA = Path("data")

data: Decorator = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=DATA,
    envvar="KECHUANG_DATA",
    show_default=True,
    show_envvar=True,
    help="Folder of the build.",
)
out: Decorator = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=DATA,
    envvar="KECHUANG_DATA",
    show_default=True,
    show_envvar=True,
    help="Folder to build in; the build that is there stays until the new one is whole.",
)
base: Decorator = click.option(
    "--base",
    default=DEFAULT_BASE,
    envvar="KECHUANG_BASE",
    show_default=True,
    show_envvar=True,
    help="Address that every IRI begins with; it ends in a slash.",
)
language: Decorator = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Language of messages."
)

issued: Decorator = click.option(
    "--issued", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, where no sidecar file says it."
)
home: Decorator = click.option("--home", help="Region that 我市 and 全省 mean, where no sidecar file says it.")


def article(path: Path, *, issued: datetime | None, home: str | None) -> Article:
    """Read an article with its sidecar; what the options say wins."""
    read = articles.read(path)
    metadata = read.metadata
    if issued:
        metadata = dataclasses.replace(metadata, issued=issued.date(), issued_basis="explicit")
    return dataclasses.replace(read, metadata=dataclasses.replace(metadata, home=home) if home else metadata)


def store(folder: Path) -> Store:
    """Open the build of a folder read-only; raises `StoreError`."""
    return Store.open(folder)

"""`kechuang rules`: the rules there are, and how often each fires on a folder of texts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from kg import extraction
from kg.errors import InputError
from kg.extraction import rules
from kg.model import Extraction
from kg.reading import article as articles

__all__ = ["command"]


@click.command(name="rules")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(folder: Path | None, as_json: bool) -> None:
    """List the rules: id and version, layer, file, what it reads; with FOLDER how often each fired on its texts.

    Example: kechuang rules kg/articles
    """
    fired = _fired(folder) if folder else Counter[str]()
    rows = [
        {
            "rule": rule.name,
            "layer": rule.layer,
            "file": rule.file,
            "fired": fired[rule.name] if folder else None,
            "reads": rule.note or rule.examples[0].text,
        }
        for rule in rules.packaged()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        count = f"{row['fired']:6} " if folder else ""
        click.echo(f"{count}{row['rule']:28} {row['layer']:10} {row['file']:18} {row['reads']}")


def _fired(folder: Path) -> Counter[str]:
    paths = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not paths:
        raise InputError(f"{folder}: no .txt in this folder")
    return Counter(name for path in paths for name in _names(extraction.read(articles.read(path))))


def _names(read: Extraction) -> Iterator[str]:
    """Name the rule of every claim, quantity, mention and accounted numeral."""
    for claim in read.claims:
        yield claim.rule
        if claim.value:
            yield claim.value.quantity.rule
    for entity in read.entities:
        yield from (mention.rule for mention in entity.mentions)
    for entry in read.coverage.accounted:
        yield entry.reason.rpartition("（")[2].removesuffix("）") if "（" in entry.reason else entry.reason

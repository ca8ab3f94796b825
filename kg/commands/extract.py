"""`kechuang extract`: what was read from one article."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from kg import extraction, reporting
from kg.commands import options
from kg.reading import registry

__all__ = ["command"]


@click.command(name="extract")
@click.argument("article", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.issued
@options.home
def command(article: Path, as_json: bool, issued: datetime | None, home: str | None) -> None:
    """Read ARTICLE and print its sentences, entities, indicators, relations, and what stayed unexplained.

    Example: kechuang extract news.txt --json --issued 2024-01-23 --home 重庆
    """
    report = reporting.report(
        extraction.read(options.article(article, issued=issued, home=home), registry=registry.beside(article))
    )
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return
    for entity in report["entities"]:
        click.echo(f"entity      {entity['label']} ({entity['class']})")
    for item in report["indicators"]:
        shown = f"{item['subject']['label']} · {item['measure']} = {item['text']} ({item['comparator']}, {item['kind']}"
        click.echo(
            f"indicator  {shown}, {item['period']['text'] or '–'}) [{item['start']}–{item['end']}] {item['rule']}"
        )
    for item in report["relations"]:
        click.echo(
            f"relation   {item['subject']} {item['predicate']} {item['object']} [{item['modality']}] {item['rule']}"
        )
    for item in report["unexplained"]:
        click.echo(f"unexplained {item['text']} [{item['start']}–{item['end']}]: {item['reason']}")

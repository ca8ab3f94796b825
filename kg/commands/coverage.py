"""`kechuang coverage`: what became of every number, name and sentence of one article."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from kg import extraction, heat
from kg.commands import options
from kg.errors import BuildError
from kg.model import Account, Accounted, Extraction
from kg.reading import registry

__all__ = ["command"]


@click.command(name="coverage")
@click.argument("article", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("--max-unexplained", type=int, help="Fail when more numbers than this are unexplained.")
@click.option("--all", "everything", is_flag=True, help="List also what is explained.")
@options.issued
@options.home
def command(
    article: Path,
    *,
    format_: str,
    max_unexplained: int | None,
    everything: bool,
    issued: datetime | None,
    home: str | None,
) -> None:
    """Account for every number, name and sentence of ARTICLE; also what the article says against itself.

    Example: kechuang coverage news.txt --format html --max-unexplained 0 > news.html
    """
    read = extraction.read(options.article(article, issued=issued, home=home), registry=registry.beside(article))
    if format_ == "json":
        click.echo(json.dumps(_plain(read), ensure_ascii=False, indent=1))
    elif format_ == "html":
        click.echo(heat.heat_map(read))
    else:
        _print(read, everything)
    open_numbers = sum(entry.what == "number" for entry in read.coverage.unexplained)
    if max_unexplained is not None and open_numbers > max_unexplained:
        raise BuildError(f"{article}: {open_numbers} numbers are unexplained, {max_unexplained} allowed")


def _print(read: Extraction, everything: bool) -> None:
    for what in ("number", "name"):
        counts = Counter(entry.account.value for entry in read.coverage.accounted if entry.what == what)
        click.echo(f"{what}s: " + ", ".join(f"{counts[account.value]} {account.value}" for account in Account))
    kinds = Counter(use for _, use in read.coverage.sentences)
    click.echo("sentences: " + ", ".join(f"{count} {use}" for use, count in sorted(kinds.items())))
    for entry in read.coverage.accounted:
        if everything or entry.account is Account.UNEXPLAINED:
            click.echo(_line(read, entry))
    for doubt in read.coverage.doubts:
        places = ", ".join(f"{span.start}–{span.end}" for span in doubt.spans)
        click.echo(f"doubt {doubt.kind} [{places}]: {doubt.message}")


def _line(read: Extraction, entry: Accounted) -> str:
    text = read.article.text
    before = text[max(0, entry.span.start - 12) : entry.span.start].replace("\n", " ")
    after = text[entry.span.end : entry.span.end + 12].replace("\n", " ")
    where = f"{entry.span.start}–{entry.span.end}"
    return f"{entry.account.value:11} {entry.what:6} [{where}] …{before}【{entry.text}】{after}… {entry.reason}"


def _plain(read: Extraction) -> dict[str, Any]:
    coverage = read.coverage
    return {
        "document": {"id": read.article.id, "name": read.article.name, "characters": len(read.article.text)},
        "accounted": [
            {
                "start": entry.span.start,
                "end": entry.span.end,
                "text": entry.text,
                "what": entry.what,
                "account": entry.account.value,
                "reason": entry.reason,
            }
            for entry in coverage.accounted
        ],
        "sentences": [{"ordinal": ordinal, "use": use} for ordinal, use in coverage.sentences],
        "doubts": [
            {"kind": doubt.kind, "spans": [list(span) for span in doubt.spans], "message": doubt.message}
            for doubt in coverage.doubts
        ],
    }

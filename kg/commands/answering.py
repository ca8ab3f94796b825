"""Show an answer on standard output, as a table or in a standard form."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from kg.commands import printing
from kg.errors import InputError
from kg.explanation import resolution
from kg.store import GRAPHS, RESULTS, Answer, Kind, Store

__all__ = ["form", "show"]

form: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--format",
    "form",
    type=click.Choice(["table", *(each.value for each in (*RESULTS, *GRAPHS))]),
    default="table",
    show_default=True,
    help="Form of the answer: a table, or a standard form for results or for graphs.",
)


def show(store: Store, answer: Answer, *, form: str, labelled: bool = False) -> None:
    """Print an answer; raises `InputError` when the form does not fit its kind.

    In a table that is `labelled`, a column `xLabel` stands for the column `x` too.
    """
    fitting = ("table", *(GRAPHS if answer.kind is Kind.TRIPLES else RESULTS))
    if form not in fitting:
        raise InputError(f"{form} cannot hold {answer.kind.value}; choose one of {', '.join(fitting)}")
    if form == "table":
        kept = [n for n, name in enumerate(answer.columns) if not (labelled and f"{name}Label" in answer.columns)]
        columns = [answer.columns[n].removesuffix("Label") if labelled else answer.columns[n] for n in kept]
        rows = [[_shown(store, row[n]) for n in kept] for row in answer.rows]
        click.echo(printing.table(columns, rows))
        if answer.kind is Kind.SOLUTIONS:
            click.echo(f"{len(rows)} rows", err=True)
    else:
        sys.stdout.buffer.write(answer.serialize(form))


def _shown(store: Store, term: Any) -> str:
    return str(term).lower() if isinstance(term, bool) else resolution.shown(store, term)

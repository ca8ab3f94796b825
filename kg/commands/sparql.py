"""`kechuang sparql`: a query of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.commands import answering, options
from kg.errors import InputError

__all__ = ["command"]


@click.command(name="sparql")
@click.argument("query", default="-")
@options.data
@answering.form
def command(query: str, data: Path, form: str) -> None:
    """Answer QUERY, a SPARQL query; `-` reads it from standard input. The prefixes kc, skos, ... need no declaration.

    Example: kechuang sparql 'SELECT ?lab WHERE { ?lab a kc:Laboratory } ORDER BY ?lab'
    """
    sparql = _read() if query == "-" else query
    if not sparql.strip():
        raise InputError("the query is empty; give one as an argument, or on standard input")
    store = options.store(data)
    answering.show(store, store.run(sparql), form=form)


def _read() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"the query is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error

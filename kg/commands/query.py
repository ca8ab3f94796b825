"""`kechuang query`: a canned question, or the list of them."""

from __future__ import annotations

from pathlib import Path

import click

import queries
from kg.commands import answering, options, printing
from kg.errors import InputError, ParameterError

__all__ = ["command"]


@click.command(name="query")
@click.argument("name", required=False)
@click.option("--param", "-p", "parameters", multiple=True, metavar="K=V", help="Value of a parameter; repeatable.")
@options.data
@options.language
@answering.form
def command(name: str | None, parameters: tuple[str, ...], data: Path, language: str, form: str) -> None:
    """Answer the canned question NAME; without NAME, list the questions.

    Example: kechuang query who-serves-highland --param highland=生命健康
    """
    if name is None:
        loaded = [queries.load(each, base=queries.DEFAULT_BASE) for each in queries.names()]
        rows = [(query.name, " ".join(query.parameters), query.summary[language]) for query in loaded]
        click.echo(printing.table(("name", "parameters", "question"), rows))
        return
    store = options.store(data)
    try:
        query = queries.load(name, base=store.base)
    except KeyError as error:
        raise InputError(f"no question is named {name!r}; `kechuang query` lists them") from error
    answering.show(store, store.answer(query, _values(parameters)), form=form, labelled=True)


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    pairs = [_pair(parameter) for parameter in parameters]
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ParameterError("a parameter is given twice; give each of them once")
    return values


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals:
        raise ParameterError(f"{parameter!r} is no parameter; write NAME=VALUE")
    return name, value

"""`kechuang why`: the sentences a statement rests on."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import click

from kg import explanation
from kg.commands import options
from kg.explanation import Explanation, Witness, resolution
from kg.store import Store

__all__ = ["command"]

_VOICES = {
    "planned": "planned, not yet a fact",
    "forecast": "a forecast",
    "suggested": "a suggestion: kept apart from the facts",
    "evaluated": "an evaluation: kept apart from the facts",
}


@click.command(name="why")
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT")
@options.data
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(subject: str, predicate: str, object_: str, data: Path, as_json: bool) -> None:
    """Say why the graph states SUBJECT PREDICATE OBJECT: each an IRI, a prefixed name, or a label.

    Example: kechuang why 金凤实验室 serves 生命健康科创高地
    """
    store = options.store(data)
    found = explanation.why(store, subject, predicate, object_)
    if as_json:
        click.echo(json.dumps([_plain(store, each) for each in found], ensure_ascii=False, indent=1))
        return
    for together in _grouped(found):
        for statement in together:
            click.echo(_statement(store, statement))
        for line in _reasons(store, together[0]):
            click.echo(line)


def _grouped(found: list[Explanation]) -> list[list[Explanation]]:
    # The triples of an n-ary fact rest on the same claims, which are told once.
    groups: dict[object, list[Explanation]] = {}
    for number, each in enumerate(found):
        groups.setdefault(each.witnesses or number, []).append(each)
    return list(groups.values())


def _statement(store: Store, of: Explanation) -> str:
    return " ".join(resolution.shown(store, term) for term in of.statement)


def _reasons(store: Store, of: Explanation, indent: str = "") -> list[str]:
    lines: list[str] = []
    for witness in of.witnesses:
        lines += [f"{indent}  {line}" for line in _witness(witness)]
    lines += [f"{indent}  graph     {graph}" for graph in of.graphs]
    lines += [f"{indent}  table     {table}" for table in of.tables]
    if of.rule:
        lines.append(f"{indent}  inferred  {of.rule}, from")
    for premise in of.premises:
        lines.append(f"{indent}    {_statement(store, premise)}")
        lines += _reasons(store, premise, indent + "    ")
    return lines


def _witness(witness: Witness) -> list[str]:
    voice = f"{witness.speaker} {witness.verb}".strip() or "the reporter"
    modality = _VOICES.get(witness.modality)
    return [
        f"sentence  {witness.text}",
        f"quotes    {' … '.join(f'{quote} [{start}-{end}]' for start, end, quote in witness.quotes)}",
        f"said by   {voice}, in {witness.title}",
        f"modality  {witness.modality}{f' ({modality})' if modality else ''}",
        f"rule      {witness.rule}: {witness.words}",
        f"claim     {witness.claim}",
    ]


def _plain(store: Store, of: Explanation) -> dict[str, Any]:
    return {
        "statement": [getattr(term, "value", str(term)) for term in of.statement],
        "witnesses": [dataclasses.asdict(witness) for witness in of.witnesses],
        "graphs": list(of.graphs),
        "tables": list(of.tables),
        "rule": of.rule,
        "premises": [_plain(store, premise) for premise in of.premises],
    }

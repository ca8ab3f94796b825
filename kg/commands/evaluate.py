"""`kechuang evaluate`: how well texts with a gold are read."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import click

from kg import evaluation
from kg.evaluation import FIELDS, Evaluation, Score

__all__ = ["command"]

LENIENCE = (
    "lenient: measures and subjects count as right when one phrase contains the other or most characters agree; "
    "periods are compared by year only, and the fallback year counts; 全国, 我国 and 中国 are one name"
)
"""How far two answers may differ and still count as the same."""


@click.command(name="evaluate")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--misses/--no-misses", default=True, show_default=True, help="List what was read wrong.")
def command(folder: Path, as_json: bool, misses: bool) -> None:
    """Read every NAME.txt of FOLDER and compare with its NAME.gold.json: precision, recall, F1, and the misses.

    Example: kechuang evaluate tests/gold --no-misses
    """
    result = evaluation.evaluate(folder)
    if as_json:
        click.echo(json.dumps(_plain(result, misses), ensure_ascii=False, indent=1))
        return
    click.echo(f"{result.texts} texts, {result.characters:,} characters")
    click.echo(LENIENCE)
    click.echo(f"{'field':28} {'gold':>5} {'found':>5} {'P':>6} {'R':>6} {'F1':>6}")
    for name in _fields(result):
        click.echo(_line(name, result.scores[name]))
    click.echo(
        f"numbers unexplained: {result.unexplained}; values without a period of their own: {result.periods_missing}"
    )
    for miss in result.misses if misses else ():
        click.echo(f"{miss.name}:{miss.start} {miss.field}: {miss.text} | {miss.gold} | {miss.found}")


def _fields(result: Evaluation) -> list[str]:
    return [*FIELDS, *sorted(name for name in result.scores if name.startswith("type "))]


def _line(name: str, score: Score) -> str:
    numbers = f"{score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f}"
    if name.startswith("relations"):
        numbers = f"{'–':>6} {score.recall:6.3f} {'–':>6}"
    return f"{name:28} {score.gold:5} {score.found:5} {numbers}"


def _plain(result: Evaluation, misses: bool) -> dict[str, Any]:
    scores = {
        name: {
            **dataclasses.asdict(result.scores[name]),
            "precision": round(result.scores[name].precision, 4),
            "recall": round(result.scores[name].recall, 4),
            "f1": round(result.scores[name].f1, 4),
        }
        for name in _fields(result)
    }
    return {
        "texts": result.texts,
        "characters": result.characters,
        "scores": scores,
        "unexplained": result.unexplained,
        "periods_missing": result.periods_missing,
        "misses": [dataclasses.asdict(miss) for miss in result.misses] if misses else [],
    }

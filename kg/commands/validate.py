"""`kechuang validate`: check what is built, with counts per shape."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg import build
from kg.commands import options, printing
from kg.graph.validation import Report

__all__ = ["command"]

_SHOWN = 20  # faults of one check that are printed


@click.command(name="validate")
@options.data
@options.language
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(data: Path, language: str, as_json: bool) -> None:
    """Check the build: quotes, terms, shapes, constraints, consistency. Exit code 1 when something is violated.

    Example: kechuang validate --data data --lang zh
    """
    report = build.recheck(data)
    if as_json:
        click.echo(json.dumps(_plain(report), ensure_ascii=False, indent=1))
    else:
        _print(report, language)
    if not report.conforms:
        raise SystemExit(1)


def _print(report: Report, language: str) -> None:
    rows = [
        (check.name, str(check.looked), str(check.violations), str(len(check.faults) - check.violations))
        for check in report.checks
    ]
    click.echo(printing.table(("check", "looked at", "violations", "warnings"), rows))
    for check in report.checks:
        for fault in check.faults[:_SHOWN]:
            kind = "warning" if fault.warning else "violation"
            value = f" [{fault.value}]" if fault.value else ""
            click.echo(f"{kind} {fault.check} {fault.focus}{value}: {fault.message(language)}")
        if len(check.faults) > _SHOWN:
            click.echo(f"... and {len(check.faults) - _SHOWN} more of {check.name}")
    click.echo("conforms" if report.conforms else f"{len(report.violations)} violations")


def _plain(report: Report) -> dict[str, object]:
    faults = [
        {"check": fault.check, "focus": fault.focus, "value": fault.value, "warning": fault.warning, **fault.messages}
        for fault in report.faults
    ]
    checks = [{"name": check.name, "looked": check.looked, "violations": check.violations} for check in report.checks]
    return {"conforms": report.conforms, "checks": checks, "faults": faults}

"""`kechuang fair`: how fair the vocabulary is that the service answers with."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.commands import options
from kg.errors import InputError
from kg.graph import fairness
from kg.graph.fairness import Finding

__all__ = ["command"]


@click.command(name="fair")
@options.data
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(data: Path, as_json: bool) -> None:
    """Run the checks of FOOPS!, OOPS! and ROBOT on what is served. Exit code 1 when one fails without an excuse.

    Example: kechuang fair --data data
    """
    try:
        from server import quality
        from server.app import create_app
        from server.config import Settings
    except ImportError as error:
        raise InputError(f"the server's packages are not installed ({error}); run `make install`") from error
    app = create_app(Settings.read(data=data))
    base = app.extensions["kechuang"].edition.store.base
    findings = quality.report(app, base=base)
    if as_json:
        click.echo(json.dumps(quality.plain(findings, f"{base}ontology"), ensure_ascii=False, indent=1))
    else:
        _print(findings)
    if any(finding.open for finding in findings):
        raise SystemExit(1)


def _print(findings: list[Finding]) -> None:
    faults = [finding for finding in findings if not finding.passed]
    for check, what in dict.fromkeys((fault.check, fault.excuse or fault.mend) for fault in faults):
        same = [fault for fault in faults if (fault.check, fault.excuse or fault.mend) == (check, what)]
        state = "excused" if same[0].excuse else f"FAILED ({same[0].level.value})"
        click.echo(f"{check}: {state}, {len(same)} times, first: {same[0].message}\n    {what}")
    checks = {finding.check for finding in findings}
    opened = {finding.check for finding in findings if finding.open}
    click.echo(f"{len(checks) - len(opened)} of {len(checks)} checks hold, score {fairness.score(findings):.2f}")

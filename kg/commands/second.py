"""`kechuang second`: let a language model read one article too, and see what is accepted and why the rest is not."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from kg import extraction
from kg.commands import options
from kg.extraction import second
from kg.reading import registry

__all__ = ["command"]


@click.command(name="second")
@click.argument("article", type=click.Path(path_type=Path))
@click.option("--url", required=True, envvar="KECHUANG_LLM_URL", show_envvar=True, help="An OpenAI-compatible address.")
@click.option("--model", required=True, envvar="KECHUANG_LLM_MODEL", show_envvar=True, help="Name of the model.")
@click.option("--key", default="", envvar="KECHUANG_LLM_KEY", show_envvar=True, help="Key, if the address wants one.")
@click.option("--cache", type=click.Path(path_type=Path), help="Folder that keeps the answers.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.issued
@options.home
def command(
    article: Path,
    url: str,
    model: str,
    key: str,
    cache: Path | None,
    as_json: bool,
    issued: datetime | None,
    home: str | None,
) -> None:
    """Let a language model read ARTICLE too; print its claims, accepted or refused with the reason.

    Example: kechuang second news.txt --url http://127.0.0.1:8080/v1 --model qwen3
    """
    reader: second.Reader = second.Endpoint(url, model, key)
    if cache is not None:
        reader = second.Cached(cache, reader)
    read = options.article(article, issued=issued, home=home)
    verdicts = extraction.second_opinion(read, reader, registry=registry.beside(article))
    if as_json:
        click.echo(json.dumps([_shown(verdict) for verdict in verdicts], ensure_ascii=False, indent=1))
        return
    for verdict in verdicts:
        shown = _shown(verdict)
        said = f"{shown['subject']} {shown['predicate']} {shown['object']}"
        click.echo(f"{'accepted' if verdict.claim else 'refused '}  {said}  {verdict.reason}")


def _shown(verdict: second.Verdict) -> dict[str, str | int | bool]:
    proposal = verdict.proposal
    return {
        "accepted": verdict.claim is not None,
        "reason": verdict.reason,
        "sentence": proposal.sentence if proposal else 0,
        "quote": proposal.quote if proposal else "",
        "subject": proposal.subject if proposal else "",
        "predicate": proposal.predicate if proposal else "",
        "object": proposal.object if proposal else "",
        "rule": verdict.claim.rule if verdict.claim else "",
    }

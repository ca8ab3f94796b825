"""`kechuang mcp`: the canned questions as tools for language agents."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from kg.commands import options
from kg.errors import InputError

__all__ = ["command"]


@click.command(name="mcp")
@options.data
def command(data: Path) -> None:
    """Serve the canned questions over the Model Context Protocol, on standard input and output.

    Example: kechuang mcp --data data
    """
    try:
        from kg import agents
    except ImportError as error:
        raise InputError("the command needs the extra `mcp`: pip install 'kechuang[mcp]'") from error
    asyncio.run(agents.serve(options.store(data)))

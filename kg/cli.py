"""The command line: `kechuang COMMAND`; each command is a module of `kg.commands`, loaded when it is called.

Place in the stream: the outermost of `kg`. Whatever a user can mend ends as one line on stderr and exit code 1.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from kg import __version__, commands
from kg.errors import KechuangError

__all__ = ["main"]


class Commands(click.Group):
    """The group of all commands; it prints an error of ours in one line and leaves a closed pipe in silence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands by name."""
        return [*super().list_commands(ctx), *commands.names()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command by name."""
        return super().get_command(ctx, cmd_name) or commands.find(cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of ours becomes one line on stderr."""
        try:
            return super().invoke(ctx)
        except KechuangError as error:
            click.echo(f"kechuang: {' '.join(str(error).split())}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader (head, less) has gone; Python would complain once more when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kechuang")
def main() -> None:
    """Read Chinese science-and-technology news into a knowledge graph, and ask it.

    Example: kechuang build && kechuang query who-serves-highland
    """


if __name__ == "__main__":
    main()

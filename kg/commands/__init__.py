"""The commands of `kechuang`: one module each, whose `command` is found by its module's name.

Place in the stream: on top of everything. A command reads its options, calls one function of the stages and prints.
"""

from __future__ import annotations

import importlib
import pkgutil

import click

__all__ = ["find", "names"]

_AIDS = ("answering", "options", "printing")  # what the commands share


def names() -> list[str]:
    """List the commands there are."""
    modules = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.replace("_", "-") for name in modules if name not in _AIDS)


def find(name: str) -> click.Command | None:
    """Load one command; None when there is none of that name."""
    if name not in names():
        return None
    command = importlib.import_module(f"{__name__}.{name.replace('-', '_')}").command
    if not isinstance(command, click.Command):
        raise TypeError(f"kg.commands.{name}: `command` must be a click command")
    return command

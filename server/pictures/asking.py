"""Ask the store what a picture must know: the questions stand as `.rq` files in `questions/` beside this module.

Terms go in and come out as pyoxigraph's; a row comes out as a dictionary without its unbound columns.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

import ontology
from kg.store import Store

HERE = Path(__file__).parent / "questions"
Row = dict[str, Any]


@cache
def question(name: str, base: str) -> str:
    """Read a question, written with the default base, for a graph with another one."""
    return (HERE / f"{name}.rq").read_text("utf-8").replace(ontology.DEFAULT_BASE, base)


def ask(store: Store, name: str, /, **bindings: Any) -> list[Row]:
    """Give the rows of a question, with some of its variables bound.

    These questions are ours and known to be harmless, so the engine is asked at once: a picture asks hundreds.
    """
    bound = {ox.Variable(variable): term for variable, term in bindings.items()}
    solutions: Any = store.engine.query(question(name, store.base), substitutions=bound)
    columns = [variable.value for variable in solutions.variables]
    return [named(columns, solution) for solution in solutions]


def named(columns: Any, row: Any) -> Row:
    """Give a row as a dictionary, without what is unbound."""
    return {str(column).lstrip("?"): term for column, term in zip(columns, row, strict=True) if term is not None}

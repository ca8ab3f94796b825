"""Remember which questions turned out long, so that they need not be tried in a quick place again.

Place in the house: asked by the pool before a question begins. Questions that differ in numbers, comments and white
space alone are taken for the same.
"""

from __future__ import annotations

import re
from collections import OrderedDict

__all__ = ["Reputation"]

REMEMBERED = 4_096
_VARYING = re.compile(r"(?:#[^\n<>\"]*$|\d|\s)+", re.MULTILINE)


class Reputation:
    """The questions that were long not long ago."""

    def __init__(self) -> None:
        self._long: OrderedDict[int, None] = OrderedDict()

    def is_long(self, sparql: str) -> bool:
        """Say whether a question is known to be long."""
        return bool(self._long) and _shape(sparql) in self._long

    def was_long(self, sparql: str) -> None:
        """Remember that a question was long."""
        shape = _shape(sparql)
        self._long[shape] = None
        self._long.move_to_end(shape)
        if len(self._long) > REMEMBERED:
            self._long.popitem(last=False)

    def was_quick(self, sparql: str) -> None:
        """Forget that a question was ever long."""
        self._long.pop(_shape(sparql), None)


def _shape(sparql: str) -> int:
    return hash(_VARYING.sub(" ", sparql).strip())

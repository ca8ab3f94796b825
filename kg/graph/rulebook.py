"""Say in words what a rule reads, for the pages and for `why`.

Place in the stream: the rules' own notes, and the words of the readers that are no rule files → labels.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

from kg.errors import BuildError

__all__ = ["readers", "words"]


def words(notes: Mapping[str, str]) -> dict[str, str]:
    """Add the words of the readers that are no rule files to the notes of the rules, by id and version."""
    return {f"{rule}/1": text for rule, text in readers().items()} | dict(notes)


@cache
def readers() -> dict[str, str]:
    """Read the words of the readers by rule id; raises `BuildError` when the table is not rule and words."""
    with (resources.files("kg.graph") / "rule_words.tsv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if rows[0] != ["rule", "words"] or any(len(row) != 2 for row in rows):
        raise BuildError("rule_words.tsv must have two columns, rule and words, with a tab between")
    return {row[0]: row[1] for row in rows[1:]}

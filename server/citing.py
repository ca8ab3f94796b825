"""Write how to cite an answer: BibTeX, and the Chinese standard for references (GB/T 7714—2015, section 8.8).

Place in the stream: a question, its values and the version of the data → two short texts. The day of access is the
reader's to add; the version makes the answer findable without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import render_template

from queries import Query

__all__ = ["Citation", "cite"]

_SPECIAL = re.compile(r"([&%$#_{}~^\\])")


@dataclass(frozen=True, slots=True)
class Citation:
    """One way to cite."""

    name: str
    text: str


def cite(query: Query, *, url: str, version: str, language: str, year: str) -> list[Citation]:
    """Cite the answer at `url`."""
    said = {
        "key": f"kechuang-{query.name}-{version[:8]}",
        "title": query.summary[language],
        "url": url,
        "version": version,
        "year": year,
    }
    bibtex = {**said, "title": _SPECIAL.sub(r"\\\1", said["title"])}
    return [
        Citation("BibTeX", render_template("citation.bib", **bibtex).strip()),
        Citation("GB/T 7714", render_template(f"citation.{language}.txt", **said).strip()),
    ]

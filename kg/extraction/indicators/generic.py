"""Tell what names one thing from what only sounds like a name: 兴威新材料项目, but 重大产业项目.

Place in the stream: label → verdict. Asked by `subjects` of doubtful names and by `heads` of works no finder knows.
"""

from __future__ import annotations

from functools import cache

import rjieba

from kg.extraction.indicators.vocabulary import listed


def is_apart(label: str) -> bool:
    """Say whether a noun phrase names one thing: it has a word that is not one of any project, park or centre."""
    if "“" in label:
        return "”" in label
    words = rjieba.tag(label)
    if any(tag in ("v", "d", "p", "c", "r", "uj", "ul", "f", "m") and word not in _generic() for word, tag in words):
        return False
    apart = [word for word, _ in words if word not in _generic()]
    return sum(map(len, apart)) >= 2


def is_general(label: str) -> bool:
    """Say whether a label has no word at all that is not one of any firm, project or platform: 本地初创企业."""
    return sum(len(word) for word in rjieba.cut(label) if word not in _generic()) < 2


@cache
def _generic() -> frozenset[str]:
    return frozenset(listed("generic"))

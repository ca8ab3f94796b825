"""Phrases: the noun phrases of a line, as candidates for what a text speaks of.

Place in the stream: title → phrases. Called by `subjects`.
"""

from __future__ import annotations

from collections.abc import Iterator

import rjieba


def phrases(text: str) -> Iterator[str]:
    """Give the noun phrases of a line, of up to five words and 4 to 14 characters."""
    run: list[str] = []
    for word, tag in [*rjieba.tag(text), ("", "w")]:
        if tag[:1] in ("n", "j", "b", "l", "a", "i") or (tag in ("vn", "eng", "x") and word.isalnum()):
            run.append(word)
            continue
        for first in range(len(run)):
            for last in range(first + 1, min(len(run), first + 5) + 1):
                phrase = "".join(run[first:last])
                if 4 <= len(phrase) <= 14:
                    yield phrase
        run = []

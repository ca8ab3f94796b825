"""Write an alternation of many words so that a match tries few of them: by their first characters, then the next.

Place in the stream: word lists → patterns. Of 亿元, 亿吨, 亿, 家 it makes `(?:亿(?:[元吨]|)|家)`: the longest word is
still found first, in the time of one word and not of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

import regex

__all__ = ["of"]


def of(words: Iterable[str] | Mapping[str, str]) -> str:
    """Give the pattern of words, longest first; a mapping gives for a word what must hold behind it, as a pattern."""
    behind = dict(words) if isinstance(words, Mapping) else dict.fromkeys(words, "")
    return f"(?:{_branches(sorted(behind.items()))})"


def _branches(words: list[tuple[str, str]]) -> str:
    """Write words as branches by their first character; an empty word, which ends here, comes last."""
    branches: list[str] = []
    single: list[str] = []
    for first, group in groupby(words, key=lambda word: word[0][:1]):
        if not first:
            continue
        rest = [(word[1:], behind) for word, behind in group]
        if rest == [("", "")]:
            single.append(regex.escape(first))
        else:
            inner = _branches(rest)
            branches.append(regex.escape(first) + (f"(?:{inner})" if "|" in inner else inner))
    branches += [f"[{''.join(single)}]"] if len(single) > 1 else single
    branches += [behind for word, behind in words if not word]
    return "|".join(branches)

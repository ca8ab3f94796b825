"""Write an alternation of many words so that a match tries few of them: by their first characters, then the next.

Place in the stream: word lists → patterns. Of 亿元, 亿吨, 亿, 家 it makes `(?:亿(?:[元吨]|)|家)`: the longest word is
still found first, in the time of one word and not of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

import regex

__all__ = ["before", "of"]


def of(words: Iterable[str] | Mapping[str, str]) -> str:
    """Give the pattern of words, longest first; a mapping gives for a word what must hold behind it, as a pattern."""
    behind = dict(words) if isinstance(words, Mapping) else dict.fromkeys(words, "")
    return f"(?:{_branches(sorted(behind.items()))})"


def before(words: Iterable[str]) -> str:
    """Give the pattern of words for a look-behind, which reads from their ends, the longest first."""
    branches: list[str] = []
    by_last = sorted(dict.fromkeys(words), key=lambda word: word[::-1])
    for last, group in groupby(by_last, key=lambda word: word[-1]):
        starts = [word[:-1] for word in group]
        inner = before(start for start in starts if start) if any(starts) else ""
        branches.append(inner + ("?" if inner and "" in starts else "") + regex.escape(last))
    return f"(?:{'|'.join(branches)})"


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

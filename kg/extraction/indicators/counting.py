"""Count: what a number before a noun counts, and where that noun ends.

Place in the stream: the words after a number → the counted noun. Called by `readings`.
"""

from __future__ import annotations

import regex
import rjieba

from kg.extraction.indicators import words
from kg.extraction.indicators.cells import Cell


def deed(cell: Cell, noun: str) -> str:
    """Give what the counted things do, where the clause says it right after them: 承担过国家重大科技项目."""
    rest = _ITEM_END.split("".join(cell.shadow.source.split()).partition(noun)[2])[0]
    rest = rest.lstrip("都均已也")
    return rest if 3 <= len(rest) <= 14 and rest[:1].isalnum() and not any(c.isdigit() for c in rest) else ""


def counted(text: str) -> str:
    """Cut a phrase after a number where the counted noun ends: before a verb, an adverb, a preposition."""
    noun, named = "", False
    found = _UNTIL.match(text.removeprefix("的"))
    for word, tag in rjieba.tag(found[0] if found else ""):
        if (
            (not noun or (named and len(noun) >= 2))
            and noun + word not in words.listed("heads")
            and _ends_noun(word, tag)
        ):
            break
        noun += word
        named = named or tag[:1] in ("n", "j", "l", "x", "e", "z") or tag == "vn"
    noun = noun.removesuffix("中") if len(noun) > 2 else noun
    return noun if len(noun) >= 2 and not _begins_verbal(noun) else ""


_ITEM_END = regex.compile("[，。；：、（]")
_UNTIL = regex.compile(r"(?:[^，。；：（]|（[^（）]{1,4}）)*")


def _ends_noun(word: str, tag: str) -> bool:
    if word in words.listed("stops") or tag in ("d", "p", "zg", "y", "uz"):
        return True
    return tag == "v" and word in words.listed("doubtful_stops")


def _begins_verbal(noun: str) -> bool:
    return noun.startswith(("实施", "用于", "支持", "投入", "以上", "左右", "，"))


def last_verb(left: str) -> str:
    """Give the verb that a phrase ends with: 重庆已成功孵化 → 孵化; 拥有 counts as none."""
    left = left.removesuffix("了").removesuffix("过").removesuffix("着")
    if not left.endswith(words.listed("flow")):
        return ""
    verb = next(verb for verb in words.listed("flow") if left.endswith(verb))
    return verb if verb not in words.listed("stative") else ""


def ends_nominal(left: str) -> bool:
    """Say whether the words before a number can be what it measures: 投资|260亿元|建设…."""
    if not left:
        return False
    left = left.removesuffix("了").removesuffix("着")
    return not left.endswith(
        (
            *words.listed("stative"),
            *words.listed("flow"),
            "每",
            "从",
            "由",
            "对",
            "为",
            "在",
            "以",
            "与",
            "向",
            "给",
            "同",
        )
    )

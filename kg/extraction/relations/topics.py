"""Say whom a clause is about when it does not say so itself: the agent that the sentence, or its paragraph, is about.

A rule that needs this names the classes its topic may have; nothing fitting, no claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.patterns import TOKENS
from kg.extraction.relations.scene import Scene, ref_of
from kg.extraction.rules import Rule
from kg.model import Ref, Span

__all__ = ["Topic", "find"]

_OPENS = frozenset("，。；：“、！？")
_ATTRIBUTE = frozenset("的、和与及（") | {TOKENS["Role"], TOKENS["Person"]}
_LEADS_IN = ("由", "让", "使", "为", "说", "指出", "表示", "介绍")


@dataclass(frozen=True, slots=True)
class Topic:
    """Whom a clause is about, and where that stands."""

    ref: Ref
    span: Span
    sentence: int


def find(rule: Rule, scenes: Sequence[Scene], number: int, symbol: int) -> Topic | None:
    """Find the topic of a match that begins at a symbol of scene `number`.

    First a fitting name at the start of a clause of the same sentence, the nearest one; then, if the rule reaches
    `far`, any fitting name of the sentence, then the topic of an earlier sentence of the same paragraph.
    """
    allowed = {TOKENS[name] for name in rule.set.get("topic", ())}
    scene = scenes[number]
    fitting = _fitting(scene, allowed, symbol)
    if rule.set.get("last"):
        return fitting[0][1] if fitting else None
    opening = [topic for opens, topic in fitting if opens]
    if opening:
        return opening[0]
    if fitting and rule.set.get("far"):
        return fitting[-1][1]
    far = bool(rule.set.get("far"))
    return _earlier(scenes, number, allowed, far=far) if far or not fitting else None


def _fitting(scene: Scene, allowed: set[str], before: int) -> list[tuple[bool, Topic]]:
    """List fitting names before a symbol, nearest first, each with whether it opens a clause as its subject."""
    shadow, found = scene.shadow, []
    for n in reversed(scene.symbols()):
        ref = ref_of(shadow.at[n])
        if n < before and ref is not None and shadow.text[n] in allowed:
            span = shadow.at[n].span
            found.append((_opens_clause(shadow.text, n), Topic(ref, span, scene.sentence.ordinal)))
    return found


def _opens_clause(text: str, n: int) -> bool:
    before, after = text[:n], text[n + 1 : n + 2]
    opens = not before.strip() or before[-1] in _OPENS or before.endswith(_LEADS_IN) or before[-1] in _TIMES
    return opens and after not in _ATTRIBUTE


_TIMES = frozenset({TOKENS["Time"], TOKENS["Role"]})


def _earlier(scenes: Sequence[Scene], number: int, allowed: set[str], *, far: bool) -> Topic | None:
    block = scenes[number].sentence.block
    first: Topic | None = None
    for scene in reversed(scenes[:number]):
        if scene.sentence.block != block:
            break
        for opens, topic in reversed(_fitting(scene, allowed, len(scene.shadow.text))):
            if opens:
                return topic
            first = topic
    return first if far else None

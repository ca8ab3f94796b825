"""Say how a claim is put: asserted, planned, forecast, suggested or evaluated, by the words around it and the voice."""

from __future__ import annotations

from functools import lru_cache

import regex

from kg.extraction.patterns import Match
from kg.extraction.voices import Voice
from kg.model import Modality, Span, View

__all__ = ["of"]

_ADVICE = regex.compile("(?:应当|应该|应(?!用|对|急|届|变|链|答|享|收|邀|运|声|有尽有))(?!用)|建议|不妨")
_PLAN = regex.compile(
    r"将(?!军|近|领)|拟(?!合|人)|力争|争取|确保|接下来|下一步|力求|打算|规划(?:建设|到)|准备|目标是"
    r"|计划(?:在|于|到|新|用|实施|建设)"
    r"|要(?:基本|加快|坚持|进一步|建成|打造|推动|着力|积极|持续|努力|大力|在|把)"
)
_FORECAST = regex.compile(r"预计|有望|预测|预期|或将")
_NOW = regex.compile(r"正在?(?!式|确|常|面)|已经?|目前|现已")
_CLAUSE = regex.compile(r"[。；！？]")


def of(match: Match, view: View, voice: Voice | None, *, lead: str = "") -> Modality:
    """Judge one match: advice in the voice, else the rule's own word, else the words before it.

    `lead` is the earlier sentence that lends it its subject: what is planned there is planned here.
    """
    fixed = match.rule.set.get("modality")
    suggested = voice is not None and _advises(view, voice, match.span.start)
    if suggested:
        return Modality.SUGGESTED
    if fixed:
        return Modality(fixed)
    text = match.shadow.text[: match.found.end()]
    clause = _CLAUSE.split(text)[-1] or text
    if _FORECAST.search(clause):
        return Modality.FORECAST
    if lead and _PLAN.search(lead):
        return Modality.PLANNED
    if _PLAN.search(clause) and not _NOW.search(clause[-24:]):
        return Modality.PLANNED
    return Modality.ASSERTED


def _advises(view: View, voice: Voice, offset: int) -> bool:
    """Say whether a voice gives advice at an offset: by its verb, or by 应 said before in the same breath."""
    if voice.suggests:
        return True
    return voice.speech.speaker is not None and _first_advice(view.text, voice.span) <= offset


@lru_cache(maxsize=512)
def _first_advice(text: str, span: Span) -> int:
    """Give the offset of the first word of advice in a stretch; beyond its end when there is none."""
    advice = _ADVICE.search(text, *span)
    return advice.start() if advice else span.end + 1

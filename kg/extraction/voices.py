"""Find who voices what: reported speech, quoted words, questions and answers.

Place in the stream: sentences + persons → Voice. A voice has a stretch of the text; a claim that is read inside it
carries its speech. Outside every voice it is the reporter who speaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from kg.extraction import lexicon
from kg.model import BlockKind, Entity, Mention, Ref, Sentence, Span, Speech, View

__all__ = ["Voice", "find", "voiced"]

People = Mapping[int, Sequence[Mention]]
_VERBS = "|".join(sorted(lexicon.words("speech-verb"), key=lambda verb: (-len(verb), verb)))
_SAYS = regex.compile(
    rf"(?:在[^，。：；]{{2,36}}?(?:上|时|中|现场))?(?:进一步|还|也|最后|同时|曾|向记者)?(?<verb>{_VERBS})(?<mark>[，：:]“?|“|道|。|了)"
)
_QUOTE = regex.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”")
_TITLE = regex.compile(r"[^，。；！？：”\n]{0,40}$")
_ASKER = regex.compile(r"\s*(?<who>[^：，。？\n]{0,20}(?:记者|主持人|网友|问))：")
_BLANK = regex.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
_PRESS = ("记者会", "发布会", "座谈会", "采访会")
_ADVICE = frozenset({"建议", "呼吁", "希望"})


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch of the text in which somebody speaks."""

    span: Span
    speech: Speech

    @property
    def suggests(self) -> bool:
        """Say whether what is said is advice."""
        return self.speech.verb in _ADVICE


def find(view: View, entities: Sequence[Entity]) -> tuple[Voice, ...]:
    """Find the voices of a view, in text order; where two overlap the narrower one is first."""
    persons = _by_sentence(view, entities)
    event = _press_event(entities)
    voices = [*_answers(view, persons), *_reported(view, persons), *_quoted(view, persons)]
    placed = [replace(voice, speech=replace(voice.speech, event=event)) for voice in voices]
    return tuple(sorted(placed, key=lambda voice: (voice.span.end - voice.span.start, voice.span.start)))


def voiced(voices: Iterable[Voice], offset: int) -> Voice | None:
    """Give the narrowest voice that an offset lies in."""
    return next((voice for voice in voices if voice.span.start <= offset < voice.span.end), None)


def _press_event(entities: Sequence[Entity]) -> Ref | None:
    events = [entity.ref for entity in entities if entity.type == "Event" and entity.label.endswith(_PRESS)]
    return events[0] if events else None


def _by_sentence(view: View, entities: Sequence[Entity]) -> People:
    """Map the ordinal of a sentence to the persons that it names, in text order."""
    mentions = sorted(
        (mention for entity in entities if entity.type == "Person" for mention in entity.mentions),
        key=lambda mention: mention.span,
    )
    starts = [sentence.span.start for sentence in view.sentences]
    people: dict[int, list[Mention]] = {}
    for mention in mentions:
        number = bisect_right(starts, mention.span.start) - 1
        if number >= 0 and view.sentences[number].span.contains(mention.span):
            people.setdefault(view.sentences[number].ordinal, []).append(mention)
    return people


def _reported(view: View, persons: People) -> Iterator[Voice]:
    """Read 某某表示 to the end of its paragraph, and 某某说：“…” to the end of the quotation."""
    ends = {sentence.block: sentence.span.end for sentence in view.sentences}
    for sentence in view.sentences:
        spoken = [said for said in _says(view, sentence, persons) if said[1]["mark"] not in "。了"]
        for number, (person, says) in enumerate(spoken):
            speech = _speech(view, person, Span(person.span.start, says.end("verb")), says["verb"])
            quote = _QUOTE.match(view.text, says.end() - 1) if says["mark"].endswith("“") else None
            if quote is not None:
                yield Voice(Span(*quote.span()), replace(speech, direct=True))
                continue
            end = spoken[number + 1][0].span.start if number + 1 < len(spoken) else ends[sentence.block]
            yield Voice(Span(says.end(), end), speech)


def _says(view: View, sentence: Sentence, persons: People) -> Iterator[tuple[Mention, regex.Match[str]]]:
    for person in persons.get(sentence.ordinal, ()):
        says = _SAYS.match(view.text, person.span.end)
        if says is not None:
            yield person, says


def _speech(view: View, person: Mention, span: Span, verb: str) -> Speech:
    name = _BLANK.sub("", person.span.of(view.text))  # in the view's script, as all names are
    return Speech(span, person.ref, name, verb, direct=False)


def _quoted(view: View, persons: People) -> Iterator[Voice]:
    """Read the quotation that stands before 某某说."""
    for sentence in view.sentences:
        for person, says in _says(view, sentence, persons):
            title = _TITLE.search(view.text, max(0, person.span.start - 40), person.span.start)
            before = title.start() if title else person.span.start
            if view.text[before - 1 : before] != "”":
                continue
            quote = _ending_at(view.text, before)
            if quote is not None:
                span = Span(person.span.start, says.end("verb"))
                yield Voice(quote, replace(_speech(view, person, span, says["verb"]), direct=True))


def _ending_at(text: str, end: int) -> Span | None:
    depth = 0
    for offset in range(end - 1, max(-1, end - 1500), -1):
        depth += (text[offset] == "”") - (text[offset] == "“")
        if depth == 0:
            return Span(offset, end)
    return None


def _answers(view: View, persons: People) -> Iterator[Voice]:
    """Read questions and answers: an answer runs on until the next question or heading."""
    question: Span | None = None
    opened: tuple[int, Speech] | None = None
    end = 0
    for sentence in view.sentences:
        asker = _ASKER.match(view.text, sentence.span.start, sentence.span.end)
        answerer = _answerer(view, sentence, persons)
        closes = sentence.kind in (BlockKind.HEADING, BlockKind.SIDEBAR, BlockKind.CAPTION, BlockKind.TITLE)
        if opened and (asker or answerer or closes):
            yield Voice(Span(opened[0], end), opened[1])
            opened = None
        if asker:
            question = sentence.span
            who, colon = asker["who"].strip(), asker.end()
            yield Voice(
                Span(colon, sentence.span.end), Speech(Span(sentence.span.start, colon), None, who, "", direct=True)
            )
        elif answerer:
            person, colon = answerer
            speech = _speech(view, person, Span(person.span.start, colon), "")
            opened = (colon, replace(speech, direct=True, responds_to=question))
        end = sentence.span.end
    if opened:
        yield Voice(Span(opened[0], end), opened[1])


def _answerer(view: View, sentence: Sentence, persons: People) -> tuple[Mention, int] | None:
    """Find the person whose name and colon open a block."""
    for person in persons.get(sentence.ordinal, ()):
        if view.text[person.span.end : person.span.end + 1] != "：":
            continue
        title = view.text[sentence.span.start : person.span.start]
        if not any(mark in title for mark in "，。；！？：”"):
            return person, person.span.end + 1
    return None

"""Give the same thing the same identity: finds → mentions → entities.

Place in the stream: Found → Entity. What the article's registry calls by one label is one thing; so is a name and its
declared or derived alias; so are two names of one event or plan of which the shorter holds the longer's characters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import regex

from kg.extraction.entities import Finding, Found, kind_of
from kg.model import Entity, Mention, Name, Ref, Span, View

__all__ = ["label_of", "link"]

_MARKS = str.maketrans({"‘": "“", "’": "”"})
_SAME_ENDING = 3
_SHORTENED = ("event", "programme", "strategy")


def link(view: View, finding: Finding, registry: Sequence[Name] = ()) -> tuple[Entity, ...]:
    """Group the finds of a view into entities, in the order of their first mention."""
    known = _known(registry)
    spelled = {id(found): label_of(view, found) for found in finding.found}
    printed = {one.label: spelled[id(one)] for one in reversed(finding.found) if one.span.of(view.text) == one.label}
    spelled |= {id(one): printed[one.label] for one in finding.found if one.label in printed}
    labels = _merged(finding.found, spelled, set(known))
    grouped: dict[Ref, list[Found]] = defaultdict(list)
    for found in finding.found:
        kind, label = kind_of(found.type), labels[kind_of(found.type), spelled[id(found)]]
        grouped[known.get((kind, label), Ref(kind, label))].append(found)
    return tuple(_entity(view, ref, found) for ref, found in grouped.items())


def label_of(view: View, found: Found) -> str:
    """Spell a label as it is printed as far as brackets go, with one kind of quotation marks."""
    raw, text = view.article.text, found.label
    start, end = found.span
    if view.text[start:end] == text and ("（" in text or "）" in text):
        text = "".join(raw[start + n] if mark in "（）" else mark for n, mark in enumerate(text))
    text = _clean(text)
    return text.translate(_MARKS) if "‘" in text or "’" in text else text


def _known(registry: Sequence[Name]) -> dict[tuple[str, str], Ref]:
    known = {(name.kind, alias): Ref(name.kind, name.label) for name in registry for alias in name.aliases}
    return known | {(name.kind, name.label): Ref(name.kind, name.label) for name in registry}


def _merged(found: Iterable[Found], spelled: dict[int, str], known: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Map each kind and label to the label it goes under."""
    labels = list(dict.fromkeys((kind_of(one.type), spelled[id(one)]) for one in found))
    merged = {pair: pair[1] for pair in labels}
    for kind, label in labels:
        if kind == "industry" and (kind, f"{label}产业") in merged:
            merged[kind, label] = f"{label}产业"
        if kind not in _SHORTENED or (kind, label) in known:
            continue
        longer = [other for k, other in labels if k == kind and other != label and _shortens(label, other)]
        if len(longer) == 1:
            merged[kind, label] = longer[0]
    return merged


def _shortens(short: str, full: str) -> bool:
    """Say whether a name is another with words left out: same ending, characters in order, most of them kept."""
    if len(full) <= len(short) or short[-_SAME_ENDING:] != full[-_SAME_ENDING:] or len(short) * 5 < len(full) * 2:
        return False
    characters = iter(full)
    return all(character in characters for character in short)


def _entity(view: View, ref: Ref, found: list[Found]) -> Entity:
    raw = view.article.text
    mentions = tuple(Mention(one.span, one.span.of(raw), ref, one.rule) for one in found)
    printed = dict.fromkeys(_clean(mention.text) for mention in mentions if "ellipsis" not in mention.rule)
    aliases = tuple(text for text in printed if text != ref.name)
    type_ = Counter(one.type for one in found).most_common(1)[0][0]
    return Entity(ref, type_, ref.name, aliases, mentions, any(one.core for one in found))


def _clean(text: str) -> str:
    return _BREAK.sub("", text) if _BLANK.search(text) else text


_BLANK = regex.compile(r"[\r\n ]")
_BREAK = regex.compile(r"[\r\n]+|(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])")


def at(entities: Iterable[Entity]) -> dict[Span, Entity]:
    """Map the span of each mention to its entity."""
    return {mention.span: entity for entity in entities for mention in entity.mentions}

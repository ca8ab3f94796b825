"""The nouns of things: what is named, what is said of it, and its identity before it has an IRI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.model.reading import Span

__all__ = ["Concept", "Entity", "Fact", "Mention", "Object", "Ref", "Text"]


@dataclass(frozen=True, slots=True)
class Ref:
    """The identity of a thing before it has an IRI.

    `kind` is the coarse path segment of its IRI (org, person, place, highland, value …), not its class.
    A named thing has a `name` (its canonical Chinese label); an n-ary node has `parts`, the refs or strings
    that make it one.
    """

    kind: str
    name: str = ""
    parts: tuple[Ref | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of one of our closed schemes: `Concept("comparator", "more-than")`."""

    scheme: str
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A string in a language."""

    text: str
    language: str = "zh"


Object = Ref | Concept | Text | Decimal | int | bool | date | str


@dataclass(frozen=True, slots=True)
class Fact:
    """One triple before RDF: `predicate` is a local name of the ontology, or a prefixed name of one it reuses."""

    subject: Ref
    predicate: str  # "serves", "a" (the object is then a class's local name), "skos:altLabel", "org:member"
    object: Object


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in the text, and the entity it means."""

    span: Span
    text: str  # as printed: article.text[span.start:span.end]
    ref: Ref
    rule: str  # "entity.laboratory/1": what found it, or how an anaphor was resolved
    anaphoric: bool = False  # 公司, 我市, 该企业: it stands for the entity without naming it


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing of the article."""

    ref: Ref
    type: str  # local name of its most specific ontology class: "Laboratory"
    label: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    core: bool = True  # False for what is only named in passing (a quoted phrase, an acronym)

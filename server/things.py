"""Name what a page speaks of: a thing with labels and a colour, or a literal with its language.

Place in the stream: terms of the store → what a template prints.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph

from kg.graph import glossary
from server import palette, wording
from server.addresses import base, curie, href
from server.asking import Row, Term


@dataclass(frozen=True, slots=True)
class Thing:
    """A resource: what it is called in each language, and its most specific class."""

    iri: str
    zh: str = ""
    en: str = ""
    type: str = ""  # IRI of the class; empty for a resource of others

    def label(self, language: str) -> str:
        """Give the label in a language, else in the other one, else its class and the end of its IRI."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second or self._kind(language) or curie(self.iri)

    def _kind(self, language: str) -> str:
        """Call a sentence, an act of speech or a build of ours by what it is; empty for what has no class of ours."""
        found = glossary.read(base()).by_iri.get(self.type)
        return f"{found.labels.get(language) or found.name} {self.tail}" if found else ""

    def label_language(self, language: str) -> str:
        """Give the language of the label that `label` gives; empty when it is an IRI."""
        has = {"zh": self.zh, "en": self.en}
        return next((code for code in (language, "zh", "en") if has[code]), "")

    @property
    def tail(self) -> str:
        """Give the end of its IRI, which tells it from others of its kind."""
        return self.iri.rsplit("/", 1)[-1]

    @property
    def href(self) -> str:
        """Give the address of its page, or its IRI when it is not ours."""
        return href(self.iri)

    @property
    def family(self) -> str:
        """Give the name of its colour family."""
        return palette.family(self.type).name


@dataclass(frozen=True, slots=True)
class Text:
    """A literal."""

    text: str
    language: str
    datatype: str  # short name of the datatype: date, integer, string …


Value = Thing | Text


def value(row: Row, name: str = "value", *, prefix: str = "label") -> Value:
    """Read a value of a row with the labels and class that the row gives for it."""
    term = row[name]
    return thing(row, name, prefix=prefix) if isinstance(term, pyoxigraph.NamedNode) else literal(term)


def thing(row: Row, name: str, *, prefix: str = "label") -> Thing:
    """Read a resource of a row: `<prefix>Zh`, `<prefix>En`, `class`, and `text` as the label of a printed value."""
    zh = row.text(f"{prefix}Zh") or row.text("text")
    return Thing(row.text(name), zh, row.text(f"{prefix}En"), row.text("class"))


def literal(term: Term) -> Text:
    """Read a literal."""
    if isinstance(term, pyoxigraph.Literal):
        return Text(term.value, term.language or "", term.datatype.value.rsplit("#", 1)[-1])
    return Text(term.value, "", "")


def term(iri: str) -> Thing:
    """Name a class or property: from the ontology when it is ours, else by its prefixed name."""
    found = glossary.read(base()).by_iri.get(iri)
    labels = found.labels if found else wording.load().phrases.get(f"term.{curie(iri)}", {})
    return Thing(iri, labels.get("zh", ""), labels.get("en", ""))


def node(iri: str) -> pyoxigraph.NamedNode:
    """Give an IRI as the store takes it."""
    return pyoxigraph.NamedNode(iri)

"""Name things for people: the label in the reader's language, the narrowest class and its colour, the address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.store import Store, prefixes
from server import palette, wording
from server.pictures.asking import Row, ask
from server.pictures.model import Node

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
WEB = ("http://", "https://")


def clean(text: str) -> str:
    """Take out what XML cannot hold and put white space as single blanks."""
    return " ".join(CONTROL.sub("", text).split())


def local(iri: str) -> str:
    """Give the last part of an IRI, for what has no label."""
    return clean(unquote(re.split(r"[#/]", iri.rstrip("#/"))[-1])) or iri


def address(iri: str, *, base: str, lang: str = "zh", absolute: bool = False) -> str:
    """Give where a link to `iri` leads: our own IRIs are pages of this site; only web addresses are followed."""
    if iri.startswith(base) and not absolute:
        path, mark, fragment = iri[len(base) :].partition("#")
        asked = "?lang=en" if lang == "en" else ""
        return f"/{path.lstrip('/')}{asked}{mark}{fragment}"  # never //host
    return iri if iri.startswith(WEB) else ""


@dataclass(slots=True)
class Names:
    """Labels and classes of one store in one language, each looked up once."""

    store: Store
    lang: str
    _labels: dict[str, str] = field(default_factory=dict)
    _types: dict[str, str] = field(default_factory=dict)

    def label(self, iri: str) -> str:
        """Give the best label of a thing: in the language asked for, in Chinese, in any, or the end of its IRI."""
        if iri.startswith("_:"):
            return "[ ]"
        if iri not in self._labels:
            rows = ask(self.store, "labels", thing=NamedNode(iri))
            self._labels[iri] = best(rows, self.lang) or self._foreign(iri) or local(iri)
        return self._labels[iri]

    def _foreign(self, iri: str) -> str:
        """Give the site's word for a term of another vocabulary, by its prefixed name."""
        for name, space in prefixes.of(self.store.base).items():
            if iri.startswith(space):
                return wording.load().phrases.get(f"term.{name}:{iri[len(space) :]}", {}).get(self.lang, "")
        return ""

    def type(self, iri: str) -> str:
        """Give the local name of a thing's narrowest class, empty when it has none of ours."""
        if iri not in self._types and iri.startswith("_:"):
            self._types[iri] = ""
        if iri not in self._types:
            rows = ask(self.store, "types", thing=NamedNode(iri))
            self._types[iri] = local(rows[0]["class"].value) if rows else ""
        return self._types[iri]

    def node(self, iri: str) -> Node:
        """Make the node of a thing."""
        name = self.type(iri)
        label = self.label(f"{self.store.base}ontology#{name}") if name else ""
        shown = self.label(iri)
        return Node(iri, label if label and shown == local(iri) else shown, name, label, palette.family(name).name)


def best(rows: list[Row], lang: str) -> str:
    """Choose among labels: the better kind of name first, and in it the language asked for, then Chinese, then any."""
    order = {lang: 0, "zh": 1}
    ranked = sorted(rows, key=lambda row: (int(row["rank"].value), order.get(row["label"].language or "", 2)))
    return clean(ranked[0]["label"].value) if ranked else ""

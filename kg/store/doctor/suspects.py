"""Say what is wrong with one condition, and what was probably meant.

Place in the stream: after the smallest failing set is known. A suspicion is told only when the data bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.store.doctor import nearest
from kg.store.doctor.nearest import Known
from kg.store.doctor.parts import Part, Term
from kg.store.doctor.telling import Said, say
from kg.store.doctor.terms import TYPE, Dictionary
from kg.store.running import Store

__all__ = ["Edit", "Finding", "Suspicions"]

LANGUAGES = ("zh", "en")
PREFERRED = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
NAMING = (
    ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    ox.NamedNode("http://purl.org/dc/terms/title"),
    ox.NamedNode("https://schema.org/name"),
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace a stretch of the query's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where, and how to mend it when that is known."""

    kind: str
    message: Said
    part: str
    line: int
    column: int
    wrong: str = ""
    right: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(slots=True)
class Suspicions:
    """Looks at conditions with the data at hand; lists of known terms are read once, when they are needed."""

    store: Store
    sparql: str
    words: Dictionary
    _lists: dict[str, tuple[Known, ...]] = field(default_factory=dict)

    def about(self, part: Part, graphs: tuple[str, ...]) -> Iterator[Finding]:
        """Give what is wrong with a condition, the surest first."""
        if part.kind == "triple":
            found = list(self._triple(part))
            yield from found
            if not found:
                yield from self._graph(part, graphs)
                yield from self._name(part)
        elif part.kind == "filter":
            yield from self._filter(part)

    def finding(self, kind: str, part: Part, edits: tuple[Edit, ...] = (), **values: str) -> Finding:
        """Make a finding about a part."""
        said = say(kind, **values)
        start = edits[0].start if edits else part.text.start
        line, column = self.sparql.count("\n", 0, start) + 1, start - self.sparql.rfind("\n", 0, start)
        told = (values.get("wrong", ""), values.get("right", ""))
        return Finding(kind, said, part.text.text, line, column, *told, edits)

    # Triples ---------------------------------------------------------------------

    def _triple(self, part: Part) -> Iterator[Finding]:
        subject, verb, target = part.terms
        predicate, value = self.words.read(verb.text), self.words.read(target.text)
        yield from self._thing(part, subject)
        if predicate == TYPE:
            yield from self._class(part, target)
            return
        yield from self._properties(part, verb)
        if isinstance(value, ox.NamedNode):
            yield from self._thing(part, target)
        elif isinstance(value, ox.Literal):
            yield from self._value(part, target, value)
        yield from self._direction(part)

    def _properties(self, part: Part, verb: Term) -> Iterator[Finding]:
        for text, iri in self.words.iris(verb.text):
            if not self.present(None, iri, None):
                meant = nearest.rank(iri.value, self._kind("property"))
                start = verb.start + max(verb.text.find(text), 0)
                yield self._named("property", part, (text, start), meant)

    def _class(self, part: Part, target: Term) -> Iterator[Finding]:
        wanted = self.words.read(target.text)
        if isinstance(wanted, ox.NamedNode) and not self.present(None, TYPE, wanted):
            meant = nearest.rank(wanted.value, self._kind("class"))
            yield self._named("class", part, (target.text, target.start), meant)

    def _thing(self, part: Part, term: Term) -> Iterator[Finding]:
        iri = self.words.read(term.text)
        if isinstance(iri, ox.NamedNode) and not (self.present(iri, None, None) or self.present(None, None, iri)):
            yield self._named("thing", part, (term.text, term.start), nearest.rank(iri.value, self._list("named")))

    def _named(self, kind: str, part: Part, place: tuple[str, int], meant: Known | None) -> Finding:
        wrong, start = place
        if meant is None:
            return self.finding(kind, part, wrong=wrong)
        right = self.words.write(ox.NamedNode(meant.iri))
        found = self.finding(kind, part, (Edit(start, start + len(wrong), right),), wrong=wrong, right=right)
        more = say("nearest", right=right, label=meant.label or nearest.local(meant.iri))
        message = Said(found.message.en + more.en, found.message.zh + more.zh)
        return replace(found, message=message)

    def _value(self, part: Part, target: Term, value: ox.Literal) -> Iterator[Finding]:
        properties = [iri for _, iri in self.words.iris(part.terms[1].text)]
        if not properties or any(self.present(None, iri, value) for iri in properties):
            return

        def holds(literal: ox.Literal) -> bool:
            return any(self.present(None, iri, literal) for iri in properties)

        same = nearest.same_words(value, holds, LANGUAGES)
        kind = "literal" if same is None else "language" if same.language or value.language else "datatype"
        meant = same or self._nearest_value(value, properties)
        if meant is None:
            return
        right = self.words.write(meant)
        yield self.finding(kind, part, (Edit(target.start, target.end, right),), wrong=target.text, right=right)

    def _nearest_value(self, value: ox.Literal, properties: list[ox.NamedNode]) -> ox.Literal | None:
        values = [literal for iri in properties for literal in nearest.values(self.store, iri.value)]
        best = max(values, key=lambda literal: nearest.likeness(value.value, literal.value), default=None)
        near = best is not None and nearest.likeness(value.value, best.value) >= nearest.LEAST
        return best if near else None

    def _direction(self, part: Part) -> Iterator[Finding]:
        subject, predicate, target = (self.words.read(term.text) for term in part.terms)
        one_is_known = isinstance(subject, ox.NamedNode) != isinstance(target, ox.NamedNode) or (subject and target)
        if not isinstance(predicate, ox.NamedNode) or not one_is_known or isinstance(target, ox.Literal):
            return
        if self.present(subject, predicate, target) or not self.present(target, predicate, subject):
            return
        first, _, second = part.terms
        inverse = f"^{part.terms[1].text}"
        edit = Edit(part.terms[1].start, part.terms[1].end, inverse)
        yield self.finding("reversed", part, (edit,), wrong=f"{first.text} → {second.text}", right=inverse)

    def _name(self, part: Part) -> Iterator[Finding]:
        """Things here are named by one property; the ontology and the articles use the others too."""
        verb = part.terms[1]
        if self.words.read(verb.text) in NAMING:
            right = self.words.write(PREFERRED)
            edit = Edit(verb.start, verb.end, right)
            yield self.finding("naming", part, (edit,), wrong=verb.text, right=right)

    # Filters and graphs ------------------------------------------------------------

    def _filter(self, part: Part) -> Iterator[Finding]:
        for match in re.finditer(r'"([^"\\]*)"(@[A-Za-z-]+)?', part.text.text):
            found = self._filter_text(part, match)
            if found is not None:
                yield found

    def _filter_text(self, part: Part, match: re.Match[str]) -> Finding | None:
        start = part.text.start + match.start()
        if "LANG" in part.text.text.upper() and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", match[1]):
            if match[1].lower() in LANGUAGES:
                return None
            near = "en" if match[1].lower().startswith("en") else "zh"
            edit = Edit(start, start + len(match[0]), f'"{near}"')
            return self.finding("filter-language", part, (edit,), wrong=match[1], right=near)
        value = self.words.read(match[0])
        if not isinstance(value, ox.Literal) or "(" in part.text.text[7 : match.start()].replace("(", "", 1):
            return None
        same = nearest.same_words(value, lambda literal: self.present(None, None, literal), LANGUAGES)
        if same is None:
            return None
        right = self.words.write(same)
        edit = Edit(start, start + len(match[0]), right)
        return self.finding("language", part, (edit,), wrong=match[0], right=right)

    def _graph(self, part: Part, graphs: tuple[str, ...]) -> Iterator[Finding]:
        for text in graphs:
            graph = self.words.read(text)
            if isinstance(graph, ox.NamedNode) and not self.store.engine.contains_named_graph(graph):
                yield self.finding("graph", part, wrong=text)

    # The data --------------------------------------------------------------------

    def present(self, subject: object, predicate: object, target: object) -> bool:
        """Say whether any statement of any graph has these terms; None stands for any."""
        look_up: Callable[..., Iterator[ox.Quad]] = self.store.engine.quads_for_pattern
        return next(iter(look_up(subject, predicate, target)), None) is not None

    def _kind(self, kind: str) -> list[Known]:
        return [term for term in self._list("terms") if term.kind == kind]

    def _list(self, name: str) -> tuple[Known, ...]:
        if name not in self._lists:
            self._lists[name] = nearest.known(self.store, name)
        return self._lists[name]

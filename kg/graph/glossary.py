"""Read the ontology as a list of terms in the order of its story, for pages, pictures and completion.

Place in the stream: beside the graph; the Turtle files say everything, this only reads them. The sections are the ruled
comment lines of `core.ttl`: `# Agents ---`, with the Chinese title in the line below.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph

import ontology
from kg.graph.vocab import PREFIXES

_RULED = re.compile(r"^# (?P<en>[A-Z][^\n]*?) -{5,}\n# (?P<zh>[^：\n]+)：(?P<note>[^\n]*)$", re.MULTILINE)
_SUBJECT = re.compile(r"^kc:(?P<name>\w+)$", re.MULTILINE)
_OWL, _RDFS, _SKOS, _SH = PREFIXES["owl"], PREFIXES["rdfs"], PREFIXES["skos"], "http://www.w3.org/ns/shacl#"
_KINDS = {"Class": "class", "ObjectProperty": "object", "DatatypeProperty": "datatype"}
_TRAITS = {"FunctionalProperty", "InverseFunctionalProperty", "TransitiveProperty", "SymmetricProperty"}
_AIMS = {_SH + "targetClass", _SH + "path", _SH + "targetSubjectsOf"}

Texts = Mapping[str, str]
Facts = Mapping[str, Sequence[pyoxigraph.NamedNode | pyoxigraph.Literal]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the story, such as Agents or Places."""

    name: str
    titles: Mapping[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property with everything its page says."""

    iri: str
    name: str
    kind: str  # class | object | datatype
    section: str
    labels: Texts
    definitions: Texts
    notes: Texts
    examples: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    inverse: str = ""
    traits: tuple[str, ...] = ()
    messages: tuple[Texts, ...] = ()  # of the shapes that check it


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of the ontology, in the order of its story."""

    sections: tuple[Section, ...]
    terms: tuple[Term, ...]
    by_iri: Mapping[str, Term] = field(repr=False)
    order: Mapping[str, int] = field(repr=False)

    def ancestors(self, iri: str) -> list[str]:
        """List the super-terms of a term, the nearest first, ours and others'."""
        found: list[str] = []
        waiting = list(self.by_iri[iri].parents) if iri in self.by_iri else []
        while waiting:
            parent = waiting.pop(0)
            if parent not in found:
                found.append(parent)
                waiting.extend(self.by_iri[parent].parents if parent in self.by_iri else ())
        return found

    def children(self, iri: str) -> list[Term]:
        """List the direct sub-terms of a term."""
        return [term for term in self.terms if iri in term.parents]


@cache
def read(base: str = ontology.DEFAULT_BASE) -> Glossary:
    """Read the terms of the ontology under a base."""
    space, core = f"{base}ontology#", ontology.text("core")
    facts, messages = _facts(base), _messages(base)
    read = (_term(space + name, section, facts[space + name], messages) for name, section in _order(core))
    terms = tuple(term for term in read if term)
    by_iri = {term.iri: term for term in terms}
    return Glossary(_sections(core), terms, by_iri, {iri: number for number, iri in enumerate(by_iri)})


def _facts(base: str) -> Mapping[str, Facts]:
    facts: dict[str, dict[str, list[pyoxigraph.NamedNode | pyoxigraph.Literal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for name in ("core", "alignments"):
        for quad in pyoxigraph.parse(ontology.text(name, base=base), format=pyoxigraph.RdfFormat.TURTLE):
            if isinstance(quad.object, pyoxigraph.NamedNode | pyoxigraph.Literal):
                facts[_iri(quad.subject)][quad.predicate.value].append(quad.object)
    return facts


def _term(iri: str, section: str, facts: Facts, messages: Mapping[str, tuple[Texts, ...]]) -> Term | None:
    types = {node.value.removeprefix(_OWL) for node in facts.get(PREFIXES["rdf"] + "type", ())}
    kind = next((_KINDS[name] for name in _KINDS if name in types), "")
    if not kind:
        return None
    return Term(
        iri=iri,
        name=iri.rsplit("#", 1)[-1],
        kind=kind,
        section=section,
        labels=_texts(facts.get(_RDFS + "label", ())),
        definitions=_texts(facts.get(_SKOS + "definition", ())),
        notes=_texts(facts.get(_SKOS + "scopeNote", ())),
        examples=_values(facts, _SKOS + "example"),
        parents=_values(facts, _RDFS + "subClassOf", _RDFS + "subPropertyOf"),
        domain=_values(facts, _RDFS + "domain", PREFIXES["schema"] + "domainIncludes"),
        range=_values(facts, _RDFS + "range", PREFIXES["schema"] + "rangeIncludes"),
        inverse=next(iter(_values(facts, _OWL + "inverseOf")), ""),
        traits=tuple(sorted(types & _TRAITS)),
        messages=messages.get(iri, ()),
    )


def _values(facts: Facts, *predicates: str) -> tuple[str, ...]:
    return tuple(node.value for predicate in predicates for node in facts.get(predicate, ()))


def _texts(nodes: Sequence[pyoxigraph.NamedNode | pyoxigraph.Literal]) -> Texts:
    return {node.language or "": node.value for node in nodes if isinstance(node, pyoxigraph.Literal)}


def _messages(base: str) -> Mapping[str, tuple[Texts, ...]]:
    """Collect what the shapes say about each class they target and each property they constrain."""
    said: dict[str, list[pyoxigraph.Literal]] = defaultdict(list)
    aimed: dict[str, list[str]] = defaultdict(list)
    text = ontology.text("shapes", base=base) if "shapes" in ontology.names() else ""
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
        if quad.predicate.value == _SH + "message" and isinstance(quad.object, pyoxigraph.Literal):
            said[_iri(quad.subject)].append(quad.object)
        elif quad.predicate.value in _AIMS:
            aimed[_iri(quad.object)].append(_iri(quad.subject))
    return {iri: _distinct(_texts(said[shape]) for shape in shapes) for iri, shapes in aimed.items()}


def _iri(node: object) -> str:
    return str(node).strip("<>")


def _distinct(messages: Iterable[Texts]) -> tuple[Texts, ...]:
    kept: list[Texts] = []
    for message in messages:
        if message and message not in kept:
            kept.append(message)
    return tuple(kept)


def _sections(text: str) -> tuple[Section, ...]:
    return tuple(
        Section(match["en"], {"en": match["en"], "zh": match["zh"]}, match["note"]) for match in _RULED.finditer(text)
    )


def _order(text: str) -> Iterator[tuple[str, str]]:
    """Walk the terms as they stand in the file, each with the section it stands in."""
    starts = [(match.start(), match["en"]) for match in _RULED.finditer(text)]
    for match in _SUBJECT.finditer(text):
        yield match["name"], next((name for start, name in reversed(starts) if start < match.start()), "")

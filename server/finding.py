"""Read the index of names from the store that is served, once a version.

Place in the stream: the store's rows → `kg.store.searching.Index`, for search, completion, resolving and reconciling.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.graph import glossary
from kg.store.searching import Index, Name
from server.addresses import PREFIXES, base
from server.asking import Row, ask
from server.remembering import once

KINDS = {
    PREFIXES["owl"] + "Class": "class",
    PREFIXES["owl"] + "ObjectProperty": "property",
    PREFIXES["owl"] + "DatatypeProperty": "property",
    PREFIXES["skos"] + "Concept": "concept",
    PREFIXES["skos"] + "ConceptScheme": "concept",
}
DOCUMENT = "SourceDocument"


def index() -> Index:
    """Give the index of the version that is served now."""
    return once("index", lambda: Index.of(_names()))


def types() -> Counter[str]:
    """Count the named things of each class that is stated."""
    return once("types", lambda: Counter(name.type for name in index().names if name.kind == "entity"))


def _names() -> Iterator[Name]:
    classes: dict[str, list[str]] = defaultdict(list)
    for row in ask("types"):
        classes[row.text("thing")].append(row.text("class"))
    links = {row.text("thing"): row.number("links") for row in ask("renown")}
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in ask("names"):
        rows[row.text("thing")].append(row)
    for iri, found in rows.items():
        yield _name(iri, found, classes[iri], links=links.get(iri, 0))


def _name(iri: str, rows: list[Row], classes: list[str], *, links: int) -> Name:
    labels: dict[str, str] = {}
    aliases: list[str] = []
    for row in rows:
        language = getattr(row["label"], "language", None) or "zh"
        if row.text("preferred") == "true" and language not in labels:
            labels[language] = row.text("label")
        else:
            aliases.append(row.text("label"))
    return Name(iri, labels, tuple(dict.fromkeys(aliases)), _specific(classes), links, _kind(classes))


def _kind(classes: list[str]) -> str:
    if any(name.endswith(f"#{DOCUMENT}") for name in classes):
        return "document"
    ours = any(name.startswith(f"{base()}ontology#") for name in classes)
    return "entity" if ours else next((KINDS[name] for name in classes if name in KINDS), "entity")


def _specific(classes: list[str]) -> str:
    """Give the most specific class of ours."""
    ours = [name for name in classes if name.startswith(f"{base()}ontology#")]
    above = {parent for name in ours for parent in glossary.read(base()).ancestors(name)}
    return next((name for name in ours if name not in above), "")

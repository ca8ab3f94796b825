"""Find what somebody means: an IRI, a prefixed name, or a label in any language.

Place in the stream: words → terms of the graph.
"""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from kg.explanation import asking
from kg.graph.vocab import PREFIXES
from kg.store import Store

__all__ = ["literals", "predicates", "shown", "things"]

_RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def things(store: Store, text: str) -> list[NamedNode]:
    """List the things that a text may mean, none when nothing is called so."""
    iri = _iri(store, text)
    if iri is not None:
        return [iri]
    found = asking.rows(store, "named", text=Literal(text.strip()))
    return [row["thing"] for row in found if isinstance(row["thing"], NamedNode)]


def predicates(store: Store, text: str) -> list[NamedNode]:
    """List the properties that a text may mean: `serves`, `服务`, `kc:serves`, `a`."""
    if text in ("a", "类型", "type"):
        return [_RDF_TYPE]
    found = things(store, text)
    if re.fullmatch(r"[A-Za-z]\w*", text):
        found.append(NamedNode(f"{store.base}ontology#{text}"))
    return list(dict.fromkeys(found))


def literals(store: Store, text: str) -> list[Literal]:
    """List the literals that are written so, whatever their language or datatype."""
    found = asking.rows(store, "spelled", text=Literal(text))
    return [row["literal"] for row in found if isinstance(row["literal"], Literal)]


def shown(store: Store, term: asking.Term | None) -> str:
    """Write a term as a reader knows it: a prefixed name, or the bare words of a literal."""
    if not isinstance(term, NamedNode):
        return term.value if isinstance(term, Literal) else str(term or "")
    for prefix, space in _prefixes(store).items():
        if term.value.startswith(space):
            return f"{prefix}:{term.value.removeprefix(space)}"
    return f"<{term.value}>"


def _iri(store: Store, text: str) -> NamedNode | None:
    text = text.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = text.partition(":")
    space = _prefixes(store).get(prefix) if colon else None
    if space is None and not re.match(r"(?:https?|urn):", text):
        return None
    try:
        return NamedNode(space + local if space is not None else text)
    except ValueError:
        return None


def _prefixes(store: Store) -> dict[str, str]:
    ours = {"kc": f"{store.base}ontology#", "kcid": f"{store.base}id/", "kcs": f"{store.base}scheme/"}
    return {**ours, "kcd": f"{store.base}doc/", **PREFIXES}

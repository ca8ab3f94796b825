"""Find the n-ary fact that `kechuang extract` prints as a pair: somebody holds a post, something was awarded.

Place in the stream: between words and n-ary facts, for the words that `kg.extraction.relations.pairs` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from pyoxigraph import Literal, NamedNode

from kg.explanation import asking, resolution
from kg.store import Store

__all__ = ["PAIRS", "nodes"]

# The word of a pair: the role of its first thing in the fact, and the parts that its second thing is written of.
PAIRS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "holdsPost": ("org:member", ("org:organization", "org:role")),
    "awarded": ("kc:recipient", ("kc:honour",)),
    "grantedBy": ("kc:honour", ("kc:grantedBy",)),
    "supplies": ("kc:supplier", ("kc:suppliedItem",)),
    "suppliesTo": ("kc:supplier", ("kc:suppliedTo",)),
    "cooperatesWith": ("kc:collaborator", ("kc:collaborator",)),
}


def nodes(store: Store, subjects: list[NamedNode], word: str, written: str) -> Iterator[NamedNode]:
    """Give the facts in which a thing is joined by this word to what is written so, or to one part of it."""
    if word not in PAIRS:
        return
    role, parts = PAIRS[word]
    (as_what,), wanted = resolution.things(store, role), [resolution.things(store, part)[0] for part in parts]
    for subject in subjects:
        for node, told in _told(store, subject, as_what).items():
            names = [told.get(part, []) for part in wanted]
            whole = {"".join(combined) for combined in product(*(each or [""] for each in names))}
            if written in whole.union(*names):
                yield node


def _told(store: Store, subject: NamedNode, role: NamedNode) -> dict[NamedNode, dict[NamedNode, list[str]]]:
    told: dict[NamedNode, dict[NamedNode, list[str]]] = {}
    for row in asking.rows(store, "joined", subject=subject, role=role):
        node, part, label = row["node"], row["part"], row["label"]
        if isinstance(node, NamedNode) and isinstance(part, NamedNode) and isinstance(label, Literal):
            told.setdefault(node, {}).setdefault(part, []).append(label.value)
    return told

"""Mint every IRI of the graph; no other file does.

Place in the stream: nouns of the model → IRIs under one base. Names become slugs, texts become digests, n-ary facts
are named by their parts. Only ASCII is minted: a Chinese IRI and its percent-encoded copy are two different terms.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.errors import BuildError, CollisionError, InputError
from kg.graph.slugs import Slugs, propose, tidy
from kg.graph.vocab import CLASSES, KINDS, expand
from kg.model import Article, Concept, Ref, Sentence, Span

__all__ = ["Iris", "checked"]

_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~-]+)*/")
_RULE = re.compile(r"(?:llm:)?([a-z0-9]+(?:[._-][a-z0-9]+)*)/(\d+|[0-9a-f]{12})")
_LONGEST = 160


def checked(base: str) -> str:
    """Return `base` when every IRI may begin with it; raises `InputError` otherwise."""
    if not _BASE.fullmatch(base):
        raise InputError(
            f"{base!r} cannot be the base of IRIs: give an absolute http(s) address in ASCII that ends in a slash, "
            "without query or fragment, as https://example.org/kg/"
        )
    return base


class Iris:
    """Mints IRIs under one base and raises `CollisionError` rather than give two things one IRI."""

    def __init__(self, base: str, *, slugs: Slugs | None = None) -> None:
        self.base = checked(base)
        self.ontology = self.base + "ontology#"
        self.slugs = slugs or Slugs()
        self._owners: dict[str, object] = {}

    def term(self, name: str) -> NamedNode:
        """Give the IRI of a term: `serves` is ours, `org:member` is reused."""
        return NamedNode(expand(name, ontology=self.ontology))

    def concept(self, concept: Concept) -> NamedNode:
        """Give the IRI of a concept of a closed scheme."""
        return NamedNode(f"{self.base}scheme/{concept.scheme}/{concept.name}")

    def graph(self, name: str) -> NamedNode:
        """Give the IRI of a graph that is no claim: ontology, registry, provenance, inferred/cax-sco."""
        return NamedNode(f"{self.base}graph/{name}")

    def part(self, node: str) -> NamedNode:
        """Name an anonymous node of the ontology (a list, a disjointness): no blank node is published."""
        return NamedNode(f"{self.base}graph/ontology#{node}")

    def published(self, path: str) -> NamedNode:
        """Give the IRI of what is published beside the graph: dataset, dump/kg.nq, cube."""
        return NamedNode(self.base + path)

    def fragment(self, node: NamedNode, name: str) -> NamedNode:
        """Give the IRI of a part of something: a claim's assertion, a partition of the dataset."""
        return NamedNode(f"{node.value}#{name}")

    def thing(self, ref: Ref) -> NamedNode:
        """Give the IRI of a thing or of an n-ary fact."""
        if ref.kind not in KINDS:
            raise BuildError(f"{ref.kind!r} is no kind of thing; known are {', '.join(CLASSES)}")
        path = f"id/{ref.kind}/{self._segment(ref)}"
        if ref.parts and self._owners.get(path, ref) != ref:  # parts that sound alike: 首个 and 首各
            path = f"{path}.{_hash(repr(ref), length=6)}"
        owner = ref if ref.parts else Ref(ref.kind, tidy(ref.name))
        return self._mint(path, owner=owner)

    def inference(self, rule: str) -> NamedNode:
        """Give the IRI of an inference rule."""
        return NamedNode(f"{self.base}id/inference-rule/{rule}")

    def retired(self, kind: str, slug: str) -> NamedNode:
        """Give the IRI that a thing had before its slug was decided otherwise."""
        return NamedNode(f"{self.base}id/{kind}/{slug}")

    def value(self, *key: Ref | str, digest: Iterable[str]) -> NamedNode:
        """Give the IRI of an indicator value: indicator, about, period, kind, and a digest of what it says."""
        parts = [part if isinstance(part, str) else self.slug(part) for part in key]
        segment = _shortened(".".join(parts))
        whole = tuple(digest)
        return self._mint(f"id/value/{segment}.{_hash(*parts, *whole, length=6)}", owner=(key, whole))

    def rule(self, rule: str) -> NamedNode:
        """Give the IRI of one version of a rule: `serves-highland/1`."""
        if not _RULE.fullmatch(rule):
            raise BuildError(f"rule {rule!r} needs an id in lower-case ASCII and a version, as serves-highland/1")
        return NamedNode(f"{self.base}id/rule/{rule}")

    def build(self, version: str) -> NamedNode:
        """Give the IRI of a run of the builder of this version."""
        return NamedNode(f"{self.base}id/build/{version}")

    def document(self, article: Article) -> NamedNode:
        """Give the IRI of a document: the digest of its bytes names it."""
        return self._mint(f"doc/{article.id}", owner=article.sha256)

    def sentences(self, article: Article, sentences: Iterable[Sentence]) -> dict[int, NamedNode]:
        """Give the IRI of each sentence by ordinal: the digest of its text, `-2` for a repeat."""
        iris: dict[int, NamedNode] = {}
        repeats: dict[str, int] = {}
        for sentence in sentences:
            letters = "".join(unicodedata.normalize("NFC", sentence.span.of(article.text)).split())
            repeats[letters] = number = repeats.get(letters, 0) + 1
            suffix = f"-{number}" if number > 1 else ""
            path = f"doc/{article.id}/s/{_hash(letters)}{suffix}"
            iris[sentence.ordinal] = self._mint(path, owner=(letters, number))
        return iris

    def span(self, article: Article, span: Span) -> NamedNode:
        """Give the IRI of a stretch of a document; its offsets name it, for the bytes never change."""
        return NamedNode(f"{self.base}doc/{article.id}/span/{span.start}-{span.end}")

    def claim(self, article: Article, *key: str) -> NamedNode:
        """Give the IRI of a claim, which is its graph: where it stands and the rule that read it, not what it says."""
        return self._mint(f"doc/{article.id}/c/{_hash(*key)}", owner=key)

    def speech(self, article: Article, *key: str) -> NamedNode:
        """Give the IRI of a speech act."""
        return self._mint(f"doc/{article.id}/u/{_hash(*key)}", owner=key)

    def account(self, article: Article, span: Span, what: str) -> NamedNode:
        """Give the IRI of the account of a number or name."""
        return NamedNode(f"{self.base}doc/{article.id}/account/{what}-{span.start}-{span.end}")

    def doubt(self, article: Article, number: int) -> NamedNode:
        """Give the IRI of a doubt about a document, counted from 1."""
        return NamedNode(f"{self.base}doc/{article.id}/doubt/{number}")

    def slug(self, ref: Ref) -> str:
        """Give the last segment of a thing's IRI."""
        return self._segment(ref)

    def _segment(self, ref: Ref) -> str:
        if not ref.parts:
            return self.slugs.of(ref.kind, ref.name)
        parts = [part if isinstance(part, Ref) else propose(part) for part in ref.parts]
        return _shortened(".".join(part if isinstance(part, str) else self._segment(part) for part in parts))

    def _mint(self, path: str, *, owner: object) -> NamedNode:
        if self._owners.setdefault(path, owner) != owner:
            raise CollisionError(
                f"{self.base}{path} would mean {self._owners[path]!r} and {owner!r}; rename one of them"
            )
        return NamedNode(self.base + path)


def _hash(*parts: str, length: int = 12) -> str:
    # A separator that no part can hold: ("a", "bc") and ("ab", "c") are different keys.
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


def _shortened(segment: str) -> str:
    if len(segment) <= _LONGEST:
        return segment
    return f"{segment[: _LONGEST - 14].rstrip('.-')}.{_hash(segment)}"

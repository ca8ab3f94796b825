"""Check that every quote equals the characters it points to.

Place in the stream: spans of graph/provenance against the text as received. This is exact and no shape can do it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from kg.graph.iris import Iris
from kg.graph.validation.report import Check, Fault

__all__ = ["check"]


def check(triples: Iterable[Triple], *, iris: Iris, texts: Mapping[str, str]) -> Check:
    """Compare each span with its document; `texts` gives a document's text by its IRI."""
    wanted = {iris.term(name): name for name in ("inDocument", "oa:start", "oa:end", "oa:exact")}
    spans: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in triples:
        if triple.predicate in wanted and isinstance(triple.subject, NamedNode):
            spans[triple.subject.value][wanted[triple.predicate]] = getattr(triple.object, "value", "")
    quoted = {iri: span for iri, span in spans.items() if "oa:exact" in span}
    return Check("Quotes", len(quoted), tuple(_faults(quoted, texts)))


def _faults(spans: Mapping[str, Mapping[str, str]], texts: Mapping[str, str]) -> Iterator[Fault]:
    for iri, span in spans.items():
        text = texts.get(span.get("inDocument", ""))
        if text is None:
            yield _fault(
                iri,
                span,
                zh="找不到来源文档的原文：把它放回构建目录。",
                en="its document's text is missing: restore it.",
            )
            continue
        start, end = int(span.get("oa:start", -1)), int(span.get("oa:end", -1))
        if text[max(start, 0) : max(end, 0)] != span["oa:exact"]:
            yield _fault(
                iri,
                span,
                zh="引文与原文该处的文字不同：按原文重取引文或位置。",
                en="the quote differs from the characters at its offsets: cut it anew from the source.",
            )


def _fault(iri: str, span: Mapping[str, str], *, zh: str, en: str) -> Fault:
    return Fault("Quotes", iri, {"zh": zh, "en": en}, value=span["oa:exact"])

"""Write the claims as Web Annotations: each claim is the body, its spans in the document are the targets.

Place in the stream: Published → annotations.jsonld (Web Annotation Data Model). Positions are Unicode code points,
which a program that counts UTF-16 units must convert. Prefix and suffix come from the sentence, where it is published.
"""

from __future__ import annotations

import json
from typing import Any

from pyoxigraph import NamedNode

from kg.graph.packaging.asking import Row, rows
from kg.graph.packaging.published import Published

__all__ = ["json_ld"]

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 16  # characters of prefix and suffix


def json_ld(published: Published) -> bytes:
    """Write one annotation a claim, in a collection of one page."""
    targets: dict[str, list[dict[str, Any]]] = {}
    for row in rows(published.store, "spans", iris=published.iris):
        targets.setdefault(row["claim"], []).append(_target(row))
    items = [_annotation(claim, found, published) for claim, found in sorted(targets.items())]
    collection = published.iris.published("dump/annotations.jsonld").value
    page = {"id": f"{collection}#page", "type": "AnnotationPage", "startIndex": 0, "items": items}
    content = {
        "@context": _CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": "Claims of the Kechuang knowledge graph and the characters that state them",
        "total": len(items),
        "first": page,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _annotation(claim: str, targets: list[dict[str, Any]], published: Published) -> dict[str, Any]:
    name = published.iris.fragment(NamedNode(claim), "annotation").value
    return {"id": name, "type": "Annotation", "motivation": "linking", "body": claim, "target": targets}


def _target(row: Row) -> dict[str, Any]:
    start, end = int(row["start"]), int(row["end"])
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
    if quote := row.get("quote"):
        selectors.append({"type": "TextQuoteSelector", "exact": quote, **_context(row, quote)})
    return {"type": "SpecificResource", "source": row["document"], "selector": selectors}


def _context(row: Row, quote: str) -> dict[str, str]:
    text = row.get("text", "")
    if not text:
        return {}
    at = text.find(quote, max(0, int(row["start"]) - int(row["first"]) - _lost(row, text)))
    if at < 0:
        return {}
    before, after = text[max(0, at - _AROUND) : at], text[at + len(quote) :][:_AROUND]
    return {name: words for name, words in (("prefix", before), ("suffix", after)) if words}


def _lost(row: Row, text: str) -> int:
    """Count the line breaks of the file that the sentence's text leaves out."""
    return int(row["last"]) - int(row["first"]) - len(text)

"""Describe a build in files: what it was made from, what it holds, what it accounts for.

Place in the stream: beside `publishing`. The digest of the inputs covers the articles, what stands beside them, the
base and the program itself, so that a build is stale exactly when building again could give something else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import ontology
from kg import __version__
from kg.graph.iris import Iris
from kg.model import Coverage, Extraction, Span

__all__ = ["digest", "files", "json_bytes", "manifest"]

_SIDECARS = (".meta.toml", ".registry.tsv")
_PROGRAM = (".py", ".toml", ".tsv", ".csv", ".ttl", ".rq")


def manifest(extractions: Sequence[Extraction], *, version: str, iris: Iris, inputs: str) -> dict[str, Any]:
    """Describe a build; it names no time, so that the same build is the same bytes."""
    return {
        "version": version,
        "base": iris.base,
        "engine": __version__,
        "ontology": ontology.VERSION,
        "inputs": inputs,
        "articles": [_article(extraction) for extraction in extractions],
    }


def files(extractions: Sequence[Extraction], *, iris: Iris) -> dict[str, bytes]:
    """Give the texts as they were decoded, and the account of each."""
    written: dict[str, bytes] = {}
    for extraction in extractions:
        article = extraction.article
        account = {"document": iris.document(article).value, **_coverage(extraction.coverage)}
        written[f"articles/{article.id}.txt"] = article.text.encode("utf-8")
        written[f"coverage/{article.id}.json"] = json_bytes(account)
    return written


def digest(paths: Iterable[Path], *, base: str) -> str:
    """Digest everything that a build depends on."""
    found = hashlib.sha256(base.encode())
    for path in paths:
        for file in (path, *(path.with_suffix(suffix) for suffix in _SIDECARS)):
            _add(found, file.name, file)
    for package in ("kg", "ontology"):
        root = Path(str(resources.files(package)))
        for file in sorted(root.rglob("*")):
            if file.suffix in _PROGRAM and file.is_file():
                _add(found, f"{package}/{file.relative_to(root)}", file)
    return found.hexdigest()


def json_bytes(content: object) -> bytes:
    """Write JSON with sorted keys and a newline at the end."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _add(digest: hashlib._Hash, name: str, file: Path) -> None:
    content = file.read_bytes() if file.is_file() else b""
    digest.update(f"\0{name}\0{len(content)}\0".encode() + content)


def _article(extraction: Extraction) -> dict[str, Any]:
    article = extraction.article
    return {
        "id": article.id,
        "name": article.name,
        "title": article.metadata.title,
        "sha256": article.sha256,
        "issued": article.metadata.issued.isoformat() if article.metadata.issued else None,
        "characters": len(article.text),
        "sentences": len(extraction.view.sentences),
        "entities": len(extraction.entities),
        "claims": len(extraction.claims),
        "unexplained": len(extraction.coverage.unexplained),
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    entries = [
        {
            **_span(entry.span),
            "text": entry.text,
            "account": entry.account.value,
            "reason": entry.reason,
            "what": entry.what,
        }
        for entry in coverage.accounted
    ]
    doubts = [
        {"kind": doubt.kind, "message": doubt.message, "spans": [_span(span) for span in doubt.spans]}
        for doubt in coverage.doubts
    ]
    return {"accounted": entries, "doubts": doubts, "sentences": [list(pair) for pair in coverage.sentences]}


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}

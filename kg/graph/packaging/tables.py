"""Write indicators and entities as tables that say what their columns mean.

Place in the stream: Published → indicators.csv, entities.csv, csv-metadata.json (CSV on the Web).
"""

from __future__ import annotations

from importlib import resources

from kg.graph.packaging.asking import csv
from kg.graph.packaging.published import Published
from ontology import DEFAULT_BASE

__all__ = ["entities", "indicators", "metadata"]


def indicators(published: Published) -> bytes:
    """Write one row a value and claim."""
    return csv(published.store, "indicators", iris=published.iris)


def entities(published: Published) -> bytes:
    """Write one row a named thing and most specific class."""
    return csv(published.store, "entities", iris=published.iris)


def metadata(published: Published) -> bytes:
    """Write what the columns mean."""
    text = (resources.files("kg.graph.packaging") / "csv-metadata.json").read_text(encoding="utf-8")
    return text.replace(DEFAULT_BASE, published.iris.base).encode()

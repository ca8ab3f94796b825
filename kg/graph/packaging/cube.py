"""See the indicator values as an RDF Data Cube, for statistical tools.

Place in the stream: Published → kg.cube.ttl (QB with SDMX attributes). Only values with a number and a period fit, for
a cube wants every dimension; and two sources that disagree differ in the dimension `reading`, so that both may stand.
"""

from __future__ import annotations

from importlib import resources

from pyoxigraph import RdfFormat, Triple, parse

from kg.graph.packaging import facts
from kg.graph.packaging.asking import construct
from kg.graph.packaging.published import Published, in_order
from ontology import DEFAULT_BASE

__all__ = ["turtle"]


def turtle(published: Published) -> bytes:
    """Write the structure of the cube and its observations."""
    observations = construct(published.store, "cube", iris=published.iris)
    triples = [*_structure(published.iris.base), *in_order(set(observations))]
    return facts.write(triples, published, cube=f"{published.iris.base}cube#", qb="http://purl.org/linked-data/cube#")


def _structure(base: str) -> list[Triple]:
    text = (resources.files("kg.graph.packaging") / "cube.ttl").read_text(encoding="utf-8")
    return [quad.triple for quad in parse(text.replace(DEFAULT_BASE, base), format=RdfFormat.TURTLE)]

"""State extractions as quads: each claim in its own named graph, and around them where they come from.

Place in the stream: Extraction → Quad. Four kinds of graphs: the claims, `graph/registry` (names that no text gives),
`graph/provenance` (documents, sentences, spans, voices, rules) and `graph/ontology` (what the words mean).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from pyoxigraph import Quad

from kg.graph import claims, entities, naming, provenance
from kg.graph.iris import Iris
from kg.model import Extraction, Name

__all__ = ["state"]


def state(
    extractions: Sequence[Extraction],
    *,
    iris: Iris,
    names: Iterable[Name] = (),
    rules: Mapping[str, str] | None = None,
    without: Container[str] = (),
) -> list[Quad]:
    """State what was read, `without` the claims of these IRIs.

    `rules` gives the words of each rule, `names` the curated labels. No order is promised.
    """
    quads: list[Quad] = []
    things = naming.Things()
    for extraction in extractions:
        source = claims.Source.of(extraction, iris=iris)
        read = claims.state(source, [*entities.claims(extraction), *extraction.claims], iris=iris)
        statements = [statement for statement in read if statement.graph.value not in without]
        things.add(statements)
        for statement in statements:
            quads += statement.quads()
        quads += provenance.describe(source, statements, iris=iris, rules=rules or {})
    quads += naming.describe(things, extractions, names=names, iris=iris)
    return list(dict.fromkeys(quads))

"""Know the prefixes, classes and properties that the graph is written with.

Place in the stream: the words of `quads`. A bare name is a term of ours (`serves`), a prefixed one is reused
as it is (`org:member`); anything else is refused, so that a typing error in a rule cannot reach the graph.
"""

from __future__ import annotations

from types import MappingProxyType

from kg.errors import BuildError

__all__ = ["CLASSES", "INDICATORS", "KINDS", "PREFIXES", "VALUES", "expand"]

PREFIXES = MappingProxyType(
    {
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "unit": "http://qudt.org/vocab/unit/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

# The class of a thing that a claim speaks of without saying what it is.
CLASSES = MappingProxyType(
    {
        "org": "Organization",
        "person": "Person",
        "place": "Place",
        "facility": "Facility",
        "highland": "Highland",
        "strategy": "Strategy",
        "programme": "Programme",
        "measure": "Measure",
        "goal": "Goal",
        "group": "Group",
        "field": "Field",
        "industry": "Industry",
        "cluster": "Cluster",
        "technology": "Technology",
        "product": "Product",
        "standard": "Standard",
        "scenario": "Scenario",
        "honour": "Honour",
        "ranking": "Ranking",
        "event": "Event",
        "indicator": "Indicator",
        "period": "Period",
        "role": "Role",
        "tenure": "Tenure",
        "recognition": "Recognition",
        "distinction": "Distinction",
        "supply": "Supply",
        "collaboration": "Collaboration",
        "value": "IndicatorValue",
    }
)
KINDS = frozenset(CLASSES)

# measure type → class of the indicator, and the property that leads to what it is measured against
INDICATORS = MappingProxyType(
    {
        "growth": ("GrowthIndicator", "growthOf", "indicator"),
        "share": ("ShareIndicator", "denominator", "indicator"),
        "rank": ("RankIndicator", "inRanking", "ranking"),
    }
)

VALUES = MappingProxyType({"observed": "ObservedValue", "target": "TargetValue", "forecast": "ForecastValue"})


def expand(name: str, *, ontology: str) -> str:
    """Expand a local name of ours or a prefixed name into an IRI; raises `BuildError` for an unknown prefix."""
    prefix, colon, local = name.partition(":")
    if not colon:
        prefix, local = "", name
    space = ontology if prefix in ("", "kc") else PREFIXES.get(prefix)
    if space is None or not local.replace("_", "").replace("-", "").isascii():
        raise BuildError(f"{name!r} is no term of ours and has no known prefix; known are {', '.join(PREFIXES)}")
    return space + local

"""What the numbers of a text measure: `infer(view, annotated, entities)` gives claims that state a value."""

from kg.extraction.indicators.inferring import infer
from kg.extraction.indicators.qualifying import qualifiers

__all__ = ["infer", "qualifiers"]

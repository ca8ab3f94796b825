"""What is said of a time: the parts of a match as characters.

Place in the stream: annotations of the time layer → their parts, until the reference date is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.extraction import numerals
from kg.extraction.patterns import Annotation


@dataclass(frozen=True, slots=True)
class Said:
    """The parts of a time as characters."""

    parts: Mapping[str, str]

    def __getitem__(self, part: str) -> str:
        """Give the characters of a part; empty when it took no part."""
        return self.parts.get(part, "")

    def number(self, part: str) -> int | None:
        """Read a part as a whole number."""
        value = numerals.parse(self[part]) if self[part] else None
        return None if value is None else int(value)


def characters(annotation: Annotation, text: str) -> Annotation:
    """Keep a time's parts as characters until the reference date is known."""
    parts = {name: "".join(spans[-1].of(text).split()) for name, spans in annotation.parts.items()}
    return replace(annotation, item=parts | {"text": annotation.span.of(text)})

"""Merge claims: the same rule at the same place states a thing once; of two rules that say the same there, one stays.

Place in the stream: claims → claims. The same fact read in two places stays two claims: two witnesses of one node.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Claim

__all__ = ["merge"]


def merge(claims: Iterable[Claim]) -> list[Claim]:
    """Drop claims whose facts another claim of the same sentence already states, keeping the first rule's."""
    kept: list[Claim] = []
    stated: set[tuple[object, ...]] = set()
    for claim in claims:
        first = claim.sentences[:1]
        new = [fact for fact in claim.facts if (first, fact) not in stated]
        if claim.facts and not new:
            continue
        stated.update((first, fact) for fact in claim.facts)
        kept.append(claim)
    return sorted(kept, key=lambda claim: (claim.spans, claim.rule))

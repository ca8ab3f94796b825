"""The JSON report of one extraction: sentences, entities, indicators, relations, what stayed unexplained.

Place in the stream: Extraction → JSON, in the words of the gold format, for `kechuang extract` and the evaluation.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from kg.extraction import times, units
from kg.extraction.indicators import naming
from kg.extraction.relations import pairs
from kg.model import Claim, Entity, Extraction, Fact, Indicator, Period, Quantity, Ref, Sentence, Span, Text, Value

__all__ = ["comparator", "report", "type_of", "unit", "value"]

_SILENT = ("a", "skos:prefLabel", "skos:altLabel", "statedCount", "listingComplete")


def report(extraction: Extraction) -> dict[str, Any]:
    """Report an extraction; every `start` and `end` is an offset into the article's text."""
    sentences = {sentence.ordinal: sentence for sentence in extraction.view.sentences}
    labels = {entity.ref: entity.label for entity in extraction.entities}
    year = _year(extraction)
    return {
        "document": _document(extraction),
        "sentences": [_sentence(extraction, sentence) for sentence in extraction.view.sentences],
        "entities": [_entity(entity) for entity in extraction.entities],
        "indicators": [
            _indicator(extraction, claim, claim.value, labels, sentences, year)
            for claim in sorted(extraction.claims, key=_where)
            if claim.value
        ],
        "relations": [
            relation
            for claim in extraction.claims
            for fact in pairs.of(claim)
            if (relation := _relation(extraction, claim, fact, labels)) is not None
        ],
        "unexplained": [
            {**_place(entry.span), "text": entry.text, "reason": entry.reason, "what": entry.what}
            for entry in extraction.coverage.unexplained
        ],
    }


def _where(claim: Claim) -> int:
    return claim.value.quantity.span.start if claim.value else 0


def value(quantity: Quantity) -> float | list[float | None]:
    """Give a quantity's value as gold files write it: a number, or `[low, high]`."""
    if quantity.value is not None:
        return _number(quantity.value)
    high = quantity.upper
    if quantity.comparator == "several-tens" and quantity.lower is not None:
        high = quantity.lower * 5
    return [_number(bound) if bound is not None else None for bound in (quantity.lower, high)]


def comparator(quantity: Quantity) -> str:
    """Give a quantity's comparator in the words of the gold format."""
    if quantity.value is None and quantity.comparator == "exact":
        return "range"
    if quantity.comparator == "class" and quantity.unit not in ("NUM", "") and not quantity.unit.startswith("CCY"):
        return "eq"
    return _words("comparators")[quantity.comparator]


def unit(quantity: Quantity) -> str:
    """Give a quantity's unit in the words of the gold format."""
    if not quantity.unit:
        return "rank"
    if quantity.unit_text == "分之":
        return "ratio"
    if quantity.unit_text in ("番", "位数"):
        return "times" if quantity.unit_text == "番" else "percent"
    if quantity.unit.startswith("CCY_"):
        return quantity.unit.removeprefix("CCY_")
    known = units.table().get(quantity.unit_text)
    if known is not None:
        return known.unit
    return _words("units").get(quantity.unit, quantity.unit_text or "none")


def type_of(entity: Entity) -> str:
    """Give an entity's type in the words of the gold format."""
    return _words("types").get(entity.type, "Organization")


@cache
def _words(table: str) -> Mapping[str, str]:
    text = (resources.files("kg.extraction") / "lexicon" / "reports.toml").read_text("utf-8")
    found: dict[str, Mapping[str, str]] = tomllib.loads(text)
    return found[table]


def _year(extraction: Extraction) -> int | None:
    issued = extraction.article.metadata.issued
    return issued.year if issued else None


def _document(extraction: Extraction) -> dict[str, Any]:
    article = extraction.article
    metadata = article.metadata
    return {
        "id": article.id,
        "name": article.name,
        "title": metadata.title,
        "publisher": metadata.publisher,
        "issued": metadata.issued.isoformat() if metadata.issued else None,
        "sha256": article.sha256,
        "characters": len(article.text),
    }


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _sentence(extraction: Extraction, sentence: Sentence) -> dict[str, Any]:
    text = sentence.span.of(extraction.article.text)
    return {"ordinal": sentence.ordinal, **_place(sentence.span), "kind": sentence.kind.value, "text": text}


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": identifier(entity.ref),
        "type": type_of(entity),
        "class": entity.type,
        "label": entity.label,
        "aliases": list(entity.aliases),
        "core": entity.core,
        "mentions": [
            {**_place(mention.span), "text": mention.text, "anaphoric": mention.anaphoric}
            for mention in entity.mentions
        ],
    }


def identifier(ref: Ref) -> str:
    """Give what a ref is called before it has an IRI: its kind and its name."""
    return f"{ref.kind}/{ref.name or '·'.join(_part(part) for part in ref.parts)}"


def _part(part: Ref | str) -> str:
    return part if isinstance(part, str) else part.name or "·".join(_part(inner) for inner in part.parts)


def _indicator(
    extraction: Extraction,
    claim: Claim,
    stated: Value,
    labels: Mapping[Ref, str],
    sentences: Mapping[int, Sentence],
    year: int | None,
) -> dict[str, Any]:
    quantity = stated.quantity
    return {
        **_place(quantity.span),
        "text": quantity.span.of(extraction.article.text),
        "value": value(quantity),
        "lower": _number(quantity.lower) if quantity.lower is not None else None,
        "upper": _number(quantity.upper) if quantity.upper is not None else None,
        "unit": unit(quantity),
        "unit_text": quantity.unit_text,
        "comparator": comparator(quantity),
        "measure": naming.printed(stated.indicator.name),
        "measure_type": stated.indicator.measure_type,
        "subject": {
            "id": identifier(stated.about),
            "label": stated.about_text or labels.get(stated.about) or _part(stated.about),
        },
        "kind": stated.kind.value,
        "period": _period(stated.period, year),
        "speaker": claim.speech.speaker_text if claim.speech else None,
        "rule": claim.rule,
        "number_rule": quantity.rule,
        "sentence": _place(sentences[claim.sentences[0]].span),
        "evidence": [_place(span) for span in claim.spans],
        **_links(stated, stated.indicator),
    }


def _links(stated: Value, indicator: Indicator) -> dict[str, Any]:
    return {
        "of": indicator.of or None,
        "scope": stated.scope.name if stated.scope else None,
        "component_of": _place(stated.component_of) if stated.component_of else None,
        "baseline": _place(stated.baseline) if stated.baseline else None,
    }


def _period(period: Period | None, year: int | None) -> dict[str, Any]:
    """Report a period; where none is said, the year of the text with basis none."""
    if period is not None and period.start is not None and period.end is not None:
        return {
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "basis": period.basis.value,
            "text": times.words(period),
            "label": period.label,
        }
    start, end = times.year(year) if year else (None, None)
    return {
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        "basis": "none",
        "text": period.label if period else "",
        "label": "",
    }


def _relation(extraction: Extraction, claim: Claim, fact: Fact, labels: Mapping[Ref, str]) -> dict[str, Any] | None:
    if fact.predicate in _SILENT:
        return None
    start, end = claim.spans[0].start, claim.spans[-1].end
    return {
        "subject": _shown(fact.subject, labels),
        "predicate": fact.predicate,
        "object": _shown(fact.object, labels),
        "start": start,
        "end": end,
        "quote": extraction.article.text[start:end],
        "evidence": [_place(span) for span in claim.spans],
        "modality": claim.modality.value,
        "speaker": claim.speech.speaker_text if claim.speech else None,
        "rule": claim.rule,
    }


def _shown(thing: object, labels: Mapping[Ref, str]) -> str:
    if isinstance(thing, Ref):
        return labels.get(thing) or _part(thing)
    return thing.text if isinstance(thing, Text) else str(getattr(thing, "name", thing))


def _number(number: Decimal) -> float:
    return int(number) if number == number.to_integral_value() else float(round(number, 6))

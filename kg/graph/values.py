"""State an indicator value: who, what, how much, when, as one node.

Place in the stream: Value → triples of its claim's graph (the pattern of schema.org's Observation). The node's IRI
holds what is said, so two sources that agree share a node and two that disagree can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.iris import Iris
from kg.graph.literals import literal
from kg.graph.vocab import VALUES
from kg.model import Claim, Concept, Period, Ref, Span, Value, View

__all__ = ["Nodes", "as_printed", "node", "nodes", "period", "refs", "state"]

Nodes = Mapping[Span, NamedNode]  # a quantity's place → the node of its value
Statement = tuple[str, NamedNode | Literal]


def period(of: Period | None) -> Ref | None:
    """Give the identity of a period; None for one without an end, which no calendar holds."""
    return Ref("period", of.label) if of is not None and of.end is not None else None


def as_printed(value: Value, view: View) -> Value:
    """Give the value's words as the article prints them; rules read the view, whose brackets and digits are folded."""
    quantity, text = value.quantity, view.article.text
    start, end = quantity.span
    unit = quantity.text.rfind(quantity.unit_text) if quantity.unit_text else -1
    printed = Span(end - len(value.printed), end)
    return replace(
        value,
        quantity=replace(
            quantity,
            text=quantity.span.of(text),
            unit_text=text[start + unit :][: len(quantity.unit_text)] if unit >= 0 else quantity.unit_text,
        ),
        printed=printed.of(text) if value.printed and printed.of(view.text) == value.printed else value.printed,
    )


def node(value: Value, *, iris: Iris) -> NamedNode:
    """Give the IRI of a value."""
    quantity, when = value.quantity, period(value.period)
    said = [quantity.value, quantity.lower, quantity.upper, quantity.precision]
    numbers = ["" if number is None else literal(number).value for number in said]
    scope = [iris.slug(ref) for ref in (value.scope, period(value.base_period)) if ref is not None]
    return iris.value(
        Ref("indicator", value.indicator.name),
        value.about,
        when or "undated",
        value.kind.value,
        digest=(*numbers, quantity.unit, quantity.comparator, *scope),
    )


def nodes(claims: tuple[Claim, ...], *, iris: Iris) -> Nodes:
    """Map the place of each quantity to the node of the first value that was read from it."""
    found: dict[Span, NamedNode] = {}
    for claim in claims:
        if claim.value is not None:
            found.setdefault(claim.value.quantity.span, node(claim.value, iris=iris))
    return found


def refs(value: Value) -> list[Ref]:
    """List the things that a value speaks of."""
    periods = (period(of) for of in (value.period, value.base_period, value.deadline))
    indicator = Ref("indicator", value.indicator.name)
    return [ref for ref in (indicator, value.about, value.scope, *periods) if ref is not None]


def state(value: Value, *, iris: Iris, nodes: Nodes) -> list[Triple]:
    """State a value as triples about its node."""
    subject = node(value, iris=iris)
    statements = (*_what(value, iris=iris), *_amount(value, iris=iris), *_links(value, nodes=nodes))
    return [Triple(subject, iris.term(predicate), object_) for predicate, object_ in statements if object_ != subject]


def _what(value: Value, *, iris: Iris) -> Iterator[Statement]:
    yield "rdf:type", iris.term(VALUES[value.kind.value])
    yield "indicator", iris.thing(Ref("indicator", value.indicator.name))
    yield "about", iris.thing(value.about)
    periods = {"period": value.period, "basePeriod": value.base_period, "deadline": value.deadline}
    for predicate, ref in (*((name, period(of)) for name, of in periods.items()), ("withinScope", value.scope)):
        if ref is not None:
            yield predicate, iris.thing(ref)


def _amount(value: Value, *, iris: Iris) -> Iterator[Statement]:
    quantity = value.quantity
    numbers = {
        "value": quantity.value,
        "lowerBound": quantity.lower,
        "upperBound": quantity.upper,
        "precision": quantity.precision,
    }
    for predicate, number in numbers.items():
        if number is not None:
            yield predicate, literal(number)
    if quantity.unit:
        ours = quantity.unit.islower()  # 亩, 个百分点: units that QUDT has not
        yield "unit", iris.concept(Concept("unit", quantity.unit)) if ours else iris.term(f"unit:{quantity.unit}")
    yield "comparator", iris.concept(Concept("comparator", quantity.comparator))
    yield "valueText", literal(value.printed or quantity.text)
    if quantity.unit_text:
        yield "unitText", literal(quantity.unit_text)


def _links(value: Value, *, nodes: Nodes) -> Iterator[Statement]:
    for predicate, span in (("componentOf", value.component_of), ("baseline", value.baseline)):
        if span is not None and span in nodes:
            yield predicate, nodes[span]

"""Explain why the graph holds a statement: by the sentences that say so, or by the rule and premises it follows from.

Place in the stream: beside the queries, on a store. A statement rests on claims (one rule, one place in one text), on
an inference rule whose premises rest on claims in their turn, or on the curated registry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.explanation import asking, joining, resolution
from kg.explanation.asking import Term
from kg.graph import external
from kg.store import Store

__all__ = ["Explanation", "Statement", "Witness", "explain", "find", "why"]

DEEPEST = 8  # rounds of inference that are walked back
PROOFS = 20  # proofs of one step that are looked at, to find one whose premises are stated

Statement = tuple[Term, Term, Term]


@dataclass(frozen=True, slots=True)
class Witness:
    """A claim that states it: which sentence, which characters, whose voice, which rule."""

    claim: str
    modality: str
    rule: str
    words: str
    sentence: str
    text: str
    title: str
    quotes: tuple[tuple[int, int, str], ...]
    speaker: str = ""
    verb: str = ""
    period_basis: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a statement holds."""

    statement: Statement
    witnesses: tuple[Witness, ...] = ()
    graphs: tuple[str, ...] = ()  # registry, ontology, provenance, or the node of an n-ary fact
    tables: tuple[str, ...] = ()  # rows of the frozen table of external identifiers
    rule: str = ""  # of inference
    premises: tuple[Explanation, ...] = field(default=())


def why(store: Store, subject: str, predicate: str, object_: str) -> list[Explanation]:
    """Explain each statement that the three words may mean; raises `QueryError` when none is in the graph."""
    found = [explain(store, statement) for statement in find(store, subject, predicate, object_)]
    if not found:
        raise QueryError(
            f"the graph does not state: {subject} {predicate} {object_}; `kechuang sparql` shows what it states, "
            "and a name may be an IRI, kcid:org/…, or a label as in the text"
        )
    return found


def find(store: Store, subject: str, predicate: str, object_: str) -> list[Statement]:
    """List the statements of the graph that three words may mean; an n-ary fact that links them counts."""
    subjects, objects = resolution.things(store, subject), _objects(store, object_)
    properties = resolution.predicates(store, predicate)
    direct: list[Statement] = [
        (first, middle, last)
        for first in subjects
        for middle in properties
        for last in objects
        if asking.rows(store, "graphs", subject=first, predicate=middle, object=last)
        or asking.rows(store, "witnesses", subject=first, predicate=middle, object=last)
    ]
    if direct:
        return direct
    nodes = _linking(store, subjects, properties, objects) or [*joining.nodes(store, subjects, predicate, object_)]
    return [told for node in nodes for told in _supported(store, node)]


def explain(store: Store, statement: Statement, *, depth: int = 0) -> Explanation:
    """Explain one statement of the graph; inferred premises are walked back to claims."""
    subject, predicate, object_ = statement
    witnesses = tuple(_witnesses(store, statement))
    others = asking.rows(store, "graphs", subject=subject, predicate=predicate, object=object_)
    graphs = tuple(_name(row["graph"], f"{store.base}graph/") for row in others if row.get("rule") is None)
    rules = [row for row in others if row.get("rule") is not None]
    if witnesses or graphs or not rules or depth > DEEPEST:
        return Explanation(statement, witnesses, graphs, tables=tuple(_tables(store, statement)))
    rule = _name(rules[0]["rule"], f"{store.base}id/inference-rule/")
    premises = tuple(explain(store, premise, depth=depth + 1) for premise in _premises(store, rule, statement))
    return Explanation(statement, rule=f"{rule} ({_value(rules[0]['words'])})", premises=premises)


def _tables(store: Store, statement: Statement) -> Iterator[str]:
    _, predicate, object_ = statement
    for row in external.table():
        named = resolution.predicates(store, row.predicate) if ":" in row.predicate else []
        ours = NamedNode(f"{store.base}ontology#{row.predicate}")
        if row.value == _value(object_) and predicate in (ours, *named):
            valid = f"{row.valid_from or '…'}–{row.valid_to or '…'}"
            yield f"{row.scheme}, valid {valid}, by {row.package} {row.version}, checked on {row.checked_on}"


def _objects(store: Store, text: str) -> list[Term]:
    return [*resolution.things(store, text), *resolution.literals(store, text)]


def _linking(store: Store, subjects: list[NamedNode], properties: list[NamedNode], objects: list[Term]) -> list[Term]:
    nodes = [
        row["node"]
        for first in subjects
        for middle in properties
        for last in objects
        for row in asking.rows(store, "linking", subject=first, predicate=middle, object=last)
    ]
    return [node for node in dict.fromkeys(nodes) if node is not None]


def _supported(store: Store, node: Term) -> Iterator[Statement]:
    rows = asking.rows(store, "supporting", subject=node)
    yield from dict.fromkeys((node, predicate, object_) for predicate, object_ in map(_told, rows))


def _told(row: asking.Row) -> tuple[Term, Term]:
    predicate, object_ = row["predicate"], row["object"]
    if predicate is None or object_ is None:
        raise QueryError("the query `supporting` leaves a variable unbound; it must bind predicate and object")
    return predicate, object_


def _witnesses(store: Store, statement: Statement) -> Iterator[Witness]:
    subject, predicate, object_ = statement
    for row in asking.rows(store, "witnesses", subject=subject, predicate=predicate, object=object_):
        claim = row["claim"]
        if claim is None:
            continue
        spans = asking.rows(store, "quotes", claim=claim)
        yield Witness(
            claim=_value(claim),
            modality=_name(row["modality"], f"{store.base}scheme/modality/"),
            rule=_name(row["rule"], f"{store.base}id/rule/"),
            words=_value(row["words"]),
            sentence=_value(row["sentence"]),
            text=_value(row["text"]),
            title=_value(row["title"]),
            quotes=tuple(
                (int(_value(each["start"])), int(_value(each["end"])), _value(each["quote"])) for each in spans
            ),
            speaker=_value(row.get("speaker")),
            verb=_value(row.get("verb")),
            period_basis=_name(row.get("basis"), f"{store.base}scheme/period-basis/"),
        )


def _premises(store: Store, rule: str, statement: Statement) -> Iterator[Statement]:
    subject, predicate, object_ = statement
    rows = asking.rows(store, f"premises/{rule}", subject=subject, predicate=predicate, object=object_)
    proofs = [list(_steps(row)) for row in rows[:PROOFS]]
    stated = (proof for proof in proofs if all(_is_stated(store, premise) for premise in proof))
    yield from next(stated, proofs[0] if proofs else [])


def _steps(row: asking.Row) -> Iterator[Statement]:
    for number in ("1", "2"):
        subject, predicate, object_ = (row.get(part + number) for part in ("subject", "predicate", "object"))
        if subject is not None and predicate is not None and object_ is not None:
            yield subject, predicate, object_


def _is_stated(store: Store, statement: Statement) -> bool:
    subject, predicate, object_ = statement
    return bool(asking.rows(store, "witnesses", subject=subject, predicate=predicate, object=object_))


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _name(term: Term | None, space: str) -> str:
    return _value(term).removeprefix(space)

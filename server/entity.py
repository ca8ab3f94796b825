"""Read everything that a page tells about one thing.

Place in the stream: the store's rows → one `Entity`, grouped in the order of the ontology, for `resource` to render.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.graph import glossary
from server import evidence, things
from server.addresses import PREFIXES, base
from server.asking import Row, ask
from server.evidence import Evidence
from server.things import Text, Thing, Value

TYPE = PREFIXES["rdf"] + "type"
LABELS = tuple(
    PREFIXES[prefix] + name for prefix, name in (("skos", "prefLabel"), ("rdfs", "label"), ("dcterms", "title"))
)
ALIAS = PREFIXES["skos"] + "altLabel"
PAGE = 20
# Links that other parts of the page already show.
FIGURE_LINKS = ("about",)
MENTION_LINKS = ("mentions",)


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of a property, and why it is there."""

    value: Value
    claims: tuple[Evidence, ...] = ()
    inferred: tuple[str, ...] = ()  # graphs of the rules that add it, when no source states it

    @property
    def modality(self) -> str:
        """Give the mood in which all sources put it; empty when one simply asserts it or there is none."""
        moods = {claim.modality for claim in self.claims}
        return "" if "asserted" in moods or not moods else sorted(moods)[0]


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one property."""

    property: Thing
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported value of an indicator, as printed."""

    value: Thing
    kind: str  # observed | target | forecast
    indicator: Thing
    period: str
    deadline: str
    scope: str
    claims: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A fact with more than two parts: a post, an honour, a supply."""

    node: Thing
    kind: Thing
    parts: tuple[Group, ...]
    claims: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Inbound:
    """The things that point here by one property: how many, and one page of them."""

    by: Thing
    count: int
    page: int
    things: tuple[Thing, ...]

    @property
    def pages(self) -> int:
        """Give the number of pages."""
        return -(-self.count // PAGE)


@dataclass(frozen=True, slots=True)
class Mentions:
    """The sentences of one document that name a thing: their IRIs with their ordinals."""

    document: Thing
    sentences: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """What a page tells about one thing."""

    thing: Thing
    types: tuple[Thing, ...]
    labels: tuple[Text, ...]
    aliases: tuple[Text, ...]
    groups: tuple[Group, ...]
    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]
    inbound: tuple[Inbound, ...]
    claims: Mapping[str, Evidence]
    mentions: tuple[Mentions, ...] = ()
    implied: tuple[Group, ...] = ()  # what follows for the vocabularies of others
    replaced_by: str = ""
    deprecated: bool = False


def read(iri: str, *, inverse: str = "", page: int = 1) -> Entity | None:
    """Read one thing; None when the data does not know it. `inverse` and `page` turn the pages of one inbound link."""
    rows = ask("statements", this=iri)
    counts = ask("inbound", this=iri)
    if not rows and not counts:
        return None
    claims = evidence.collect(ask("evidence", this=iri))
    figures = _figures(ask("figures", this=iri), claims)
    relations = _relations(ask("nary", this=iri), claims)
    groups = {group.property.iri: group for group in _groups(rows, claims)}
    implied = tuple(groups.pop(name) for name in [*groups] if name != TYPE and _implied(groups[name]))
    return Entity(
        thing=_self(iri, rows),
        types=_types(groups.pop(TYPE, None)),
        labels=_texts(*(groups.pop(name, None) for name in LABELS)),
        aliases=_texts(groups.pop(ALIAS, None)),
        groups=tuple(sorted(groups.values(), key=_place)),
        figures=figures,
        relations=relations,
        inbound=_inbound(iri, counts, hidden=_shown(figures, relations), inverse=inverse, page=page),
        claims=claims,
        mentions=_mentions(ask("mentioned-in", this=iri)),
        implied=implied,
        replaced_by=next((row.text("value") for row in rows if row.text("property") == _dcterms("isReplacedBy")), ""),
        deprecated=any(row.text("property") == PREFIXES["owl"] + "deprecated" for row in rows),
    )


def ancestors(iri: str) -> list[str]:
    """List the classes above a class, the nearest first, ours and others'."""
    return glossary.read(base()).ancestors(iri)


def _groups(rows: list[Row], claims: Mapping[str, Evidence]) -> list[Group]:
    found: dict[str, dict[Value, list[str]]] = {}
    for row in rows:
        values = found.setdefault(row.text("property"), {})
        graphs = values.setdefault(_known(values, things.value(row)), [])
        graphs.append(row.text("graph"))
    return [
        Group(things.term(name), tuple(_statement(value, graphs, claims) for value, graphs in values.items()))
        for name, values in found.items()
    ]


def _known(values: Mapping[Value, list[str]], value: Value) -> Value:
    """Give the value that is already listed under the same IRI, so that two stated classes do not list it twice."""
    if isinstance(value, Text):
        return value
    return next((known for known in values if isinstance(known, Thing) and known.iri == value.iri), value)


def _statement(value: Value, graphs: list[str], claims: Mapping[str, Evidence]) -> Statement:
    distinct = tuple(dict.fromkeys(graphs))
    inferred = tuple(graph for graph in distinct if graph.startswith(f"{base()}graph/inferred/"))
    sources = tuple(claims[graph] for graph in distinct if graph in claims)
    return Statement(value, sources, inferred if len(inferred) == len(distinct) else ())


def _implied(group: Group) -> bool:
    """Say whether a group only repeats ours in the words of another vocabulary."""
    ours = group.property.iri.startswith(base())
    return not ours and all(statement.inferred for statement in group.statements)


def _mentions(rows: list[Row]) -> tuple[Mentions, ...]:
    found: dict[Thing, list[tuple[str, int]]] = {}
    for row in rows:
        document = Thing(row.text("document"), row.text("title"))
        found.setdefault(document, []).append((row.text("sentence"), row.number("ordinal")))
    return tuple(Mentions(document, tuple(sentences)) for document, sentences in found.items())


def _types(group: Group | None) -> tuple[Thing, ...]:
    """List the classes that were stated, the most specific first; those that follow are on the ontology page."""
    if group is None:
        return ()
    stated = [statement.value for statement in group.statements if not statement.inferred]
    ours = [things.term(value.iri) for value in stated if isinstance(value, Thing)]
    above = {parent for thing in ours for parent in glossary.read(base()).ancestors(thing.iri)}
    return tuple(thing for thing in ours if thing.iri not in above)


def _texts(*groups: Group | None) -> tuple[Text, ...]:
    statements = (statement.value for group in groups if group for statement in group.statements)
    return tuple(value for value in statements if isinstance(value, Text))


def _self(iri: str, rows: list[Row]) -> Thing:
    labels: dict[str, str] = {}
    for row in rows:
        value = things.value(row)
        if row.text("property") in LABELS and isinstance(value, Text):
            labels.setdefault(value.language or "zh", value.text)
        elif row.text("property") == f"{base()}ontology#valueText" and isinstance(value, Text):
            labels.setdefault("zh", value.text)
    classes = [row.text("value") for row in rows if row.text("property") == TYPE]
    ours = [name for name in classes if name.startswith(f"{base()}ontology#")]
    above = {parent for name in ours for parent in glossary.read(base()).ancestors(name)}
    specific = next((name for name in ours if name not in above), "")
    return Thing(iri, labels.get("zh", ""), labels.get("en", ""), specific)


def _place(group: Group) -> tuple[int, str]:
    """Order properties as the ontology does, those of others after ours."""
    order = glossary.read(base()).order
    return order.get(group.property.iri, len(order)), group.property.iri


def _figures(rows: list[Row], claims: Mapping[str, Evidence]) -> tuple[Figure, ...]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.text("figure"), []).append(row)
    return tuple(_figure(group, claims) for group in found.values())


def _figure(rows: list[Row], claims: Mapping[str, Evidence]) -> Figure:
    row = rows[0]
    kind = row.text("kind").rsplit("#", 1)[-1]
    sources = dict.fromkeys(row.text("claim") for row in rows)
    return Figure(
        value=Thing(row.text("figure"), row.text("printed"), "", row.text("kind")),
        kind=kind.removesuffix("Value").lower(),
        indicator=things.thing(row, "indicator", prefix="indicator"),
        period=row.text("periodZh"),
        deadline=row.text("deadlineZh"),
        scope=row.text("scopeZh"),
        claims=tuple(claims[claim] for claim in sources if claim in claims),
    )


def _relations(rows: list[Row], claims: Mapping[str, Evidence]) -> tuple[Relation, ...]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.text("node"), []).append(row)
    return tuple(_relation(group, claims) for group in found.values())


def _relation(rows: list[Row], claims: Mapping[str, Evidence]) -> Relation:
    kind = rows[0].text("kind")
    parts = [Row(row | {"graph": row["claim"]}) for row in rows if row.text("property") != TYPE]
    sources = dict.fromkeys(row.text("claim") for row in rows)
    return Relation(
        node=Thing(rows[0].text("node"), type=kind),
        kind=things.term(kind),
        parts=tuple(sorted(_groups(parts, {}), key=_place)),
        claims=tuple(claims[claim] for claim in sources if claim in claims),
    )


def _shown(figures: tuple[Figure, ...], relations: tuple[Relation, ...]) -> frozenset[str]:
    space = f"{base()}ontology#"
    above = {parent for name in glossary.read(base()).by_iri for parent in ancestors(name)}
    elsewhere = {name for name in above if not name.startswith(base())}
    told = {space + name for name in (*MENTION_LINKS, *(FIGURE_LINKS if figures else ()))}
    return frozenset(elsewhere | told) | frozenset(
        group.property.iri for relation in relations for group in relation.parts
    )


def _inbound(iri: str, counts: list[Row], *, hidden: frozenset[str], inverse: str, page: int) -> tuple[Inbound, ...]:
    found = []
    for row in counts:
        name = row.text("property")
        if name in hidden or name == TYPE:
            continue
        turned = max(page, 1) if name == inverse else 1
        listed = ask("inbound-by", this=iri, property=name)
        shown = listed[(turned - 1) * PAGE : turned * PAGE]
        links = tuple(things.thing(each, "subject") for each in shown)
        found.append(Inbound(things.term(name), row.number("count"), turned, links))
    order = glossary.read(base()).order
    return tuple(sorted(found, key=lambda link: (order.get(link.by.iri, len(order)), link.by.iri)))


def _dcterms(name: str) -> str:
    return PREFIXES["dcterms"] + name

"""The nouns that flow: plain frozen dataclasses from the article to the claim.

Place in the stream: every stage takes these and gives these; nothing here knows RDF, a store or the web.
Offsets are Unicode code points into `Article.text`, 0-based and end-exclusive (Web Annotation, section 4.2.4).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Quote the characters of this span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


# Reading ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article from outside its text (the sidecar file)."""

    title: str = ""
    publisher: str = ""
    language: str = "zh"
    issued: date | None = None
    issued_basis: str = "none"  # explicit | inferred | none
    home: str = ""  # the region that 我市, 全省, 全市 mean, as printed: 重庆
    identifier: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One source text, exactly as received, with its metadata."""

    text: str  # decoded, otherwise untouched: a byte-order mark and carriage returns stay
    sha256: str  # hex digest of the bytes
    metadata: Metadata = field(default_factory=Metadata)
    name: str = ""  # the file's stem

    @property
    def id(self) -> str:
        """Give the first 16 hex digits of the digest, the document's name in IRIs."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Name:
    """One row of an article's sidecar registry: what a thing is called, never what it is said to do."""

    kind: str  # path segment of its IRI: org, person, indicator
    label: str  # canonical Chinese label, the `name` of its `Ref`
    slug: str = ""  # frozen once published; empty: proposed from the label
    label_en: str = ""
    aliases: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()  # absolute IRIs of the same thing elsewhere


class BlockKind(StrEnum):
    """What a block of lines is in the layout."""

    TITLE = "title"
    BYLINE = "byline"
    HEADING = "heading"
    SIDEBAR = "sidebar"
    QUESTION = "question"
    ANSWER = "answer"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or heading line; `text` is the view's text (same length as the span)."""

    ordinal: int  # from 1, in reading order
    span: Span
    text: str  # normalised view of exactly span.end - span.start characters
    block: int  # number of its block, from 0
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class View:
    """The article as the rules see it: same length, normalised width, punctuation and script."""

    article: Article
    text: str  # len(text) == len(article.text), character for character
    sentences: tuple[Sentence, ...] = ()


# Extraction ------------------------------------------------------------------


class Modality(StrEnum):
    """How a claim is put (scheme/modality)."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    FORECAST = "forecast"
    SUGGESTED = "suggested"
    EVALUATED = "evaluated"


class PeriodBasis(StrEnum):
    """How a period was read (scheme/period-basis)."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    CARRIED = "carried"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Ref:
    """The identity of a thing before it has an IRI.

    `kind` is the coarse path segment of its IRI (org, person, place, highland, value …), not its class.
    A named thing has a `name` (its canonical Chinese label); an n-ary node has `parts`, the refs or strings
    that make it one.
    """

    kind: str
    name: str = ""
    parts: tuple[Ref | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of one of our closed schemes: `Concept("comparator", "more-than")`."""

    scheme: str
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A string in a language."""

    text: str
    language: str = "zh"


Object = Ref | Concept | Text | Decimal | int | bool | date | str


@dataclass(frozen=True, slots=True)
class Fact:
    """One triple before RDF: `predicate` is a local name of the ontology, or a prefixed name of one it reuses."""

    subject: Ref
    predicate: str  # "serves", "a" (the object is then a class's local name), "skos:altLabel", "org:member"
    object: Object


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in the text, and the entity it means."""

    span: Span
    text: str  # as printed: article.text[span.start:span.end]
    ref: Ref
    rule: str  # "entity.laboratory/1": what found it, or how an anaphor was resolved
    anaphoric: bool = False  # 公司, 我市, 该企业: it stands for the entity without naming it


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing of the article."""

    ref: Ref
    type: str  # local name of its most specific ontology class: "Laboratory"
    label: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    core: bool = True  # False for what is only named in passing (a quoted phrase, an acronym)


@dataclass(frozen=True, slots=True)
class Period:
    """A closed calendar interval and how it was read; `label` is its normal form: 2023, 2024-01-22, 2021-2025."""

    label: str
    start: date | None
    end: date | None
    basis: PeriodBasis = PeriodBasis.EXPLICIT


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed, with what it says exactly."""

    span: Span  # numeral + magnitude + unit, with 多/余 inside and 以上/左右 after it
    text: str
    value: Decimal | None  # in base units (yuan, single things); percent as 19.2; a fall is negative
    lower: Decimal | None
    upper: Decimal | None
    unit: str  # key of lexicon/units.tsv: NUM, PERCENT, CCY_CNY, UNITLESS …; "" for ranks
    unit_text: str  # as printed: 家, 亿元, 家(次)
    comparator: str  # concept of scheme/comparator: exact, more-than, at-least, about, slightly-more, slightly-less, …
    precision: Decimal | None = None  # place value of the last printed digit
    rule: str = ""


class ValueKind(StrEnum):
    """Which of the three classes of indicator values."""

    OBSERVED = "observed"
    TARGET = "target"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured."""

    name: str  # canonical Chinese name of the measure: 高新技术企业数量
    measure_type: (
        str  # concept of scheme/measure-type: stock, flow, cumulative, growth, share, rank, capacity, duration
    )
    of: str = ""  # growth: name of the indicator that grows; share: the whole's; rank: the ranking's name


@dataclass(frozen=True, slots=True)
class Value:
    """One reported value: who, what, how much, when."""

    quantity: Quantity
    indicator: Indicator
    about: Ref
    kind: ValueKind
    period: Period | None
    base_period: Period | None = None
    scope: Ref | None = None  # 全国, 西部: within which a rank or distinction holds
    component_of: Span | None = None  # the quantity's span of the total (其中)
    baseline: Span | None = None  # the quantity's span of the value that this one changes
    deadline: Period | None = None
    about_text: str = ""  # the words for whom it is about, where they are no name: 我国
    printed: str = ""  # the quantity with its word of comparison or change before it: 超过8500家, 增长19.2%


@dataclass(frozen=True, slots=True)
class Speech:
    """Who voices a claim; `span` covers the speaker's name and the verb."""

    span: Span
    speaker: Ref | None
    speaker_text: str
    verb: str
    direct: bool
    responds_to: Span | None = None  # the span of the question it answers
    event: Ref | None = None  # where it was said


@dataclass(frozen=True, slots=True)
class Claim:
    """What one rule read from one place: one named graph.

    A claim either states a `value` or `facts`; `supports` is the n-ary node (or Goal) that the facts describe.
    """

    rule: str  # "serves-highland/1": id and version
    spans: tuple[Span, ...]  # the evidence, in text order, not contiguous when the text is not
    sentences: tuple[int, ...]  # ordinals; the first is the one it is read from
    facts: tuple[Fact, ...] = ()
    value: Value | None = None
    supports: Ref | None = None
    modality: Modality = Modality.ASSERTED
    period_basis: PeriodBasis = PeriodBasis.NONE
    speech: Speech | None = None


# Accounting ------------------------------------------------------------------


class Account(StrEnum):
    """Where a number or a name ended."""

    FACT = "fact"
    TIME = "time"
    NAME = "name"
    ORDINAL = "ordinal"
    BENIGN = "benign"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Accounted:
    """One number or name of the text, and why it is (not) in the graph."""

    span: Span
    text: str
    account: Account
    reason: str
    what: str = "number"  # number | name


@dataclass(frozen=True, slots=True)
class Doubt:
    """An inconsistency of the article itself, proven from its own words and not repaired."""

    kind: str  # parts-do-not-add-up | count-and-list-disagree | one-character-off
    spans: tuple[Span, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The account of one article."""

    accounted: tuple[Accounted, ...] = ()
    sentences: tuple[tuple[int, str], ...] = ()  # ordinal -> used | boilerplate | not modelled
    doubts: tuple[Doubt, ...] = ()

    @property
    def unexplained(self) -> tuple[Accounted, ...]:
        """List what has no explanation."""
        return tuple(entry for entry in self.accounted if entry.account is Account.UNEXPLAINED)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one article."""

    view: View
    entities: tuple[Entity, ...]
    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]
    coverage: Coverage

    @property
    def article(self) -> Article:
        """Give the article this was read from."""
        return self.view.article

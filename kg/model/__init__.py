"""The nouns that flow: plain frozen dataclasses from the article to the claim.

Place in the stream: every stage takes these and gives these; nothing here knows RDF, a store or the web.

    reading   Span, Metadata, Article, Name, BlockKind, Sentence, View       the text
    things    Ref, Concept, Text, Fact, Mention, Entity                      what is named, and said
    values    PeriodBasis, Period, Quantity, ValueKind, Indicator, Value     how much, when
    claims    Modality, Speech, Claim                                        what one rule read from one place
    accounts  Account, Accounted, Doubt, Coverage, Extraction                where every number and name ended
"""

from kg.model.accounts import Account, Accounted, Coverage, Doubt, Extraction
from kg.model.claims import Claim, Modality, Speech
from kg.model.reading import Article, BlockKind, Metadata, Name, Sentence, Span, View
from kg.model.things import Concept, Entity, Fact, Mention, Object, Ref, Text
from kg.model.values import Indicator, Period, PeriodBasis, Quantity, Value, ValueKind

__all__ = [
    "Account",
    "Accounted",
    "Article",
    "BlockKind",
    "Claim",
    "Concept",
    "Coverage",
    "Doubt",
    "Entity",
    "Extraction",
    "Fact",
    "Indicator",
    "Mention",
    "Metadata",
    "Modality",
    "Name",
    "Object",
    "Period",
    "PeriodBasis",
    "Quantity",
    "Ref",
    "Sentence",
    "Span",
    "Speech",
    "Text",
    "Value",
    "ValueKind",
    "View",
]

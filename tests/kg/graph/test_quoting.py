from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import QuoteError
from kg.graph import quoting
from kg.model import Account, Accounted, Coverage, Extraction, Span


def test_quotes_that_equal_the_text_pass(extraction: Extraction) -> None:
    quoting.check(extraction)


def test_a_mention_that_is_not_printed_there_is_refused(extraction: Extraction) -> None:
    entity = extraction.entities[0]
    moved = replace(entity.mentions[0], span=Span(0, 5))

    with pytest.raises(QuoteError, match="is quoted from 0-5"):
        quoting.check(replace(extraction, entities=(replace(entity, mentions=(moved,)),)))


def test_a_number_in_other_characters_is_refused(extraction: Extraction) -> None:
    claim = next(claim for claim in extraction.claims if claim.value is not None)
    value = claim.value
    assert value is not None
    other = replace(claim, value=replace(value, quantity=replace(value.quantity, text="７５６５家")))

    with pytest.raises(QuoteError, match="as received"):
        quoting.check(replace(extraction, claims=(other,)))


@pytest.mark.parametrize("span", [Span(5, 5), Span(7, 3), Span(9_000, 9_001), Span(-3, -1)], ids=str)
def test_a_span_that_holds_nothing_is_refused(span: Span, extraction: Extraction) -> None:
    claim = replace(extraction.claims[0], spans=(span,))

    with pytest.raises(QuoteError):
        quoting.check(replace(extraction, claims=(claim,)))


def test_the_account_quotes_too(extraction: Extraction) -> None:
    entry = Accounted(Span(0, 2), "金凤", Account.NAME, "a name")

    with pytest.raises(QuoteError):
        quoting.check(replace(extraction, coverage=Coverage(accounted=(entry,))))

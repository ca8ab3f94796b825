"""Write values as literals in one canonical form, so that equal values are equal bytes.

Place in the stream: plain values → RDF literals. An engine may rewrite `7565.0` to `7565` on loading while its parser
does not; a graph whose numbers are canonical from the start hashes the same everywhere.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.graph.vocab import PREFIXES
from kg.model import Text

__all__ = ["exact", "literal"]

_BOOLEAN = NamedNode(PREFIXES["xsd"] + "boolean")
_DATE = NamedNode(PREFIXES["xsd"] + "date")
_DECIMAL = NamedNode(PREFIXES["xsd"] + "decimal")
_INTEGER = NamedNode(PREFIXES["xsd"] + "integer")


def literal(value: Text | Decimal | int | bool | date | str) -> Literal:
    """Write a value: no trailing zeros, no plus sign, NFC strings, language tags in lower case."""
    if isinstance(value, Text):
        return Literal(unicodedata.normalize("NFC", value.text), language=value.language.lower())
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=_BOOLEAN)
    if isinstance(value, int):
        return Literal(str(value), datatype=_INTEGER)
    if isinstance(value, Decimal):
        return Literal(_decimal(value), datatype=_DECIMAL)
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=_DATE)
    return Literal(unicodedata.normalize("NFC", value))


def exact(text: str) -> Literal:
    """Quote characters as they stand: a quote must equal its source, normalised or not."""
    return Literal(text)


def _decimal(value: Decimal) -> str:
    printed = format(value, "f")
    if "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return "0" if printed in ("-0", "") else printed

from __future__ import annotations

from datetime import date

import pytest

from kg.graph import external
from kg.graph.external import Identifier
from kg.model import Entity, Ref

CODE = Identifier(
    ("永川区", "永川"), ("District",), "GB/T 2260", "adminCode", "500118", "2006", "", "p", "1", "2026-11-25"
)
NEW = Identifier(("两江新区",), ("District",), "GB/T 2260", "adminCode", "500157", "2025", "", "p", "1", "2026-11-25")


@pytest.mark.parametrize(
    ("row", "label", "type_", "on", "linked"),
    [
        (CODE, "永川区", "District", date(2024, 1, 23), True),
        (CODE, "永川", "District", date(2024, 1, 23), True),
        (CODE, "永川区", "Zone", date(2024, 1, 23), False),
        (CODE, "永川区", "District", date(2005, 1, 1), False),
        (CODE, "永川区", "District", None, True),
        (NEW, "两江新区", "Zone", date(2024, 1, 23), False),
        (NEW, "两江新区", "District", date(2024, 1, 23), False),
        (NEW, "两江新区", "District", date(2026, 1, 1), True),
    ],
    ids=["name", "short name", "other class", "before", "undated", "zone", "not yet", "since"],
)
def test_an_identifier_applies_by_label_class_and_date(
    row: Identifier, label: str, type_: str, on: date | None, linked: bool
) -> None:
    assert row.names(Entity(Ref("place", label), type_, label), on=on) is linked


def test_every_row_names_the_package_and_version_it_was_checked_in() -> None:
    assert [
        row for row in external.table() if not (row.package and row.version and row.checked_on and row.scheme)
    ] == []


def test_no_zone_and_no_county_seat_is_linked_as_if_it_were_the_area() -> None:
    codes = {row.value for row in external.table() if row.predicate == "adminCode"}
    places = [row for row in external.table() if "geonames" in row.value and "(" in row.scheme]

    assert codes == {"500000", "500118"}
    assert {row.predicate for row in places} == {"rdfs:seeAlso"}

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, serialize

from kg.errors import BuildError, StoreError
from kg.graph import canonical, periods
from kg.graph.literals import literal
from kg.model import Text

S, P, G = (NamedNode(f"https://example.org/{name}") for name in "spg")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("7565.0"), "7565"),
        (Decimal("19.20"), "19.2"),
        (Decimal("6E+4"), "60000"),
        (Decimal("-0.0"), "0"),
        (Decimal("0.10"), "0.1"),
        (Decimal("-3.50"), "-3.5"),
        (Decimal("3980000000.00"), "3980000000"),
        (100, "100"),
        (True, "true"),
        (False, "false"),
        (date(2024, 1, 22), "2024-01-22"),
        ("e\u0301", "é"),
        (Text("金凤", "ZH"), "金凤"),
    ],
    ids=str,
)
def test_a_value_has_one_written_form(value: Decimal | int | date | str | Text, written: str) -> None:
    assert literal(value).value == written


@pytest.mark.parametrize("number", ["7565", "19.2", "-3.5", "0", "0.1", "21148000000"])
def test_the_engine_keeps_a_number_as_it_is_written(number: str) -> None:
    store = Store()
    store.add(Quad(S, P, literal(Decimal(number))))

    assert next(iter(store)).object == literal(Decimal(number))


def test_language_tags_are_lower_case() -> None:
    assert literal(Text("x", "EN")).language == "en"


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        'quo"te',
        "back\\slash",
        "line\nbreak",
        "carriage\rreturn",
        "tab\t",
        "\u2028\u2029\x85",
        "\x01\x7f",
        "😀",
    ],
    ids=repr,
)
def test_canonical_quads_are_read_back_as_they_were(text: str, tmp_path: Path) -> None:
    quads = [Quad(S, P, Literal(text), G), Quad(S, P, Literal(text, language="zh"), G)]
    (tmp_path / "kg.nq").write_bytes(canonical.write(quads))

    assert set(canonical.read(tmp_path / "kg.nq")) == set(quads)


def test_the_order_of_quads_and_repeats_do_not_matter() -> None:
    quads = [Quad(S, P, Literal(str(number)), G) for number in range(20)]

    assert canonical.write(quads) == canonical.write([*reversed(quads), *quads])
    assert canonical.write(quads).count(b"\n") == 20
    assert canonical.write([]) == b""


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(BuildError, match="give the node an IRI"):
        canonical.write([Quad(BlankNode(), P, Literal("x"), G)])


def test_a_missing_file_of_quads_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="build again"):
        list(canonical.read(tmp_path / "kg.nq"))


def test_what_is_written_is_what_the_engine_writes() -> None:
    quad = Quad(S, P, Literal("x"), G)

    assert canonical.write([quad]) == serialize([quad], format=RdfFormat.N_QUADS)


@pytest.mark.parametrize(
    ("name", "start", "end", "label"),
    [
        ("2023", "2023-01-01", "2023-12-31", "2023年"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2024-01-22", "2024-01-22", "2024-01-22", "2024年1月22日"),
        ("2021-2025", "2021-01-01", "2025-12-31", "2021—2025年"),
    ],
)
def test_a_period_is_known_by_its_normal_form(name: str, start: str, end: str, label: str) -> None:
    assert periods.bounds(name) == (date.fromisoformat(start), date.fromisoformat(end))
    assert periods.label(name) == label


@pytest.mark.parametrize("name", ["累计", "2023-13", "0000", "近年来", "2024-02-30"])
def test_what_is_no_calendar_interval_has_no_dates(name: str) -> None:
    assert periods.bounds(name) is None

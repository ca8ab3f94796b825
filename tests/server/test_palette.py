from __future__ import annotations

import re

import pytest

from server import pages, palette

CSS = (pages.STATIC / "site.css").read_text(encoding="utf-8")
LIGHT, DARK = CSS.split("prefers-color-scheme: dark", 1)
PAPER, NIGHT = "#fcfbf8", "#14171a"


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("family", palette.families(), ids=lambda family: family.name)
def test_a_colour_can_be_read_on_paper_and_at_night(family: palette.Family) -> None:
    assert contrast(family.light, PAPER) >= 5
    assert contrast(family.dark, NIGHT) >= 5


@pytest.mark.parametrize("family", palette.families(), ids=lambda family: family.name)
def test_the_style_sheet_repeats_the_colours_of_the_palette(family: palette.Family) -> None:
    assert re.search(rf"--{family.name}: {family.light};", LIGHT)
    assert re.search(rf"--{family.name}: {family.dark};", DARK)


def test_a_class_is_found_by_local_name_and_by_iri() -> None:
    assert palette.family("Laboratory").name == palette.family("https://w3id.org/kechuang/ontology#Laboratory").name


def test_an_unknown_class_still_has_a_colour() -> None:
    assert palette.family("Nonesuch").name == "source"

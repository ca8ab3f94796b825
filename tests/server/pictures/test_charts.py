from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from kg.store import Answer, Store
from server import pictures

SVG = "{http://www.w3.org/2000/svg}"


def bars(svg: str) -> dict[str, Element]:
    found = [link for link in fromstring(svg).iter(f"{SVG}a") if link.get("class", "").startswith("bar")]
    return {text.text or "": bar for bar in found for text in bar.iter(f"{SVG}text") if text.get("class") == "said"}


def width(bar: Element) -> float:
    return float(next(bar.iter(f"{SVG}rect")).get("width", "0"))


@pytest.mark.parametrize("asked", ["numbers"], indirect=True)
def test_a_target_stands_beside_the_current_value_on_one_scale(asked: Answer, world: Store) -> None:
    found = bars(pictures.chart(asked, world))
    now, aim = found["80家  2023年"], found["超过100家  2024年"]
    assert (now.get("class"), aim.get("class")) == ("bar observed", "bar target")
    assert width(now) / width(aim) == pytest.approx(0.8, abs=0.01)


@pytest.mark.parametrize("asked", ["numbers"], indirect=True)
def test_a_fall_is_drawn_to_the_left_of_zero(asked: Answer, world: Store) -> None:
    assert "fall" in (bars(pictures.chart(asked, world))["下降3.5%  2023年"].get("class") or "")


@pytest.mark.parametrize("asked", ["numbers"], indirect=True)
def test_every_bar_leads_to_its_sentence(asked: Answer, world: Store) -> None:
    assert {bar.get("href") for bar in bars(pictures.chart(asked, world)).values()} == {"/doc/d/s/2"}


@pytest.mark.parametrize("asked", ["pairs", "nothing"], indirect=True)
def test_an_answer_without_numbers_says_so(asked: Answer, world: Store) -> None:
    assert not pictures.can_chart(asked)
    assert "没有可以画成图表的数字" in pictures.chart(asked, world)


@pytest.mark.parametrize(
    ("printed", "hedge", "shown"),
    [("6万家", "超过", "超过6万家"), ("超过8500家", "超过", "超过8500家"), ("350多项", "余、多", "350多项"),
     ("5500亿元左右", "约", "5500亿元左右"), ("12个", "等于", "12个"), ("18MW级", "级", "18MW级")],
)  # fmt: skip
def test_a_hedge_that_is_printed_once_for_two_numbers_is_said_of_both(
    world: Store, printed: str, hedge: str, shown: str
) -> None:
    asked = world.run(f'SELECT ("{printed}" AS ?printed) ("{hedge}" AS ?hedge) (5 AS ?value) {{}}')
    texts = [text.text for text in fromstring(pictures.chart(asked, world)).iter(f"{SVG}text")]
    assert shown in texts


def test_shares_are_percent_on_one_scale(world: Store) -> None:
    asked = world.run('SELECT ?indicatorLabel ?share { VALUES (?indicatorLabel ?share) { ("甲" 84.0) ("乙" 16) } }')
    found = bars(pictures.chart(asked, world))
    assert width(found["16%"]) / width(found["84%"]) == pytest.approx(16 / 84, abs=0.01)


def test_a_lone_number_is_headed_by_its_indicator_and_not_by_its_unit(world: Store) -> None:
    asked = world.run('SELECT ("占比" AS ?indicatorLabel) ("约占10%" AS ?printed) (10 AS ?value) {}')
    panels = [
        text.text
        for text in fromstring(pictures.chart(asked, world)).iter(f"{SVG}text")
        if text.get("class") == "panel"
    ]
    assert panels == ["占比"]

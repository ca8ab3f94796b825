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

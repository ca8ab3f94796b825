from __future__ import annotations

import pytest

from server import evidence

TEXT = "市人大代表、甲实验室副主任介绍，甲实验室服务全市。"


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        pytest.param(
            [(117, "甲实验室")], "市人大代表、甲实验室副主任介绍，[甲实验室]服务全市。", id="the occurrence meant"
        ),
        pytest.param([(106, "甲实验室")], "市人大代表、[甲实验室]副主任介绍，甲实验室服务全市。", id="the first one"),
        pytest.param(
            [(119, "甲实验室")],
            "市人大代表、甲实验室副主任介绍，[甲实验室]服务全市。",
            id="behind a line break of the file",
        ),
        pytest.param(
            [(120, "服务\n全市")],
            "市人大代表、甲实验室副主任介绍，甲实验室[服务全市]。",
            id="words that the file breaks",
        ),
        pytest.param(
            [(116, "甲实验室"), (118, "验室服务")],
            "市人大代表、甲实验室副主任介绍，[甲实验室服务]全市。",
            id="overlapping",
        ),
        pytest.param([(900, "甲实验室")], TEXT, id="of another sentence"),
        pytest.param([(105, "乙")], TEXT, id="not there"),
        pytest.param([], TEXT, id="none"),
    ],
)
def test_the_words_of_a_claim_are_marked_where_they_stand(spans: list[tuple[int, str]], found: str) -> None:
    pieces = evidence.mark(TEXT, 100, spans)
    assert "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces) == found
    assert "".join(piece.text for piece in pieces) == TEXT

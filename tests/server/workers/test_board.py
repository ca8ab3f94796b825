from __future__ import annotations

import os

from server.workers.board import SLOTS, Board


def test_what_a_worker_holds_is_seen_by_whoever_shares_the_page() -> None:
    board = Board.new()
    theirs = Board(os.dup(board.descriptor))
    theirs.hold(SLOTS - 1, 1 << 60)
    theirs.hold(0, 7)
    assert (board.number(SLOTS - 1), board.number(0), board.number(1)) == (1 << 60, 7, 0)
    board.retire(0)
    assert [theirs.is_retired(slot) for slot in (0, 1, SLOTS - 1)] == [True, False, False]
    board.clear(0)
    assert (theirs.number(0), theirs.is_retired(0)) == (0, False)


def test_a_worker_is_called_back_or_retired_and_not_both() -> None:
    board = Board.new()
    board.call_back(3)
    assert (board.is_called_back(3), board.is_retired(3)) == (True, False)
    board.retire(3)
    assert (board.is_called_back(3), board.is_retired(3)) == (False, True)

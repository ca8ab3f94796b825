from __future__ import annotations

import json

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound

from kg import errors
from kg.store.refusing import refusal
from server import problems


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.QuerySyntaxError("no", line=1, column=2), 400),
        (refusal("update"), 400),
        (refusal("service"), 403),
        (refusal("depth", depth=1, limit=1), 400),
        (refusal("length", length=1, limit=1), 413),
        (refusal("control", code=7), 406),
        (errors.QueryLimit("slow", limit="timeout"), 504),
        (errors.QueryLimit("big", limit="memory"), 503),
        (errors.ParameterError("what"), 400),
        (errors.StoreError("gone"), 503),
        (NotFound(), 404),
        (MethodNotAllowed(valid_methods=["GET"]), 405),
        (ZeroDivisionError("inside"), 500),
    ],
    ids=lambda value: value if isinstance(value, int) else type(value).__name__,
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_error_has_its_status_and_words_in_both_languages(error: Exception, status: int, language: str) -> None:
    reply = problems.of(error).reply("application/json", language)
    problem = json.loads(bytes(reply.body))
    assert reply.status == problem["status"] == status
    assert problem["title"]
    assert set(problem["messages"]) == {"zh", "en"}
    assert reply.headers["Cache-Control"] == "no-store"


def test_an_unknown_error_shows_nothing_of_its_inside() -> None:
    reply = problems.of(ZeroDivisionError("inside")).reply(None, "en")
    assert b"inside" not in bytes(reply.body)


def test_a_limit_names_its_setting_and_when_to_come_back() -> None:
    reply = problems.of(errors.QueryLimit("slow", limit="timeout")).reply(None, "en")
    assert json.loads(bytes(reply.body))["limit"] == "KECHUANG_TIMEOUT"
    assert int(reply.headers["Retry-After"]) > 0


def test_allowed_methods_are_told() -> None:
    assert problems.of(MethodNotAllowed(valid_methods=["GET", "HEAD"])).headers["Allow"] == "GET, HEAD"

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from kg.errors import InputError
from server.config import Settings, documented


def test_the_environment_is_read_in_the_type_of_the_setting() -> None:
    environment = {"KECHUANG_TIMEOUT": "2.5", "KECHUANG_PORT": "8010", "KECHUANG_DATA": "/srv", "KECHUANG_URL": ""}
    settings = Settings.read(environment)
    assert (settings.timeout, settings.port, settings.data, settings.url) == (2.5, 8010, Path("/srv"), "")


def test_what_is_given_wins_over_the_environment() -> None:
    assert Settings.read({"KECHUANG_PORT": "8010"}, port=8011, host=None).port == 8011
    assert Settings.read({"KECHUANG_PORT": "8010"}, port=None).port == 8010


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("TIMEOUT", "soon"),
        ("TIMEOUT", "-1"),
        ("MEMORY", "1.5"),
        ("STORE", "tape"),
        ("URL", "example.org"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(InputError, match=f"KECHUANG_{name} is"):
        Settings.read({f"KECHUANG_{name}": value})


def test_every_setting_has_its_words() -> None:
    assert all(len(entry.metadata["doc"]) > 10 for entry in fields(Settings))


def test_outsiders_see_limits_and_no_paths() -> None:
    names = {entry["name"] for entry in documented(Settings())}
    assert {"KECHUANG_TIMEOUT", "KECHUANG_MEMORY", "KECHUANG_ANSWER_ROWS", "KECHUANG_QUEUE"} <= names
    assert not names & {"KECHUANG_DATA", "KECHUANG_LOG", "KECHUANG_HOST"}


@pytest.mark.parametrize("limit", ["timeout", "memory", "queue", "queue_seconds", "answer_bytes", "client_queries"])
def test_every_limit_that_is_told_is_a_setting(limit: str) -> None:
    assert limit in {entry.name for entry in fields(Settings)}

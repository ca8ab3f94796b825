"""The documents are true: what the code has, they name; what they name, the code has."""

import re
from pathlib import Path

import click
import pytest
from flask import Flask

import queries
from kg.cli import main
from kg.store import Store
from server.app import create_app
from server.config import Settings, documented

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVICE = (ROOT / "server" / "README.md").read_text(encoding="utf-8")
QUESTIONS = (ROOT / "queries" / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(main.list_commands(click.Context(main)))


def routes() -> list[str]:
    app: Flask = create_app(Settings(), store=Store.of(b""))
    return sorted({rule.rule for rule in app.url_map.iter_rules()})


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"`kechuang {name}" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_holds_an_example(name: str) -> None:
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert f"kechuang {name}" in (command.help or "")


@pytest.mark.parametrize("rule", routes())
def test_every_route_is_documented(rule: str) -> None:
    assert f"`{rule}`" in SERVICE


@pytest.mark.parametrize("setting", [entry["name"] for entry in documented(Settings())])
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`{setting}`" in SERVICE


@pytest.mark.parametrize("name", queries.names())
def test_every_question_is_listed_with_its_words(name: str) -> None:
    summary = queries.load(name).summary

    assert f"| `{name}` | {summary['zh']} | {summary['en']} |" in QUESTIONS


@pytest.mark.parametrize("name", re.findall(r"^\| `([a-z-]+)` \|", QUESTIONS, flags=re.M))
def test_every_listed_question_exists(name: str) -> None:
    assert name in queries.names()


@pytest.mark.parametrize("target", re.findall(r"`make ([a-z]+)`", README))
def test_every_make_target_that_the_readme_names_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M)


@pytest.mark.parametrize("path", re.findall(r"\]\(([A-Za-z][\w./-]*)\)", README + SERVICE + QUESTIONS))
def test_every_link_to_a_file_leads_to_one(path: str) -> None:
    assert (ROOT / path).exists() or (ROOT / "server" / path).exists() or (ROOT / "queries" / path).exists()

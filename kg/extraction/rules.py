r"""The strict loader of rule files: what stands in `rules/*.toml`, checked before it runs.

Place in the stream: data in, `Rule`s out; `patterns.py` runs them. A rule file looks so::

    layer = "quantity"            # of every rule in the file; order in the file is priority

    [macros]                      # named pieces, written {NAME} inside a match; a list is an alternation of words
    NUMBER = '\d+(?:\.\d+)?'
    ABOUT = ["约", "大约"]

    [[rules]]
    id = "qty.core"               # unique over all files
    version = 1                   # counts up whenever the meaning changes
    emit = "Qty"                  # annotation type (patterns.TOKENS) or, in a fact layer, what the owner makes of it
    needs = ["家", "个"]          # optional: none of these in the text, and the rule is not tried
    match = '(?<n>{NUMBER})(?<unit>家|个)'
    set = { comparator = "about" }     # optional constants that the owner reads
    inherit = ["subject"]              # optional: parts taken from the fact before
    note = "why it is as it is"        # optional
    ok = ["新增«35家»企业", { text = "共35家", n = "35" }]   # at least two
    not = ["第35家"]                                        # at least one

`macros.toml` holds the macros that every file may use. An example in `ok` must make this very rule fire; text between
« » must be the annotation's span, and other keys of a table name groups with the text they must hold. Sentences in
`not` must not make it fire. The tests run them all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import regex

from kg.errors import RuleError
from kg.extraction import alternation, patterns, units

LAYERS = ("name", "time", "quantity", "entity", "speech", "relation", "indicator", "benign", "alias")
"""The layers, in the order they run."""

COMPARING = ("MORE", "AT_LEAST", "LESS", "AT_MOST", "ABOUT", "NEARLY")
"""The shared word lists of what says before a number how exact it is."""

_FILE_KEYS = {"layer", "macros", "rules"}
_RULE_KEYS = {"id", "version", "emit", "match", "needs", "set", "inherit", "note", "ok", "not"}
_REQUIRED = {"id", "version", "emit", "match", "ok", "not"}
_ID = regex.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*")
_MACRO = regex.compile(r"\{([A-Z][A-Z0-9_]*)\}")
_TOKEN = regex.compile(r"@([A-Z][A-Za-z]+)")
_MARKED = regex.compile("«(.*?)»")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence on which a rule must fire, and what it must read there."""

    text: str
    marked: str = ""  # the annotation's characters; empty: not said
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """One rule of a file, compiled."""

    id: str
    version: int
    layer: str
    emit: str
    pattern: regex.Pattern[str]
    groups: tuple[str, ...]
    needs: tuple[str, ...] = ()
    set: Mapping[str, Any] = field(default_factory=dict)
    inherit: tuple[str, ...] = ()
    note: str = ""
    examples: tuple[Example, ...] = ()
    refusals: tuple[str, ...] = ()
    file: str = ""

    @property
    def name(self) -> str:
        """Give id and version, as claims carry them."""
        return f"{self.id}/{self.version}"


@cache
def packaged(*names: str) -> tuple[Rule, ...]:
    """Load rule files of this package by name, e.g. `packaged("times.toml")`; all of them when none is named."""
    folder = resources.files("kg.extraction") / "rules"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    chosen = names or tuple(name for name in found if name != "macros.toml")
    shared = _shared()
    rules = [rule for name in chosen for rule in load(folder.joinpath(name).read_text("utf-8"), name, shared=shared)]
    return check_unique(rules)


def load_file(path: Path) -> tuple[Rule, ...]:
    """Load a rule file from anywhere; the packaged macros may be used in it."""
    return check_unique(load(path.read_text("utf-8"), path.name, shared=_shared()))


@cache
def _shared() -> Mapping[str, str]:
    """Load the macros of all files, the units as {UNIT}, {CLASSIFIER}, {MONEY}, and {COMPARING} for a look-behind."""
    folder = resources.files("kg.extraction") / "rules"
    listed = {
        "UNIT": units.pattern(),
        "CLASSIFIER": units.pattern("count", "duration", "times", "money"),
        "MONEY": units.pattern("money"),
        "COMPARING": alternation.before(word for name in COMPARING for word in word_list(name)),
    }
    return listed | macros(folder.joinpath("macros.toml").read_text("utf-8"), "macros.toml")


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Give the words of a shared macro that is a list."""
    text = (resources.files("kg.extraction") / "rules" / "macros.toml").read_text("utf-8")
    return tuple(_parse(text, "macros.toml")["macros"][name])


def labels() -> dict[str, str]:
    """Give each rule's name and what it reads in one line: its note, or its first example."""
    return {rule.name: rule.note or f"{rule.emit}：{rule.examples[0].text}" for rule in packaged()}


def load(text: str, file: str, *, shared: Mapping[str, str] | None = None) -> list[Rule]:
    """Read the rules of one file's text.

    Raises:
        RuleError: a key, a layer, a macro or a token that is not known, a regex that does not compile or that matches
            nothing at all, an example too few.

    """
    table = _parse(text, file)
    _refuse_unknown(table, _FILE_KEYS, where=file)
    layer = table.get("layer")
    if layer not in LAYERS:
        raise RuleError(f"{file}: layer {layer!r} is not one of {', '.join(LAYERS)}")
    words = dict(shared or {}) | _macros(table.get("macros", {}))
    return [_rule(entry, layer=layer, file=file, words=words) for entry in table.get("rules", [])]


def macros(text: str, file: str) -> dict[str, str]:
    """Read a file that holds macros only."""
    table = _parse(text, file)
    _refuse_unknown(table, {"macros"}, where=file)
    return _macros(table.get("macros", {}))


def check_unique(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Refuse two rules with one id."""
    seen: dict[str, str] = {}
    rules = tuple(rules)
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"{rule.file}: rule {rule.id!r} is also in {seen[rule.id]}; give it another id")
        seen[rule.id] = rule.file
    return rules


def _parse(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{file}: not TOML: {error}") from error


def _macros(table: Mapping[str, Any]) -> dict[str, str]:
    return {name: _alternation(value) if isinstance(value, list) else value for name, value in table.items()}


def _alternation(words: list[str]) -> str:
    return alternation.of(words)


def _refuse_unknown(table: Mapping[str, Any], known: set[str], *, where: str) -> None:
    for key in table:
        if key not in known:
            raise RuleError(f"{where}: unknown key {key!r}; known are {', '.join(sorted(known))}")


def _rule(entry: Mapping[str, Any], *, layer: str, file: str, words: Mapping[str, str]) -> Rule:
    where = f"{file}: rule {entry.get('id', '?')!r}"
    _refuse_unknown(entry, _RULE_KEYS, where=where)
    _check_entry(entry, where)
    pattern = _compile(entry["match"], words, where)
    return Rule(
        id=entry["id"],
        version=entry["version"],
        layer=layer,
        emit=entry["emit"],
        pattern=pattern,
        groups=tuple(pattern.groupindex),
        needs=tuple(expand(word, words, where) for word in entry.get("needs", [])),
        set=entry.get("set", {}),
        inherit=tuple(entry.get("inherit", [])),
        note=entry.get("note", ""),
        examples=tuple(_example(example, pattern, where) for example in entry["ok"]),
        refusals=tuple(entry["not"]),
        file=file,
    )


def _check_entry(entry: Mapping[str, Any], where: str) -> None:
    missing = sorted(_REQUIRED - set(entry))
    if missing:
        raise RuleError(f"{where}: {', '.join(missing)} missing")
    if not _ID.fullmatch(entry["id"]):
        raise RuleError(f"{where}: an id is lower-case words joined by dots and hyphens")
    if not isinstance(entry["version"], int) or entry["version"] < 1:
        raise RuleError(f"{where}: version must be a whole number from 1")
    if len(entry["ok"]) < 2 or not entry["not"]:
        raise RuleError(f"{where}: needs at least two examples in ok and one refusal in not")


def expand(match: str, words: Mapping[str, str], where: str) -> str:
    """Write out the macros and tokens of a match."""
    for _ in range(20):
        if not _MACRO.search(match):
            return str(_TOKEN.sub(lambda found: _token(found[1], where), match))
        match = _MACRO.sub(lambda found: _macro(found[1], words, where), match)
    raise RuleError(f"{where}: a macro contains itself")


def _macro(name: str, words: Mapping[str, str], where: str) -> str:
    if name not in words:
        raise RuleError(f"{where}: macro {{{name}}} is not defined")
    return words[name]


def _token(name: str, where: str) -> str:
    symbol = patterns.TOKENS.get(name) or patterns.CLASSES.get(name)
    if symbol is None:
        raise RuleError(f"{where}: @{name} is no annotation type; see kg/extraction/patterns.py, TOKENS")
    return symbol


def _compile(match: str, words: Mapping[str, str], where: str) -> regex.Pattern[str]:
    try:
        pattern = regex.compile(expand(match, words, where), flags=regex.VERSION1)
    except regex.error as error:
        raise RuleError(f"{where}: the match does not compile: {error}") from error
    if pattern.match(""):
        raise RuleError(f"{where}: the match accepts empty text")
    return pattern


def _example(example: str | Mapping[str, str], pattern: regex.Pattern[str], where: str) -> Example:
    table = {"text": example} if isinstance(example, str) else dict(example)
    text = table.pop("text", "")
    unknown = sorted(set(table) - set(pattern.groupindex))
    if not text or unknown:
        raise RuleError(f"{where}: an example needs a text, and groups of the match only: {', '.join(unknown)}")
    marked = _MARKED.search(text)
    return Example(text.replace("«", "").replace("»", ""), marked[1] if marked else "", table)

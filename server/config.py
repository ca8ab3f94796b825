"""Read the settings, once: the one file that looks into the environment.

Place in the house: what every other file of the server is given. Each setting is documented where it stands;
`/-/settings` and the README show the same words. A client is told the name of the setting that stopped it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from kg.errors import InputError
from kg.store import Bounds, Limits

__all__ = ["Settings", "documented"]

PREFIX = "KECHUANG_"
MB = 1 << 20


def _setting(default: Any, doc: str, *, public: bool = True) -> Any:
    return field(default=default, metadata={"doc": doc, "public": public})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the server; the environment variable is the name in capitals behind `KECHUANG_`."""

    data: Path = _setting(  # noqa: RUF009  # a field with its words
        Path("data"), "folder that holds `current` and `versions/`", public=False
    )
    host: str = _setting("127.0.0.1", "address to listen on", public=False)
    port: int = _setting(8000, "port to listen on", public=False)
    url: str = _setting("", "public address of the service, such as https://kg.example.org; empty: as the request says")
    store: str = _setting("auto", "`memory`, `disk`, or `auto`: in memory up to memory_quads statements", public=False)
    memory_quads: int = _setting(400_000, "largest number of statements that `auto` keeps in memory", public=False)

    workers: int = _setting(0, "queries evaluated at once while they are quick; 0: one for each core")
    long_queries: int = _setting(0, "further places for queries that turn out long; 0: four for each core")
    client_queries: int = _setting(0, "long places that one client may hold; 0: three quarters of them")
    queue: int = _setting(512, "queries that may wait for a place; more are answered 503")
    queue_seconds: float = _setting(10.0, "longest wait for a place; then 503; it counts towards timeout")
    timeout: float = _setting(10.0, "seconds in which a query must be answered; then 504; `?timeout=` may ask for less")
    memory: int = _setting(512 * MB, "bytes of memory that one query may use; then 503")

    query_length: int = _setting(262_144, "characters of a query; then 413")
    query_depth: int = _setting(100, "nested brackets of a query; then 400")
    query_chain: int = _setting(1_500, "operators or patterns of one kind in a query; then 400")
    answer_bytes: int = _setting(64 * MB, "bytes of an answer; a SELECT is cut to answer_rows, a graph answered 503")
    answer_rows: int = _setting(200_000, "rows of an answer; more are cut, and the answer says so")
    request_bytes: int = _setting(1 * MB, "bytes of a request's body; then 413")

    cache_bytes: int = _setting(64 * MB, "bytes of answers kept ready", public=False)
    max_age: int = _setting(60, "seconds that others may keep an answer before they ask again")
    header_seconds: int = _setting(10, "seconds in which a client must send its request's head; then 408")
    body_seconds: float = _setting(30.0, "seconds in which a client must send its request's body; then 408")
    send_seconds: float = _setting(
        60.0, "seconds without progress in which a client must take its answer; then it ends"
    )
    connections: int = _setting(1_024, "open connections; one more ends the one that has been idle longest")
    proxies: int = _setting(0, "trusted proxies in front, whose X-Forwarded-For names the client", public=False)
    watch_seconds: float = _setting(1.0, "seconds between two looks at `current`", public=False)
    log: str = _setting(
        "-", "file of the access log, one JSON object a line; `-`: standard error; empty: none", public=False
    )

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None, **given: Any) -> Self:
        """Read the settings from the environment; what is `given` and not None wins. Raises `InputError`."""
        environment = os.environ if environment is None else environment
        values = {
            entry.name: _value(entry.name, entry.default, environment[PREFIX + entry.name.upper()])
            for entry in fields(cls)
            if environment.get(PREFIX + entry.name.upper())
        }
        settings = cls(**values | {name: value for name, value in given.items() if value is not None})
        settings.check()
        return settings

    def check(self) -> None:
        """Raise `InputError` for a value that cannot be meant."""
        for entry in fields(self):
            value = getattr(self, entry.name)
            if isinstance(value, int | float) and value < 0:
                raise InputError(f"{PREFIX}{entry.name.upper()} is {value}; it must not be negative")
        if self.store not in ("auto", "memory", "disk"):
            raise InputError(f"{PREFIX}STORE is {self.store!r}; it must be auto, memory or disk")
        if self.url and urlsplit(self.url).scheme not in ("http", "https"):
            raise InputError(f"{PREFIX}URL is {self.url!r}; it must begin with http:// or https://")

    @property
    def cores(self) -> int:
        """Count the cores this process may use."""
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    @property
    def quick_places(self) -> int:
        """Count the queries evaluated at once while they are quick."""
        return self.workers or self.cores

    @property
    def long_places(self) -> int:
        """Count the places for queries that turn out long."""
        return self.long_queries or 4 * self.cores

    @property
    def client_places(self) -> int:
        """Count the long places that one client may hold."""
        return self.client_queries or max(1, self.long_places * 3 // 4)

    @property
    def limits(self) -> Limits:
        """Give the limits on a query's text."""
        return Limits(self.query_length, self.query_depth, self.query_chain)

    @property
    def bounds(self) -> Bounds:
        """Give the limits on an answer."""
        return Bounds(self.answer_bytes, self.answer_rows)


def documented(settings: Settings) -> list[dict[str, Any]]:
    """List the settings that outsiders may know, with their values and words."""
    return [
        {"name": PREFIX + entry.name.upper(), "value": getattr(settings, entry.name), "meaning": entry.metadata["doc"]}
        for entry in fields(settings)
        if entry.metadata["public"]
    ]


def _value(name: str, default: Any, text: str) -> Any:
    """Read a value in the type of the default."""
    try:
        return type(default)(text) if not isinstance(default, Path) else Path(text)
    except ValueError as error:
        raise InputError(f"{PREFIX}{name.upper()} is {text!r}; it must be a {type(default).__name__}") from error

"""Give views the things of the running service: its store, its settings.

Place in the house: what a view imports instead of passing things around. One request sees one edition of the graph from
beginning to end, even while a new one is switched in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, g
from werkzeug.local import LocalProxy

from server.config import Settings
from server.serving import Edition, Serving

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["edition", "serving", "settings", "store"]

EXTENSION = "kechuang"


def _serving() -> Serving:
    return cast("Serving", current_app.extensions[EXTENSION])


def _edition() -> Edition:
    if "edition" not in g:
        g.edition = _serving().edition
    return cast("Edition", g.edition)


serving = cast("Serving", LocalProxy(_serving))
edition = cast("Edition", LocalProxy(_edition))
settings = cast("Settings", LocalProxy(lambda: _serving().settings))
store = cast("Store", LocalProxy(lambda: _edition().store))

"""Keep what is costly to work out for as long as the version of the data that it was worked out from is served.

Place in the stream: beside the views. One thing a name is kept in each process; a new version replaces it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar, cast

from flask import current_app

from server.proxies import store

Kept = TypeVar("Kept")
_LOCK = RLock()  # what is kept may be made of other things that are kept


def once(name: str, make: Callable[[], Kept]) -> Kept:
    """Give what `make` gave for the version that is served now, making it when it is not there yet."""
    kept: dict[str, tuple[object, Any]] = current_app.extensions.setdefault("kechuang.remembered", {})
    engine = store.engine
    found = kept.get(name)
    if found is None or found[0] is not engine:
        with _LOCK:
            found = kept.get(name)
            if found is None or found[0] is not engine:
                found = kept[name] = (engine, make())
    return cast(Kept, found[1])

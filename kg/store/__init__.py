"""From quads to answers: open a version of the graph and ask it.

Place in the stream: the last stage of `kg`. `Store.open(data)` opens the current version read-only; `store.run` answers
free SPARQL, `store.answer` a canned query; update, SERVICE and what would overflow the engine are refused before it.
"""

from kg.store.answers import Answer, Bounds, Forms, Written
from kg.store.formats import GRAPHS, RESULTS, Format, Kind
from kg.store.loading import load
from kg.store.opening import Version, current, version
from kg.store.refusing import LIMITS, Limits
from kg.store.running import Question, Store

__all__ = [
    "GRAPHS",
    "LIMITS",
    "RESULTS",
    "Answer",
    "Bounds",
    "Format",
    "Forms",
    "Kind",
    "Limits",
    "Question",
    "Store",
    "Version",
    "Written",
    "current",
    "load",
    "version",
]

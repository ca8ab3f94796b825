"""Evaluate a stranger's queries in processes that may be killed.

Place in the house: between the web and the store. `Pool` is its face: the nursery forks, the workers evaluate, the
lanes keep the turns.
"""

from server.workers.pool import Pool

__all__ = ["Pool"]

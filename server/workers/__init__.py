"""Evaluate a stranger's queries in processes that may be killed.

Place in the house: between the web and the store. `pool.Pool` is what the web asks; the nursery forks, the workers
evaluate, the lanes keep the turns. Nothing is imported here: the nursery is to start at once and to stay small.
"""

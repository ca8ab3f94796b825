"""Throw random queries, headers and bytes at the real service: `python -m tests.fuzz`."""

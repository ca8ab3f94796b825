"""A small graph with what engines and serialisers get wrong: shared triples, control characters, odd predicates."""

from __future__ import annotations

import pytest

from kg.store import Store

QUADS = """
<http://e/a> <http://e/p> "one" .
<http://e/a> <http://e/q> "line\\rfeed\\nand \\"quotes\\", <tags> & commas"@zh-hans .
<http://e/b> <http://e/p> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://e/a> <http://e/p> "one" <http://e/g1> .
<http://e/a> <http://e/p> "one" <http://e/g2> .
<http://e/b> <http://e/p> "two" <http://e/g2> .
<http://e/c> <http://e/control> "bell\\u0007" <http://e/g3> .
<http://e/c> <http://e/1/2> "no name" <http://e/g4> .
"""


@pytest.fixture(scope="session")
def store() -> Store:
    return Store.of(QUADS.encode())

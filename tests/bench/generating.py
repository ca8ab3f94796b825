"""Make a graph of our shape in any size: a named graph a claim, provenance beside it, the merge in the default graph.

Six statements a claim: a type or a label, two links, a number, and two on the claim itself. The same seed gives the
same bytes.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path

from kg import store
from ontology import DEFAULT_BASE

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
PER_CLAIM = 6


def entity(number: int) -> str:
    """Give the IRI of an entity."""
    return f"{DEFAULT_BASE}id/thing/{number}"


def entities(quads: int) -> int:
    """Count the entities in a graph of so many quads."""
    return max(10, quads // PER_CLAIM // 8)


def lines(quads: int, *, seed: int = 1) -> Iterator[str]:
    """Give the N-Quads of the named graphs, without the merge."""
    chance, things = random.Random(seed), entities(quads)
    term = f"{DEFAULT_BASE}ontology#"
    for number in range(quads // PER_CLAIM):
        subject, claim = f"<{entity(chance.randrange(things))}>", f"<{DEFAULT_BASE}doc/d{number // 500}/c/{number}>"
        kind = int(subject[1:-1].rpartition("/")[2]) % 20
        named = f"<{RDF_TYPE}> <{term}Type{kind}>" if chance.random() < 0.5 else f'<{LABEL}> "实体{subject[-4:-1]}"@zh'
        yield f"{subject} {named} {claim} .\n"
        for _ in range(2):
            yield f"{subject} <{term}rel{chance.randrange(4)}> <{entity(chance.randrange(things))}> {claim} .\n"
        yield f'{subject} <{term}value> "{chance.randrange(10_000)}"^^<{INTEGER}> {claim} .\n'
        yield f'{claim} <{term}text> "句子{number}"@zh <{DEFAULT_BASE}graph/provenance> .\n'
        yield f"{claim} <{term}inDocument> <{DEFAULT_BASE}doc/d{number // 500}> <{DEFAULT_BASE}graph/provenance> .\n"


def merged(line: str) -> str:
    """Give the line of the default graph for a line of a named graph."""
    return f"{line[: line.rindex('<')]}.\n"


def write(folder: Path, quads: int, *, seed: int = 1) -> Path:
    """Write a data folder that the service can open, and give the folder of its version."""
    building = folder / "building"
    building.mkdir(parents=True)
    stated = list(lines(quads, seed=seed))
    (building / "kg.nq").write_text("".join(stated), "utf-8")
    version = hashlib.sha256("".join(stated).encode()).hexdigest()[:16]
    (building / "all.nq").write_text("".join([*stated, *map(merged, stated)]), "utf-8")
    total = store.load(building / "all.nq", building / "store")
    manifest = {"version": version, "base": DEFAULT_BASE, "quads": total, "articles": []}
    (building / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    final = folder / "versions" / version
    final.parent.mkdir(exist_ok=True)
    building.rename(final)
    link = folder / ".current-new"
    link.symlink_to(final.relative_to(folder))
    link.replace(folder / "current")
    return final

"""Pack a finished graph for those who take it away: one file a form, all of them deterministic.

Place in the stream: Quad → files, beside the store. `FORMS` lists what is written; each module of this package knows
one form. No form holds a clock, and none more of the article's words than `Quotes` allows.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

import ontology
from kg.errors import InputError
from kg.graph import canonical
from kg.graph.dataset import Dump
from kg.graph.iris import Iris
from kg.graph.packaging import cube, facts, nanopublications, quoting, tables, void, webannotations
from kg.graph.packaging.published import Published
from kg.graph.packaging.quoting import Quotes

__all__ = ["FORMS", "SUMS", "Form", "Published", "Quotes", "pack", "prepare"]

SUMS = "SHA256SUMS"
VOID = "void.ttl"


@dataclass(frozen=True, slots=True)
class Form:
    """One file of the package: its name, its media type, what it is, and how it is written."""

    name: str
    media_type: str
    title: str
    write: Callable[[Published], bytes]


FORMS = (
    Form("kg.nq", "application/n-quads", "All named graphs, canonical", lambda it: canonical.write(it.stated)),
    Form("kg.inferred.nq", "application/n-quads", "What the rules add", lambda it: canonical.write(it.inferred)),
    Form("kg.ttl", "text/turtle", "The admitted facts without their sources", facts.turtle),
    Form("kg.rdf12.ttl", "text/turtle", "The facts with claims as reifiers (RDF 1.2)", facts.reified),
    Form("annotations.jsonld", "application/ld+json", "The claims as Web Annotations", webannotations.json_ld),
    Form("nanopublications.trig", "application/trig", "The claims as nanopublications", nanopublications.trig),
    Form("kg.cube.ttl", "text/turtle", "The indicator values as a data cube (QB)", cube.turtle),
    Form("indicators.csv", "text/csv", "The indicator values as a table", tables.indicators),
    Form("entities.csv", "text/csv", "The named things as a table", tables.entities),
    Form("csv-metadata.json", "application/csvm+json", "What the columns mean (CSVW)", tables.metadata),
    Form("ontology.ttl", "text/turtle", "The ontology", lambda it: _texts(it, "core", "schemes", "alignments")),
    Form("shapes.ttl", "text/turtle", "The shapes", lambda it: _texts(it, "shapes")),
)


def prepare(
    stated: Iterable[Quad], inferred: Iterable[Quad], *, base: str, quotes: Quotes = Quotes.EVIDENCE
) -> Published:
    """Prepare the quads of a build to be packed, the source's words limited as `quotes` says."""
    iris = Iris(base)
    said = quoting.limit(stated, quotes=quotes, iris=iris)
    follows = quoting.limit_inferred(inferred, quotes=quotes, iris=iris)
    return Published(iris, tuple(sorted(said, key=str)), tuple(sorted(follows, key=str)))


def pack(published: Published, folder: Path, *, progress: Callable[[str], object] = str) -> Iterator[Path]:
    """Write every form, then void.ttl that describes them and their checksums; raises `InputError`.

    Files appear whole or not at all; whatever else lies in the folder stays.
    """
    dumps: list[Dump] = []
    for form in FORMS:
        progress(form.name)
        content = form.write(published)
        dumps.append(Dump(form.name, form.media_type, len(content), hashlib.sha256(content).hexdigest()))
        yield _place(folder / form.name, content)
    progress(VOID)
    version = next(dump.sha256[:16] for dump in dumps if dump.name == "kg.nq")
    described = void.turtle(published, dumps, version=version)
    yield _place(folder / VOID, described)
    sums = {dump.name: dump.sha256 for dump in dumps} | {VOID: hashlib.sha256(described).hexdigest()}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    yield _place(folder / SUMS, lines.encode())


def _texts(published: Published, *names: str) -> bytes:
    return "\n\n".join(ontology.text(name, base=published.iris.base) for name in names).encode()


def _place(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); choose another folder") from error
    return path

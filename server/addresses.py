"""Map IRIs of the data to addresses of this service and back.

Place in the stream: between the store, which knows IRIs under the base, and the pages, which are asked for by path.
An IRI is answered at its own path; `id/…` and `scheme/…` name things that are no documents, so that path redirects to
`/page/…` (for people) or `/data/…` (for programs), where the `id/` is left out.
"""

from __future__ import annotations

from urllib.parse import quote

from server.proxies import store

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "time": "http://www.w3.org/2006/time#",
    "unit": "http://qudt.org/vocab/unit/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# First segments of IRIs that name things and redirect; all other IRIs of the base name documents and answer themselves.
THINGS = ("id", "scheme")
_SAFE = "/:@!$&'()*+,;=-._~"


def base() -> str:
    """Give the IRI under which all IRIs of the data being served lie."""
    return store.base


def iri_of(path: str) -> str:
    """Give the IRI that a path of this service names."""
    return base() + path.removeprefix("/")


def path_of(iri: str) -> str:
    """Give the path that answers for an IRI of ours; an empty string for an IRI of others."""
    return "/" + iri.removeprefix(base()) if iri.startswith(base()) else ""


def href(iri: str) -> str:
    """Give what a link to an IRI points to: our own path, or the IRI as it is."""
    path, hash_, fragment = path_of(iri).partition("#")
    return quote(path, safe=_SAFE) + hash_ + fragment if path else iri


def page_path(path: str) -> str:
    """Give the path of the page about a thing: id/org/x → /page/org/x."""
    return "/page/" + path.removeprefix("id/")


def data_path(path: str, suffix: str) -> str:
    """Give the path of the data about a thing in one form: id/org/x, ttl → /data/org/x.ttl."""
    return f"/data/{path.removeprefix('id/')}.{suffix}"


def thing_path(path: str) -> str:
    """Give the path of the thing that a page or data path is about: org/x → id/org/x."""
    return path if path.partition("/")[0] in (*THINGS, "doc", "graph") else f"id/{path}"


def curie(iri: str) -> str:
    """Shorten an IRI by the prefixes that everybody knows; ours are kc (terms) and the path (things)."""
    if iri.startswith(base()):
        local = iri.removeprefix(base())
        return local.replace("ontology#", "kc:", 1) if local.startswith("ontology#") else local
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri
